"""The lock on the side of the program: ten idle minutes, and everything typed goes on after the password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.store import patients
from clinic.store.ids import new_id
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.web.people import PASSWORD, Watch, account_of, acts, form_token, gate, signed_in
from tests.web.visit import Element, entered, parsed, sent, target, text, texts

JSON = {"Accept": "application/json"}
TYPED = "Łódź <b>&amp;\r\nsecond line"


@pytest.fixture
def ben(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def idle(watch: Watch, minutes: float = 10) -> None:
    watch.now += timedelta(minutes=minutes)


def new_person(client: FlaskClient) -> dict[str, str]:
    """A form for a new person, filled in."""
    head = {"csrf_token": form_token(client), "form_key": new_id(), "version": "0"}
    birth = {"birth_day": "5", "birth_month": "3", "birth_year": "1979"}
    return head | birth | {"surname": "Lovelace", "given": "Ada", "sex": "F", "language": "en", "alerts": TYPED}


def kept_people(app: Flask) -> list[tuple[str, str]]:
    with app.app_context(), reading() as session:
        return [(one.surname, one.alerts) for one in patients.listed(session)]


def gone_on(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """The answer once the page that carries the form on has sent it."""
    form = parsed(answer).one("form#onward")
    return client.post(target(form), data=entered(form))


def test_one_second_short_of_ten_minutes_is_still_open(ben: FlaskClient, watch: Watch) -> None:
    idle(watch, 10 - 1 / 60)
    assert ben.get("/today").status_code == 200


def test_after_ten_idle_minutes_a_page_asks_for_the_password_and_then_goes_where_it_was_going(
    ben: FlaskClient, watch: Watch
) -> None:
    idle(watch)
    asked = ben.get("/patients?after=")
    assert (asked.status_code, text(parsed(asked).one("main h1"))) == (401, "Locked")
    answer = sent(ben, gate(asked), {"password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/patients?after=")
    assert ben.get("/patients").status_code == 200


def test_whoever_does_something_every_few_minutes_is_never_locked_before_the_ten_hours(
    ben: FlaskClient, watch: Watch
) -> None:
    for _ in range(20):
        idle(watch, 8)
        assert ben.post("/still-here", data={"csrf_token": form_token(ben)}).status_code == 204
    assert ben.get("/today").status_code == 200


def test_the_locked_page_shows_nothing_but_whose_it_is(ben: FlaskClient, watch: Watch) -> None:
    ben.post("/patients/new", data=new_person(ben))
    idle(watch)
    page = parsed(ben.get("/patients"))
    assert "Lovelace" not in text(page)
    assert texts(page, ".bar nav a") == ["Quick-check"]


def test_a_form_sent_to_a_locked_page_is_kept_whole_and_done_once(app: Flask, ben: FlaskClient, watch: Watch) -> None:
    typed = new_person(ben)
    idle(watch)
    asked = ben.post("/patients/new", data=typed)
    assert (asked.status_code, kept_people(app)) == (401, [])
    wrong = sent(ben, gate(asked), {"password": "not it"})
    assert (wrong.status_code, texts(parsed(wrong), ".problem")) == (401, ["This is not your password."])
    unlocked = sent(ben, gate(wrong), {"password": PASSWORD})
    first = gone_on(ben, unlocked)
    assert first.status_code == 303
    assert gone_on(ben, unlocked).headers["Location"] == first.headers["Location"]
    assert kept_people(app) == [("Lovelace", TYPED.replace("\r\n", "\n"))] or kept_people(app) == [("Lovelace", TYPED)]


@pytest.mark.parametrize("way", ["ten hours", "signed out"])
def test_a_form_of_a_session_that_has_ended_goes_on_for_the_same_person(
    app: Flask, ben: FlaskClient, watch: Watch, way: str
) -> None:
    typed = new_person(ben)
    if way == "ten hours":
        watch.now += timedelta(hours=10)
    else:
        ben.post("/sign-out", data={"csrf_token": form_token(ben)})
    asked = ben.post("/patients/new", data=typed)
    form = gate(asked)
    assert text(parsed(asked).one("main h1")) == "Sign in"
    assert form.one("#sign_in").value() == "ben"
    assert gone_on(ben, sent(ben, form, {"password": PASSWORD})).status_code == 303
    assert [surname for surname, _ in kept_people(app)] == ["Lovelace"]


def test_another_person_begins_anew(app: Flask, ben: FlaskClient, watch: Watch) -> None:
    typed = new_person(ben)
    watch.now += timedelta(hours=10)
    form = gate(ben.post("/patients/new", data=typed))
    answer = sent(ben, form, {"sign_in": "anna", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert kept_people(app) == []


def test_a_way_that_was_altered_leads_to_the_first_page(ben: FlaskClient, watch: Watch) -> None:
    idle(watch)
    answer = sent(ben, gate(ben.get("/patients")), {"password": PASSWORD, "onward": "https://elsewhere.example"})
    assert answer.headers["Location"] == "/today"


def test_a_form_of_a_stranger_is_not_kept(client: FlaskClient) -> None:
    asked = client.post("/patients/new", data={"surname": "Lovelace"})
    assert asked.status_code == 401
    assert sent(client, gate(asked), {"sign_in": "ben", "password": PASSWORD}).headers["Location"] == "/today"


def test_a_script_is_told_that_the_page_is_locked(ben: FlaskClient, watch: Watch) -> None:
    idle(watch)
    answer = ben.post("/still-here", data={"csrf_token": form_token(ben)}, headers=JSON)
    assert (answer.status_code, answer.headers["Plumbline-Session"]) == (401, "locked")


def unlocked_cover(client: FlaskClient, app: Flask, role: Role = Role.CLINICIAN, **typed: str) -> TestResponse:
    head = {"csrf_token": form_token(client), "account": account_of(app, role).id, "password": PASSWORD}
    return client.post("/unlock", data=head | typed, headers=JSON)


def test_the_cover_of_a_page_locks_at_once_and_opens_with_the_password(app: Flask, ben: FlaskClient) -> None:
    assert ben.post("/lock", data={"csrf_token": form_token(ben)}, headers=JSON).status_code == 204
    assert ben.get("/today").status_code == 401
    assert unlocked_cover(ben, app, password=PASSWORD[1:]).json == {"problem": "This is not your password."}
    assert unlocked_cover(ben, app).json == {"open": True}
    assert ben.get("/today").status_code == 200
    assert ("unlock", account_of(app, Role.CLINICIAN).id) in acts(app)


def test_the_cover_of_somebody_elses_page_does_not_open(app: Flask, ben: FlaskClient) -> None:
    answer = unlocked_cover(ben, app, Role.LEAD)
    assert (answer.status_code, answer.json) == (
        401,
        {"problem": "Somebody else has signed in here since. Sign in again to go on.", "sign_in": True},
    )


def test_after_ten_hours_the_cover_takes_a_new_sign_in(app: Flask, ben: FlaskClient, watch: Watch) -> None:
    watch.now += timedelta(hours=11)
    assert unlocked_cover(ben, app).json == {"open": True}
    assert ben.get("/today").status_code == 200


def cover(page: Element) -> Element:
    return page.one("dialog#lock")


def test_only_pages_of_somebody_signed_in_carry_the_cover(app: Flask, ben: FlaskClient) -> None:
    assert cover(parsed(ben.get("/check"))).value("data-idle-ms") == "600000"
    assert parsed(app.test_client().get("/check")).all("dialog#lock") == []
