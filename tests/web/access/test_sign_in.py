"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from clinic.store import people
from clinic.store.audit import Actor
from clinic.store.rows.people import TokenRow
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from clinic.web.access.tokens import COOKIE, hashed
from tests.web.people import NOW, PASSWORD, Watch, account_of, acts, sign_in, signed_in
from tests.web.visit import forms_to, opened, parsed, sent, text, texts


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie
    return cookie.value


def test_the_right_password_leads_to_today_and_is_noted(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert client.get("/today").status_code == 200
    assert acts(app)[-2][0] == "sign_in"
    assert ("sign_in", account_of(app, Role.LEAD).id) in acts(app)


def test_capital_letters_and_spaces_around_the_name_make_no_difference(client: FlaskClient) -> None:
    assert sign_in(client, "  ANNA ").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("anna", PASSWORD + "x"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_name_are_told_the_same(client: FlaskClient, name: str, password: str) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert texts(parsed(answer), ".problem") == ["This sign-in name and this password do not belong together."]
    assert client.get_cookie(COOKIE) is None


def test_whoever_has_nobody_to_ask_is_told_of_the_command_on_the_machine(client: FlaskClient) -> None:
    hints = texts(parsed(client.get("/sign-in")), "main .hint")
    assert [one for one in hints if "Forgotten your password" in one and "clinic account reset" in one]


def test_what_is_not_for_a_role_is_said_in_words_of_its_own(app: Flask) -> None:
    answer = signed_in(app, Role.FRONT_DESK).get("/people")
    assert answer.status_code == 403
    said = text(parsed(answer).one("main .lead"))
    assert said == "This is not for your role here. Ask the clinic lead. Nothing was opened or changed."


def test_a_failed_sign_in_is_noted_without_what_was_typed(app: Flask, client: FlaskClient) -> None:
    sign_in(client, PASSWORD, "typed into the wrong field")
    assert acts(app)[-1] == ("sign_in_failed", "")


def test_what_was_typed_as_the_name_comes_back_and_the_password_does_not(client: FlaskClient) -> None:
    page = parsed(sign_in(client, 'an"na', "wrong"))
    assert page.one("#sign_in").value() == 'an"na'
    assert page.one("#password").value() == ""


def test_the_cookie_is_out_of_reach_and_only_its_hash_is_kept(app: Flask, client: FlaskClient) -> None:
    (header,) = (one for one in sign_in(client).headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    parts = {part.strip() for part in header.split(";")}
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= parts
    assert not any(part.startswith(("Max-Age", "Expires", "Domain")) for part in parts)
    with app.app_context(), reading() as session:
        assert list(session.scalars(select(TokenRow.hash))) == [hashed(cookie_of(client))]


def test_over_https_the_cookie_goes_over_https_only(client: FlaskClient) -> None:
    form = {"csrf_token": "", "sign_in": "anna", "password": PASSWORD}
    page = parsed(client.get("/sign-in", base_url="https://localhost"))
    form["csrf_token"] = page.one('main input[name="csrf_token"]').value()
    answer = client.post("/sign-in", data=form, base_url="https://localhost")
    (header,) = (one for one in answer.headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    assert "Secure" in {part.strip() for part in header.split(";")}


def test_each_sign_in_has_a_new_token_and_ends_the_one_before(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    first = cookie_of(client)
    sign_in(client, "ben")
    assert cookie_of(client) != first
    other = app.test_client()
    other.set_cookie(COOKIE, first, domain="localhost")
    assert other.get("/today").status_code == 401


def test_a_made_up_token_opens_nothing(client: FlaskClient) -> None:
    client.set_cookie(COOKIE, "x" * 43, domain="localhost")
    assert client.get("/today").status_code == 401


def test_signing_out_ends_the_token(app: Flask) -> None:
    client = signed_in(app, Role.CLINICIAN)
    (form,) = forms_to(opened(client, "/today"), "/sign-out")
    assert sent(client, form).headers["Location"] == "/sign-in"
    assert client.get("/today").status_code == 401
    assert acts(app)[-1] == ("sign_out", account_of(app, Role.CLINICIAN).id)


def test_ten_hours_after_signing_in_it_ends_however_busy_one_was(app: Flask, watch: Watch) -> None:
    client = signed_in(app, Role.CLINICIAN)
    for _ in range(66):
        watch.now += timedelta(minutes=9)
        assert client.get("/today").status_code == 200
    watch.now = NOW + timedelta(hours=10)
    answer = client.get("/today")
    assert answer.status_code == 401
    assert text(parsed(answer).one("main h1")) == "Sign in"


def test_whoever_may_not_sign_in_any_more_is_out_at_once_and_stays_out(app: Flask) -> None:
    client, ben = signed_in(app, Role.CLINICIAN), account_of(app, Role.CLINICIAN)
    with app.app_context(), writing() as session:
        people.set_active(session, Actor("", NOW), ben.id, active=False)
    assert client.get("/today").status_code == 401
    assert sign_in(client, "ben").status_code == 401


def test_another_role_counts_from_the_next_page_on(app: Flask) -> None:
    client, ben = signed_in(app, Role.CLINICIAN), account_of(app, Role.CLINICIAN)
    assert client.get("/people").status_code == 403
    with app.app_context(), writing() as session:
        people.set_role(session, Actor("", NOW), ben.id, Role.LEAD)
    assert client.get("/people").status_code == 200


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (None, ["Quick-check"]),
        (Role.FRONT_DESK, ["Today", "Patients", "Library", "Quick-check"]),
        (Role.LEAD, ["Today", "Patients", "Library", "Quick-check", "People"]),
    ],
)
def test_the_bar_shows_what_somebody_may_open(app: Flask, role: Role | None, links: list[str]) -> None:
    page = opened(signed_in(app, role), "/check")
    assert texts(page, ".bar nav a")[: len(links)] == links


def test_a_script_is_told_that_nobody_is_signed_in(client: FlaskClient) -> None:
    answer = client.get("/today", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.data, answer.headers["Plumbline-Session"]) == (401, b"", "none")
