"""Holding an application against the table of who is answered what."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Flask
from werkzeug.test import TestResponse

from clinic.store.house import Caseload
from clinic.store.ids import new_id
from clinic.web.access.guard import needed
from clinic.web.access.roles import Role
from tests.web.access.objects import has_object, object_for
from tests.web.access.table import PARTS, PARTS_OF, SENT, WHICH, WHO, Line
from tests.web.people import account_of, form_token, set_house, signed_in

WITHOUT = {"HEAD", "OPTIONS"}
ANY = r"<any\([^>]*\):"
"""A placeholder for one of several words."""


def routes(app: Flask) -> dict[str, str]:
    """The endpoint of every method and route of an application."""
    return {
        f"{method} {re.sub(ANY, '<', rule.rule)}": rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - WITHOUT
    }


def unlisted(app: Flask, table: Iterable[Line]) -> list[str]:
    """Routes that the table does not name, lines without a route, and routes that say nowhere whom they are for."""
    there, named = routes(app), {line.name for line in table}
    silent = [name for name, endpoint in there.items() if needed(app, endpoint) is None]
    return (
        [f"not in the table: {name}" for name in sorted(there.keys() - named)]
        + [f"no such route: {name}" for name in sorted(named - there.keys())]
        + [f"says nowhere whom it is for: {name}" for name in sorted(silent)]
    )


def differences(app: Flask, line: Line, caseload: Caseload) -> list[str]:
    """Where the application answers otherwise than this line says."""
    set_house(app, caseload=caseload)
    found = []
    for who in WHO:
        for which in WHICH if has_object(line.route) else WHICH[:1]:
            expected = line.expected(who, which, caseload)
            answered = asked(app, line, who, which)
            if answered != expected:
                found.append(f"{line.name}: {who or 'nobody'}, {which}: {answered} instead of {expected}")
    return found


def asked(app: Flask, line: Line, who: Role | None, which: str, *, with_token: bool = True) -> int:
    """What somebody is answered about an object that was made for the question."""
    owner = account_of(app, who or Role.CLINICIAN).id
    id = object_for(app, line.route, which, owner) if has_object(line.route) else ""
    with answered(app, line, who, id, with_token=with_token) as answer:
        return answer.status_code


def answered(app: Flask, line: Line, who: Role | None, id: str, *, with_token: bool = True) -> TestResponse:
    """The answer to somebody who asks for the object with this id, where the route is about one."""
    parts = {**PARTS, **PARTS_OF.get(line.route, {})}
    if has_object(line.route):
        parts[line.route.partition("<")[2].partition(">")[0]] = id
    path = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda found: parts[found[1]], line.route)
    client = signed_in(app, who)
    if line.method == "GET":
        return client.get(path)
    head = {"csrf_token": form_token(client), "form_key": new_id(), "version": "1"}
    return client.post(path, data={**head, **SENT.get(line.name, {})} if with_token else {})
