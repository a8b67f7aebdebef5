"""Every form that the pages of an application have, found by opening them, so that a new page joins by being there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from clinic.web.case_fields import typed_of
from tests.harness.forms import Form, forms_of
from tests.harness.full_clinic import addresses, rules
from tests.web.visit import LAYOUT, case

RECORDS_EACH = 6
INTAKE = "assessed_on"
CASES = (
    case(aims=["move_with_control"]),
    case(red_flags={"rf_weight_loss": "yes"}),
    case(conditions={"glaucoma": "yes"}),
)

Key = tuple[str, tuple[str, ...]]
CHOICES = {"exercise", "other", "template"}
"""Hidden fields by which forms differ that look alike."""


@dataclass(frozen=True)
class Found:
    """A form on a page, and the route that it is sent to. `typed` and `options` are those of its visible fields."""

    endpoint: str
    path: str
    fields: tuple[tuple[str, str], ...]
    typed: frozenset[str] = frozenset()
    options: Mapping[str, set[str]] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)


def found_forms(app: Flask, clients: Iterable[FlaskClient]) -> dict[str, list[Found]]:
    """By endpoint the forms that are sent there: those of every page, those of the answers to them, and for a route
    that no page has a form for the forms of its neighbours."""
    clients = tuple(clients)
    forms: dict[Key, Found] = {}
    for rule in rules(app, "GET"):
        for address in addresses(app, rule, most=RECORDS_EACH):
            for client in clients:
                forms |= forms_on(app, _page_of(client.get(address)))
    for one in [*forms.values()]:
        if INTAKE not in one.typed:
            continue
        for told in CASES:
            forms |= forms_on(app, _page_of(clients[0].post(one.path, data=_filled(one, told))))
    for one in [*forms.values()]:
        if one.endpoint.startswith(("check.", "programme.")):
            forms |= forms_on(app, _page_of(clients[0].post(one.path, data=MultiDict(one.fields))))
    found: dict[str, list[Found]] = {}
    for one in forms.values():
        found.setdefault(one.endpoint, []).append(one)
    return found | dict(_without_form(app, found))


def forms_on(app: Flask, page: str) -> dict[Key, Found]:
    """The forms of a page, each by where it goes and what fields it has: a form on every page counts once."""
    found: dict[Key, Found] = {}
    for form in forms_of(page):
        for one in _sendings(app, form):
            found[one.path, tuple(f"{name}={value}" if name in CHOICES else name for name, value in one.fields)] = one
    return found


def _page_of(answer: TestResponse) -> str:
    with answer:
        return answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""


def _sendings(app: Flask, form: Form) -> Iterator[Found]:
    """A form sent by each of its buttons."""
    for path, name, value in dict.fromkeys(form.buttons or [(form.action, "", "")]):
        try:
            endpoint, _ = app.url_map.bind("localhost").match(path, method="POST")
        except HTTPException:
            continue
        pressed = [(name, value)] if name else []
        yield Found(endpoint, path, (*form.values, *pressed), frozenset(form.typed), form.options, form.longest)


def _filled(one: Found, told: Mapping[str, object]) -> MultiDict[str, str]:
    """The intake form as a case fills it in."""
    values = MultiDict(one.fields)
    for name, several in typed_of(LAYOUT, told).lists():
        if name in one.typed or name in one.options:
            values.setlist(name, several)
    return values


def _without_form(app: Flask, found: Mapping[str, list[Found]]) -> Iterator[tuple[str, list[Found]]]:
    for rule in rules(app, "POST"):
        if rule.endpoint in found:
            continue
        family = rule.endpoint.partition(".")[0]
        near = [one for endpoint, forms in found.items() if endpoint.partition(".")[0] == family for one in forms]
        fields = max((one.fields for one in near), key=len, default=())
        yield rule.endpoint, [Found(rule.endpoint, path, fields) for path in addresses(app, rule)]
