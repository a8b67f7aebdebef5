"""A clinic with people: an application with one account of each role, and browsers that are signed in.

app = clinic_with_people(tmp_path)
client = signed_in(app, Role.CLINICIAN)
account_of(app, Role.CLINICIAN).id
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from clinic.app import create_app
from clinic.settings import Settings
from clinic.store import house, people, tokens
from clinic.store.audit import Actor
from clinic.store.people import Account
from clinic.store.rows.audit import AuditRow
from clinic.store.transactions import reading, writing
from clinic.web.access.passwords import Passwords, keep_passwords
from clinic.web.access.roles import Role
from clinic.web.access.tokens import cookie_name, hashed, new_token
from tests.web.visit import TODAY, Element, parsed, sent

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSWORD = "seven herons over the weir"  # noqa: S105  # of invented people
QUICK = Passwords(time_cost=1, memory_cost=64, parallelism=1)
"""Hashes at once; only for tests."""
PEOPLE = {
    Role.LEAD: ("Anna Ross", "anna", "PH100001"),
    Role.CLINICIAN: ("Ben Okafor", "ben", "PH100002"),
    Role.FRONT_DESK: ("Carol Lind", "carol", ""),
}


class Watch:
    """The moment at a clinic, which a test moves on: `watch.now += timedelta(minutes=11)`."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def empty_clinic(
    instance: Path, *, moment: Callable[[], datetime] = lambda: NOW, today: date = TODAY, **settings: Any
) -> Flask:
    """An application in which nobody has joined yet, with a quick way of hashing passwords."""
    stated = {"name": "Harbour Street Physiotherapy", "telephone": "01632 960 011", **settings}
    app = create_app(Settings(instance, **stated), clock=lambda: today, moment=moment)
    keep_passwords(app, QUICK)
    return app


def clinic_with_people(
    instance: Path, *, moment: Callable[[], datetime] = lambda: NOW, today: date = TODAY, **settings: Any
) -> Flask:
    """An application with one account of each role, made through the store. All have the password PASSWORD."""
    app = empty_clinic(instance, moment=moment, today=today, **settings)
    for role in Role:
        add_person(app, role, *PEOPLE[role], at=moment())
    return app


def add_person(
    app: Flask, role: Role, name: str, sign_in: str, registration: str = "", *, at: datetime = NOW
) -> Account:
    """One more person who has joined, with the password PASSWORD."""
    kept = QUICK.hashed(PASSWORD)
    with app.app_context(), writing() as session:
        expected = people.expect(session, Actor("", at), name=name, role=role)
        return people.join(
            session, Actor("", at), expected.id, name=name, sign_in=sign_in, password_hash=kept,
            registration=registration,
        )  # fmt: skip  # one call, one line of arguments


def account_named(app: Flask, sign_in: str) -> Account:
    """Whoever signs in with this name."""
    with app.app_context(), reading() as session:
        found = people.named(session, sign_in)
    assert found is not None
    return found


def account_of(app: Flask, role: Role) -> Account:
    """The account of this role that `clinic_with_people` made."""
    return account_named(app, PEOPLE[role][1])


def signed_in(app: Flask, role: Role | None, sign_in: str = "") -> FlaskClient:
    """A browser signed in as the person of this role, or as who signs in with this name; None is nobody."""
    client = app.test_client()
    if role is None:
        return client
    account = account_named(app, sign_in or PEOPLE[role][1])
    token = new_token()
    with app.app_context(), writing() as session:
        tokens.sign_in(session, Actor(account.id, app.extensions["practice"].moment()), hashed(token))
    client.set_cookie(cookie_name(invented=app.extensions["practice"].invented), token, domain="localhost")
    return client


def set_house(app: Flask, **settings: Any) -> None:
    """Change the clinic's own settings, as the lead would: set_house(app, caseload=Caseload.OWN)."""
    with app.app_context(), writing() as session:
        before = house.of(session)
        stated = {name: getattr(before, name) for name in house.KEPT} | settings
        house.save(session, Actor("", NOW), house.House(**stated, version=before.version))


def form_token(client: FlaskClient) -> str:
    """The token that this browser's forms carry."""
    return parsed(client.get("/sign-in")).all('main input[name="csrf_token"]')[0].value()


def sign_in(client: FlaskClient, sign_in: str = "anna", password: str = PASSWORD) -> TestResponse:
    """The answer to the sign-in form."""
    return sent(client, gate(client.get("/sign-in")), {"sign_in": sign_in, "password": password})


def gate(answer: TestResponse) -> Element:
    """The form that a page asks for something with: to sign in, to unlock, to choose."""
    return parsed(answer).one("main .gate form")


def acts(app: Flask) -> list[tuple[str, str]]:
    """What the audit trail tells so far: each act and by whom, an account or nobody."""
    with app.app_context(), reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.number))
        return [(row.act, row.account_id) for row in rows]
