"""A visit to the pages: open, read the parsed page, fill in and send its forms as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import cssselect2
import tinyhtml5
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from clinic.knowledge import read_knowledge
from clinic.web.case_fields import typed_of
from clinic.web.intake_layout import intake_layout

TODAY = date(2026, 11, 20)
KNOWLEDGE = read_knowledge()
LAYOUT = intake_layout(KNOWLEDGE)
ALL_NO = [group.id for group in KNOWLEDGE.groups.values() if group.all_no_allowed]
CAUDA_EQUINA = {
    flag.id: "no"
    for flag in KNOWLEDGE.flags.values()
    if flag.group == "cauda_equina" and flag.question and flag.required
}


def case(**changes: Any) -> dict[str, Any]:
    """A woman of 46 who was asked everything and said no to all of it, and what is told of her besides."""
    told = dict(changes)
    return {
        "assessed_on": TODAY.isoformat(),
        "patient": {"age": 46, "sex": "F", **told.pop("patient", {})},
        "red_flags": {**CAUDA_EQUINA, **told.pop("red_flags", {})},
        "asked_all_no": ALL_NO,
        **told,
    }


class Element:
    """One element of a parsed page."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped
        self.tag: str = wrapped.local_name
        self.attributes: Mapping[str, str] = dict(wrapped.etree_element.attrib)

    def get(self, attribute: str) -> str | None:
        return self.attributes.get(attribute)

    def value(self, attribute: str = "value") -> str:
        return self.attributes.get(attribute, "")

    def all(self, selector: str) -> list[Element]:
        return [Element(one) for one in self.wrapped.query_all(selector)]

    def one(self, selector: str) -> Element:
        (found,) = self.all(selector)
        return found

    def parent(self) -> Element:
        return Element(self.wrapped.parent)

    def strings(self) -> Iterator[str]:
        yield from self.wrapped.etree_element.itertext()


def parsed(answer: TestResponse | str) -> Element:
    """The page of an answer, or of a fragment of HTML."""
    written = answer if isinstance(answer, str) else answer.get_data(as_text=True)
    tree = tinyhtml5.parse(written, namespace_html_elements=False)
    return Element(cssselect2.ElementWrapper.from_html_root(tree))


def opened(client: FlaskClient, path: str) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer)


def text(element: Element) -> str:
    """What is read there, with single spaces."""
    return " ".join("".join(element.strings()).split())


def texts(page: Element, selector: str) -> list[str]:
    return [text(element) for element in page.all(selector)]


def entered(form: Element) -> MultiDict[str, str]:
    """What a browser would send for a form as it stands, its submit buttons left out."""
    values: MultiDict[str, str] = MultiDict()
    for field in form.all("input[name], select[name], textarea[name]"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        if field.tag == "select":
            chosen = field.all("option[selected]") or field.all("option")[:1]
            values.add(field.value("name"), chosen[0].value())
        else:
            values.add(field.value("name"), field.value())
    return values


def sent(client: FlaskClient, form: Element, changes: Mapping[str, str] | None = None) -> TestResponse:
    """The answer to a form sent as it stands, but for some changes."""
    values = entered(form)
    for name, value in (changes or {}).items():
        values[name] = value
    return client.post(target(form), data=values)


def target(form: Element) -> str:
    """The path a form is sent to."""
    return form.value("action").partition("#")[0]


def token(client: FlaskClient) -> str:
    """The token of a fresh form; read without parsing the whole page, which is long."""
    field = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/check").get_data(as_text=True))
    assert field
    return field[1]


def judged(client: FlaskClient, case: Mapping[str, Any]) -> TestResponse:
    """The answer to a check form filled in with a case."""
    typed = typed_of(LAYOUT, case)
    typed["csrf_token"] = token(client)
    return client.post("/check/result", data=typed)


def result(client: FlaskClient, case: Mapping[str, Any]) -> Element:
    answer = judged(client, case)
    assert answer.status_code == 200, texts(parsed(answer), ".summary li")
    return parsed(answer)


def forms_to(page: Element, path: str) -> list[Element]:
    """The forms of a page that are sent to a path."""
    return [form for form in page.all("form") if target(form) == path]
