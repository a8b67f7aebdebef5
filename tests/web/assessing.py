"""A visit in steps: a person is added, an assessment begun, filled in with a case, checked, made final."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from clinic.web.case_fields import typed_of
from tests.web.visit import LAYOUT, case, forms_to, opened, parsed, sent, texts

PERSON = {"surname": "Okafor", "given": "Ada", "birth_day": "5", "birth_month": "3", "birth_year": "1979", "sex": "F"}


def led(answer: TestResponse) -> str:
    """Where a form that was acted upon leads."""
    assert answer.status_code == 303, (answer.status_code, texts(parsed(answer), ".summary li, main h1"))
    return str(answer.headers["Location"])


def person(client: FlaskClient, **changes: str) -> str:
    """The address of a new person."""
    form = opened(client, "/patients/new").one("form.plain-form")
    return led(sent(client, form, {**PERSON, **changes}))


def begun(client: FlaskClient, patient: str) -> str:
    """The address of a new assessment of this person."""
    return led(sent(client, forms_to(opened(client, patient), f"{patient}/assessments")[0]))


def typed_in(client: FlaskClient, assessment: str, told: Mapping[str, Any], **fields: str) -> MultiDict[str, str]:
    """The form of an assessment as a case fills it in, but for who the person is, with some fields besides. Its head is
    read without parsing the whole page, which is long."""
    page = client.get(assessment).get_data(as_text=True)
    values: MultiDict[str, str] = MultiDict()
    for name in ("csrf_token", "form_key", "version"):
        head = re.search(rf'<form id="check".*?name="{name}" value="([^"]*)"', page, re.DOTALL)
        assert head
        values[name] = head[1]
    for name, several in typed_of(LAYOUT, told).lists():
        if not name.startswith("patient-"):
            values.setlist(name, several)
    for name, value in fields.items():
        values[name.replace("__", "-")] = value
    return values


def checked(client: FlaskClient, assessment: str, told: Mapping[str, Any], **fields: str) -> TestResponse:
    """The answer to the filled-in form."""
    return client.post(f"{assessment}/check", data=typed_in(client, assessment, told, **fields))


def made_final(client: FlaskClient, assessment: str) -> str:
    """The address of the result of an assessment that is final now."""
    page = opened(client, f"{assessment}/result")
    return led(sent(client, forms_to(page, f"{assessment}/finalise")[0]))


def assessed(client: FlaskClient, told: Mapping[str, Any] | None = None, *, patient: str = "", **fields: str) -> str:
    """The address of a final assessment of a case; of a new person where none is given."""
    assessment = begun(client, patient or person(client))
    led(checked(client, assessment, case() if told is None else told, **fields))
    made_final(client, assessment)
    return assessment
