"""Sends every form of the clinic in every wrong way: nothing may fail, and what was typed comes back (issue: fuzzing).

`python -m tests.harness.fuzz_posts` sends a few hundred forms, --full two thousand; --seed for others.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flask import Flask, got_request_exception
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.store.ids import new_id
from clinic.web.access.roles import Role
from clinic.web.access.tokens import COOKIE
from tests.harness.forms import forms_of, plain
from tests.harness.found_forms import Found, found_forms
from tests.harness.full_clinic import RECORDS, full_clinic, ids_of, restore, rules, snapshot
from tests.harness.mutations import MUTATIONS, Sending
from tests.web.people import form_token, signed_in

FEW, FULL = 300, 2_000
IN_A_ROW = 8
"""So many forms are sent to one clinic, one after the other; then it is as it was."""
ROLES: tuple[Role | None, ...] = (Role.LEAD, Role.CLINICIAN, Role.FRONT_DESK, None)
OFTEN = (10, 6, 2, 1)
COOKIES = (COOKIE, "plumbline")
NO_PDF = "<h1>No PDF could be made</h1>"
STAMPED = {"csrf_token", "form_key", "version"}
KEEPERS = {"check.judge", "assessments.check", "patients.add", "patients.change", "house.change"}
"""Forms that come back with everything that was typed when they are refused, whatever else does."""


@dataclass
class Report:
    """What came of it: the answers by status, the routes that were sent to, and every fault with the number by which
    it can be sent again."""

    statuses: Counter[int] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """A clinic to send to: how it was, its forms, who sends with which cookies and token."""

    app: Flask
    instance: Path
    as_it_was: Path
    forms: dict[str, list[Found]]
    ids: tuple[str, ...]
    senders: dict[Role | None, tuple[tuple[tuple[str, str], ...], str]]

    def clients(self) -> dict[Role | None, FlaskClient]:
        """Browsers, signed in as they were at first."""
        made = {}
        for role, (cookies, _) in self.senders.items():
            made[role] = self.app.test_client()
            for name, value in cookies:
                made[role].set_cookie(name, value, domain="localhost")
        return made


def ground_of(app: Flask) -> Ground:
    """Opens every page once."""
    instance = Path(app.instance_path)
    clients = {role: signed_in(app, role) for role in ROLES}
    tokens = {role: form_token(client) for role, client in clients.items()}
    cookies = {
        role: tuple((name, kept.value) for name in COOKIES if (kept := client.get_cookie(name)))
        for role, client in clients.items()
    }
    as_it_was = snapshot(app, instance)
    ids = tuple(id for begin in RECORDS for id in ids_of(app, begin))
    senders = {role: (cookies[role], tokens[role]) for role in ROLES}
    return Ground(app, instance, as_it_was, found_forms(app, (clients[Role.LEAD], clients[None])), ids, senders)


def fuzzed(ground: Ground, times: int, *, seed: int = 1, only: str = "") -> Report:
    """Sends so many forms; `only` to endpoints that begin so."""
    app, instance, report = ground.app, ground.instance, Report()
    endpoints = sorted({rule.endpoint for rule in rules(app, "POST") if rule.endpoint.startswith(only)})
    with failures(app) as raised:
        for row in range(0, times, IN_A_ROW):
            chance = Random(f"{seed}-{row}")  # noqa: S311  # what goes wrong, not secrets
            restore(app, instance, ground.as_it_was)
            clients = ground.clients()
            for number in range(row, min(row + IN_A_ROW, times)):
                endpoint = (
                    endpoints[number * 7 % len(endpoints)] if number < len(endpoints) * 2 else chance.choice(endpoints)
                )
                form = chance.choice(ground.forms[endpoint])
                role = chance.choices(ROLES, OFTEN)[0]
                how, sending = mutated(chance, stamped(form, ground.senders[role][1]), ground.ids)
                answer = answered(clients[role], sending)
                with answer:
                    wrong = faults(form, sending, answer, raised)
                    report.statuses[answer.status_code] += 1
                    report.compared += is_compared(form, sending, answer)
                report.routes[endpoint] += 1
                report.faults += [
                    f"{number} {how}, {role}: {sending.method} {sending.path[:90]}: {one}" for one in wrong
                ]
    restore(app, instance, ground.as_it_was)
    return report


def stamped(form: Found, token: str) -> Sending:
    """The form as a page that was opened just now has it."""
    fresh = {"csrf_token": token, "form_key": new_id()}
    fields = [(name, fresh.get(name, value)) for name, value in form.fields]
    fields += [(name, value) for name, value in fresh.items() if name not in dict(fields)]
    return Sending("POST", form.path, tuple(fields))


def mutated(chance: Random, sending: Sending, ids: tuple[str, ...]) -> tuple[str, Sending]:
    """With one thing wrong, sometimes two or three; by what was done."""
    chosen = chance.choices([*MUTATIONS], [*MUTATIONS.values()], k=chance.choice((1, 1, 1, 2, 3)))
    for mutation in chosen:
        sending = mutation(chance, sending, ids)
    return " + ".join(one.__name__ for one in chosen), sending


def answered(client: FlaskClient, sending: Sending) -> TestResponse:
    """The answer to it."""
    return client.open(sending.path, method=sending.method, data=sending.content, content_type=sending.kind or None)


def faults(form: Found, sending: Sending, answer: TestResponse, raised: list[str]) -> list[str]:
    """What is wrong with an answer."""
    failed = answer.status_code >= 500 and not says_why(answer)
    found = [f"{answer.status_code}: {'; '.join(raised) or 'without an error'}"] if failed else []
    raised.clear()
    return found + (lost(form, sending, answer) if is_compared(form, sending, answer) else [])


def says_why(answer: TestResponse) -> bool:
    """Whether it is the page that says why there is no PDF: nothing asks for one, or its words cannot be printed."""
    return answer.status_code == 503 and answer.mimetype == "text/html" and NO_PDF in answer.get_data(as_text=True)


def is_compared(form: Found, sending: Sending, answer: TestResponse) -> bool:
    """Whether an answer has to keep what was typed: a page of ours could have sent it, and it was refused."""
    same = sending.method == "POST" and sending.body is None and sending.path == form.path
    hidden = {name: value for name, value in form.fields if name not in form.typed and name not in form.options}
    hidden = {name: value for name, value in hidden.items() if name not in STAMPED}
    shown = dict(sending.fields)
    same = same and all(shown.get(name) == value for name, value in hidden.items())
    same = same and shown.get("form_key", "").isprintable()
    return same and answer.status_code in (409, 422) and answer.mimetype == "text/html"


def lost(form: Found, sending: Sending, answer: TestResponse) -> list[str]:
    """Every field whose text or choice is not in the form that came back."""
    back = [one for one in forms_of(answer.get_data(as_text=True)) if one.action == form.path]
    if not back:
        return [f"{answer.status_code}, the form did not come back"] if form.endpoint in KEEPERS else []
    kept: dict[str, set[str]] = {}
    for one in back:
        for name, value in one.values:
            kept.setdefault(name, set()).add(plain(value))
    told: dict[str, set[str]] = {}
    for name, value in sending.fields:
        is_typed = name in form.typed and len(value) <= form.longest.get(name, len(value))
        if is_typed or value in form.options.get(name, ()):
            told.setdefault(name, set()).add(plain(value))
    return [
        f"{name} holds {sorted(kept.get(name, ()))!r:.80} and not {sorted(values)!r:.80}"
        for name, values in told.items()
        if any(values) and not values & kept.get(name, set())
    ]


@contextmanager
def failures(app: Flask) -> Iterator[list[str]]:
    """What the views raise meanwhile, each with its place; the log of the program is still."""
    raised: list[str] = []

    def note(_: Flask, exception: Exception, **_more: object) -> None:
        place = traceback.extract_tb(exception.__traceback__)[-1]
        ours = [one for one in traceback.extract_tb(exception.__traceback__) if "/clinic/" in one.filename][-1:]
        where = ours[0] if ours else place
        raised.append(
            f"{type(exception).__name__}: {str(exception)[:120]} at {Path(where.filename).name}:{where.lineno}"
        )

    still, app.logger.disabled = app.logger.disabled, True
    got_request_exception.connect(note, app)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(note, app)
        app.logger.disabled = still


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"{FULL} forms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="endpoints that begin so")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        times = FULL if arguments.full else FEW
        report = fuzzed(ground_of(full_clinic(Path(folder))), times, seed=arguments.seed, only=arguments.only)
    print(f"{report.routes.total()} forms to {len(report.routes)} routes, {report.compared} compared", end=": ")
    print(", ".join(f"{status} {count}" for status, count in sorted(report.statuses.items())))
    print(f"{len(report.faults)} faults", *report.faults[:60], sep="\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
