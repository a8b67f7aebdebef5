"""The first link, the links that the lead hands on, and what is chosen with them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.web.access.links import first_link
from clinic.web.access.roles import Role
from tests.web.people import (
    NOW,
    PASSWORD,
    Watch,
    account_named,
    account_of,
    acts,
    empty_clinic,
    gate,
    sign_in,
    signed_in,
)
from tests.web.visit import forms_to, opened, parsed, sent, text, texts

BASE = "http://127.0.0.1:8642/"
NEW = "eleven foxes under a bridge"
CHOSEN = {"name": "Elif Çelik", "sign_in": "Elif", "password": NEW, "again": NEW, "registration": "PH 7"}


@pytest.fixture
def empty(tmp_path: Path, watch: Watch) -> Flask:
    """A clinic in which nobody has joined yet."""
    return empty_clinic(tmp_path / "empty", moment=watch)


def code_in(link: str | None) -> str:
    assert link
    return link.partition("#")[2]


def arrived(client: FlaskClient, code: str) -> TestResponse:
    """The answer to the code of a link."""
    return sent(client, gate(client.get("/welcome")), {"code": code})


def joined(client: FlaskClient, code: str, **changes: str) -> TestResponse:
    """The answer to what is chosen with a link."""
    answer = arrived(client, code)
    assert answer.status_code == 200, texts(parsed(answer), ".problem")
    return sent(client, gate(answer), CHOSEN | changes)


def made_link(app: Flask, path: str, **typed: str) -> str:
    """The code of a link that the lead makes on the people page."""
    lead = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(lead, "/people"), path)
    return code_in(text(parsed(sent(lead, form, typed)).one(".link-shown")))


def test_the_first_link_carries_its_code_where_no_browser_sends_it(empty: Flask) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:8642/welcome#([A-Z2-9]{5}-){3}[A-Z2-9]{5}", first_link(empty, BASE) or "")


def test_the_first_person_becomes_the_lead_and_is_signed_in(empty: Flask) -> None:
    client = empty.test_client()
    answer = joined(client, code_in(first_link(empty, BASE)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert client.get("/people").status_code == 200
    elif_ = account_named(empty, "elif")
    assert (elif_.name, elif_.role, elif_.registration) == ("Elif Çelik", "lead", "PH 7")
    assert [act for act, _ in acts(empty)][:4] == ["link_first", "new_account", "join", "sign_in"]


def test_the_first_person_presses_what_they_become(empty: Flask) -> None:
    page = parsed(arrived(empty.test_client(), code_in(first_link(empty, BASE))))
    assert texts(page, "main .gate button") == ["Become the lead"]


def test_others_press_that_they_sign_in(app: Flask) -> None:
    code = made_link(app, "/people", name="Dora", role="clinician")
    assert texts(parsed(arrived(app.test_client(), code)), "main .gate button") == ["Sign in"]


def test_a_code_may_be_typed_in_small_letters_without_its_dashes(empty: Flask) -> None:
    code = code_in(first_link(empty, BASE)).lower().replace("-", " ")
    assert joined(empty.test_client(), code).status_code == 303


def test_the_first_link_is_good_for_an_hour(empty: Flask, watch: Watch) -> None:
    code = code_in(first_link(empty, BASE))
    watch.now = NOW + timedelta(minutes=59)
    assert arrived(empty.test_client(), code).status_code == 200
    watch.now = NOW + timedelta(minutes=60)
    assert arrived(empty.test_client(), code).status_code == 403


def test_a_new_start_makes_a_new_first_link_and_ends_the_one_before(empty: Flask) -> None:
    before, after = code_in(first_link(empty, BASE)), code_in(first_link(empty, BASE))
    assert arrived(empty.test_client(), before).status_code == 403
    assert arrived(empty.test_client(), after).status_code == 200


def test_a_link_is_good_once(empty: Flask) -> None:
    code = code_in(first_link(empty, BASE))
    page = gate(arrived(empty.test_client(), code))
    joined(empty.test_client(), code)
    answer = sent(empty.test_client(), page, CHOSEN | {"sign_in": "another"})
    assert answer.status_code in (400, 403)
    assert arrived(empty.test_client(), code).status_code == 403


def test_once_somebody_has_joined_there_is_no_first_link(app: Flask) -> None:
    assert first_link(app, BASE) is None


def test_somebody_invited_joins_in_the_role_they_were_invited_for(app: Flask) -> None:
    code = made_link(app, "/people", name="Elif Aydin", role="front_desk")
    client = app.test_client()
    page = parsed(arrived(client, code))
    assert page.one("#name").value() == "Elif Aydin"
    assert joined(client, code).status_code == 303
    assert account_named(app, "elif").role == "front_desk"
    assert (client.get("/patients").status_code, client.get("/people").status_code) == (200, 403)


def test_an_invitation_is_good_for_a_day(app: Flask, watch: Watch) -> None:
    code = made_link(app, "/people", name="Elif Aydin", role="clinician")
    watch.now = NOW + timedelta(hours=24)
    assert arrived(app.test_client(), code).status_code == 403


def test_whoever_was_invited_and_then_barred_cannot_join(app: Flask) -> None:
    code = made_link(app, "/people", name="Elif Aydin", role="clinician")
    lead = signed_in(app, Role.LEAD)
    (form,) = (
        one.one("form[action$='/deactivate']")
        for one in opened(lead, "/people").all(".staff-row")
        if "Elif" in text(one)
    )
    sent(lead, form)
    assert arrived(app.test_client(), code).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"sign_in": "?!"}, "sign_in"),
        ({"sign_in": "ANNA"}, "sign_in"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "elif çelik 1990", "again": "elif çelik 1990"}, "password"),
        ({"password": "harbour street 1", "again": "harbour street 1"}, "password"),
        ({"again": NEW + "x"}, "again"),
        ({"registration": "7" * 101}, "registration"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_stays(
    app: Flask, changes: dict[str, str], field: str
) -> None:
    answer = joined(app.test_client(), made_link(app, "/people", name="E", role="clinician"), **changes)
    page = parsed(answer)
    assert answer.status_code == 422
    assert [one.value("id") for one in page.all(".fault")] == [f"{field}-fault"]
    assert page.one("#registration").value() == changes.get("registration", "PH 7")
    assert [one.value() for one in page.all('input[type="password"]')] == ["", ""]


def test_a_reset_gives_a_new_password_and_signs_out_everywhere_else(app: Flask) -> None:
    before, ben = signed_in(app, Role.CLINICIAN), account_of(app, Role.CLINICIAN)
    code = made_link(app, f"/people/{ben.id}/link")
    client = app.test_client()
    assert joined(client, code, password=NEW, again=NEW).status_code == 303
    assert client.get("/today").status_code == 200
    assert before.get("/today").status_code == 401
    assert sign_in(app.test_client(), "ben", PASSWORD).status_code == 401
    assert sign_in(app.test_client(), "ben", NEW).status_code == 303
    assert account_of(app, Role.CLINICIAN).name == ben.name
    assert ("change_password", ben.id) in acts(app)
