"""`clinic account reset`: the way back in for a lone lead, and what it leaves as it is until the link is used."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.network.authority import FOLDER
from clinic.store import people
from clinic.store.audit import Actor
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from clinic.web.practice import now
from tests.cli.calls import Clinic
from tests.web.access.test_welcome import NEW, arrived
from tests.web.people import NOW, Watch, account_named, acts, clinic_with_people, empty_clinic, gate, sign_in, signed_in
from tests.web.visit import parsed, sent, text

ADDRESS = "https://10.0.0.5:8643/"


@pytest.fixture
def watch() -> Watch:
    return Watch(now())


@pytest.fixture
def app(clinic: Clinic, watch: Watch) -> Flask:
    """A clinic that is open at this moment, in the folder where the command line looks by itself."""
    return clinic_with_people(clinic.folder / "instance", moment=watch)


def code_from(clinic: Clinic, name: str = "anna") -> str:
    """The code of the link that the command prints."""
    ended = clinic("account", "reset", name, "--address", ADDRESS)
    assert ended.status == 0, ended.told
    found = re.search(rf"^{ADDRESS}welcome#(\S+)$", ended.out, re.MULTILINE)
    assert found
    assert f"type {found[1]}\n" in ended.out
    return found[1]


def chosen(client: FlaskClient, code: str) -> TestResponse:
    """The answer to a new password chosen with a link."""
    return sent(client, gate(arrived(client, code)), {"password": NEW, "again": NEW})


def with_codes(app: Flask, sign_in: str) -> None:
    with app.app_context(), writing() as session:
        id = people.named(session, sign_in).id  # type: ignore[union-attr]  # because the clinic was made with them
        people.propose_secret(session, id, "JBSWY3DPEHPK3PXP")
        people.turn_codes_on(session, Actor(id, NOW), id)


def test_the_only_lead_is_let_in_with_a_new_password_while_the_clinic_is_served(app: Flask, clinic: Clinic) -> None:
    client = app.test_client()
    assert chosen(client, code_from(clinic)).headers["Location"] == "/today"
    assert client.get("/people").status_code == 200
    assert sign_in(app.test_client(), password=NEW).status_code == 303
    assert sign_in(app.test_client()).status_code == 401


def test_until_the_link_is_used_the_old_password_is_good_and_nobody_is_signed_out(app: Flask, clinic: Clinic) -> None:
    lead = signed_in(app, Role.LEAD)
    code_from(clinic)
    assert lead.get("/people").status_code == 200
    assert sign_in(app.test_client()).status_code == 303


def test_the_new_password_ends_every_earlier_visit(app: Flask, clinic: Clinic) -> None:
    lead = signed_in(app, Role.LEAD)
    chosen(app.test_client(), code_from(clinic))
    assert lead.get("/people").status_code == 401


def test_codes_end_with_the_new_password_and_not_before(app: Flask, clinic: Clinic) -> None:
    with_codes(app, "anna")
    code = code_from(clinic)
    assert account_named(app, "anna").totp_on
    client = app.test_client()
    assert "without codes" in text(parsed(arrived(client, code)).one(".lead"))
    chosen(client, code)
    anna = account_named(app, "anna")
    assert (anna.totp_on, anna.totp_secret) == (False, "")


def test_the_link_is_good_for_an_hour_and_once(app: Flask, clinic: Clinic, watch: Watch) -> None:
    late = code_from(clinic)
    watch.now += timedelta(minutes=61)
    assert arrived(app.test_client(), late).status_code == 403
    watch.now -= timedelta(minutes=61)
    chosen(app.test_client(), late)
    assert arrived(app.test_client(), late).status_code == 403


def test_it_is_in_the_audit_trail_made_by_nobody_who_was_signed_in(app: Flask, clinic: Clinic) -> None:
    with_codes(app, "anna")
    before, anna = len(acts(app)), account_named(app, "anna").id
    chosen(app.test_client(), code_from(clinic))
    assert acts(app)[before:] == [
        ("link_recover", ""),
        ("change_password", anna),
        ("code_off", anna),
        ("sign_in", anna),
    ]


@pytest.mark.parametrize("name", ["carol", "CAROL", "Carol Lind"])
def test_anybody_who_joined_can_be_helped_by_either_name(app: Flask, clinic: Clinic, name: str) -> None:
    assert chosen(app.test_client(), code_from(clinic, name)).status_code == 303
    assert sign_in(app.test_client(), "carol", NEW).status_code == 303


def test_a_sign_in_name_that_somebody_else_is_called_by_is_still_its_owners(app: Flask, clinic: Clinic) -> None:
    with app.app_context(), writing() as session:
        people.expect(session, Actor("", NOW), name="Anna", role=Role.CLINICIAN)
    assert chosen(app.test_client(), code_from(clinic, "anna")).status_code == 303
    assert sign_in(app.test_client(), "anna", NEW).status_code == 303


def test_the_link_leads_to_where_the_clinic_is_opened_on_this_machine(app: Flask, clinic: Clinic) -> None:
    instance = Path(app.instance_path)
    for config, there in (("", "http://127.0.0.1:8642/"), ("port = 9000\n", "http://127.0.0.1:9000/")):
        (instance / "config.toml").write_text(config, encoding="utf-8")
        assert f"\n{there}welcome#" in clinic("account", "reset", "anna").out
    (instance / "config.toml").write_text("", encoding="utf-8")
    (instance / FOLDER).mkdir()
    assert "\nhttps://localhost:8643/welcome#" in clinic("account", "reset", "anna").out


@pytest.mark.parametrize("name", ["ana", ""])
def test_a_name_that_nobody_has_is_answered_with_those_there_are(app: Flask, clinic: Clinic, name: str) -> None:
    before = acts(app)
    ended = clinic("account", "reset", name)
    assert ended.status == 2
    assert "anna (Anna Ross), ben (Ben Okafor), carol (Carol Lind)" in ended.told
    assert acts(app) == before


def test_whoever_may_not_sign_in_gets_no_link(app: Flask, clinic: Clinic) -> None:
    with app.app_context(), writing() as session:
        people.set_active(session, Actor("", NOW), account_named(app, "ben").id, active=False)
    ended = clinic("account", "reset", "ben")
    assert (ended.status, ended.out) == (2, "")
    assert "Ben Okafor may not sign in any more" in ended.told


def test_whoever_has_not_joined_gets_no_link(app: Flask, clinic: Clinic) -> None:
    with app.app_context(), writing() as session:
        people.expect(session, Actor("", NOW), name="Dora Vane", role=Role.CLINICIAN)
    ended = clinic("account", "reset", "Dora Vane")
    assert (ended.status, ended.out) == (2, "")
    assert "Dora Vane has not joined yet" in ended.told


def test_a_clinic_where_nobody_has_joined_says_how_the_first_one_does(clinic: Clinic) -> None:
    empty_clinic(clinic.folder / "instance")
    ended = clinic("account", "reset", "anna")
    assert ended.status == 2
    assert "clinic serve prints the link for the first one" in ended.told
