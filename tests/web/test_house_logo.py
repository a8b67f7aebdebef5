"""The clinic's logo: taken in as a picture and nothing else, shown to whoever asks, printed at the head of sheets."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from clinic.web.access.roles import Role
from clinic.web.clinic_details import in_force_now
from clinic.web.logo import LARGEST_BYTES, NOT_A_PICTURE, TOO_LARGE
from tests.web.logos import picture
from tests.web.people import clinic_with_people, signed_in
from tests.web.visit import entered, forms_to, opened, parsed, text


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


def with_logo(client: FlaskClient, content: bytes | None) -> TestResponse:
    (form,) = forms_to(opened(client, "/settings"), "/settings/logo")
    fields = {name: value for name, value in entered(form).items() if name != "logo"}
    picked = {} if content is None else {"logo": FileStorage(io.BytesIO(content), "logo.png")}
    return posted(client, "/settings/logo", {**fields, **picked})


def posted(client: FlaskClient, path: str, fields: Mapping[str, Any]) -> TestResponse:
    """The answer to a form with files; encoded here, because the client leaves a large one open in a file."""
    boundary, body = encode_multipart(fields)
    return client.post(path, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_a_clinic_without_a_logo_answers_that_there_is_none(app: Flask) -> None:
    assert app.test_client().get("/logo").status_code == 404


def test_a_logo_is_made_anew_shown_and_printed(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    sent = picture("JPEG")
    assert with_logo(client, sent).location == "/settings?kept=logo#logo"
    shown = app.test_client().get("/logo")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert Image.open(io.BytesIO(shown.data)).format == "PNG"
    assert opened(client, "/settings").one(".logo-shown").value("src") == "/logo"
    with app.test_request_context():
        assert in_force_now().logo == shown.data


def test_a_logo_can_be_removed(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    with_logo(client, picture("PNG"))
    (form,) = forms_to(opened(client, "/settings"), "/settings/logo/remove")
    assert client.post("/settings/logo/remove", data=entered(form)).status_code == 303
    assert client.get("/logo").status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "Choose a picture file first."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_A_PICTURE),
        (b"\0" * (LARGEST_BYTES + 1), TOO_LARGE),
    ],
    ids=["nothing", "no picture", "too large"],
)
def test_what_is_no_fit_picture_is_refused_with_what_to_do(app: Flask, content: bytes | None, says: str) -> None:
    client = signed_in(app, Role.LEAD)
    answer = with_logo(client, content)
    assert answer.status_code == 422
    assert says in text(parsed(answer).one("#logo-fault"))
    assert client.get("/logo").status_code == 404


def test_other_forms_stay_as_small_as_they_were(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    assert posted(client, "/settings", {"file": FileStorage(io.BytesIO(b"0" * 600_000), "x")}).status_code == 413
