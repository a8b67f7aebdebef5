"""Patients: added, found, changed, and opened only by those who may."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.store import audit, house
from clinic.store.audit import Actor
from clinic.store.house import Caseload, House
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.web.people import NOW, account_of, clinic_with_people, signed_in
from tests.web.visit import entered, forms_to, opened, parsed, sent, text, texts

PERSON = {"surname": "Okafor", "given": "Ada", "birth_day": "5", "birth_month": "3", "birth_year": "1979", "sex": "F"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def clinician(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.FRONT_DESK)


def added(client: FlaskClient, **changes: str) -> TestResponse:
    return sent(client, opened(client, "/patients/new").one("form.plain-form"), {**PERSON, **changes})


def address(answer: TestResponse) -> str:
    assert answer.status_code == 303, texts(parsed(answer), ".summary li")
    return str(answer.headers["Location"])


def found(client: FlaskClient, words: str) -> list[str]:
    page = opened(client, "/patients")
    return texts(parsed(sent(client, page.one("form.search"), {"words": words})), ".people .people-name")


def set_caseload(app: Flask, caseload: Caseload) -> None:
    with app.app_context(), writing() as session:
        house.save(session, Actor(account_of(app, Role.LEAD).id, NOW), House(caseload=caseload))


def test_a_person_is_added_and_their_page_says_who_they_are(clinician: FlaskClient) -> None:
    page = opened(clinician, address(added(clinician, alerts="Hard of hearing", number="H-77")))
    assert text(page.one(".who-name")) == "Okafor, Ada"
    assert "born 5 Mar 1979 (47)" in text(page.one(".who-is"))
    assert text(page.one(".who-alert")) == "Alert: Hard of hearing"


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(clinician: FlaskClient) -> None:
    answer = added(clinician, surname="", birth_month="13", alerts="Hard of hearing")
    page = parsed(answer)
    assert answer.status_code == 422
    assert texts(page, ".summary li a") == ["Surname", "Birth date"]
    assert page.one("#birth_month").value() == "13"
    assert text(page.one("#alerts")) == "Hard of hearing"


@pytest.mark.parametrize("born", [("30", "2", "1979"), ("1", "1", "1850"), ("21", "11", "2026"), ("", "", "")])
def test_a_birth_date_that_cannot_be_is_refused(clinician: FlaskClient, born: tuple[str, str, str]) -> None:
    answer = added(clinician, **dict(zip(("birth_day", "birth_month", "birth_year"), born, strict=True)))
    assert texts(parsed(answer), ".summary li a") == ["Birth date"]


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (("31", "2", "79"), "There is no 31 February. The year has four figures, such as 1979."),
        (("30", "2", "1979"), "There is no 30 February."),
        (("29", "2", "1979"), "There was no 29 February in 1979."),
        (("31", "jun", "1979"), "There is no 31 June."),
        (("0", "5", "1979"), "The day is a number from 1 to 31."),
        (("x", "5", "1979"), "The day is a number from 1 to 31."),
        (("32", "13", "1979"), "The day is a number from 1 to 31. The month is a number from 1 to 12, or its name."),
        (("5", "3", "79"), "The year has four figures, such as 1979."),
        (("5", "3", "0000"), "The birth date has to lie within the last 120 years."),
        (("5", "", "1979"), "Give the birth date as day, month and year, such as 5 3 1979."),
        (("", "", ""), "Give the birth date as day, month and year, such as 5 3 1979."),
    ],
)
def test_it_is_said_what_is_wrong_with_a_birth_date(
    clinician: FlaskClient, born: tuple[str, str, str], said: str
) -> None:
    answer = added(clinician, **dict(zip(("birth_day", "birth_month", "birth_year"), born, strict=True)))
    assert texts(parsed(answer), ".summary li") == [f"Birth date: {said}"]


def test_somebody_with_a_similar_name_and_the_same_birth_date_is_shown_before_a_second_record(
    clinician: FlaskClient,
) -> None:
    address(added(clinician))
    answer = added(clinician, given="Adaeze")
    page = parsed(answer)
    assert answer.status_code == 409
    assert texts(page, ".summary .people-name") == ["Okafor, Ada"]
    form = page.one("form.plain-form")
    assert form.one("#given").value() == "Adaeze"
    address(sent(clinician, form, {"another": "yes"}))
    assert found(clinician, "okafor") == ["Okafor, Ada", "Okafor, Adaeze"]


def test_a_form_sent_twice_makes_one_person(clinician: FlaskClient) -> None:
    form = opened(clinician, "/patients/new").one("form.plain-form")
    first = address(sent(clinician, form, PERSON))
    assert address(sent(clinician, form, PERSON)) == first
    assert found(clinician, "okafor") == ["Okafor, Ada"]


@pytest.mark.parametrize("words", ["oka", "ada oka", "ÓKÀFOR", "H-77", "5 3 1979", "05/03/1979"])
def test_a_person_is_found_by_the_beginnings_of_words_number_or_birth_date(clinician: FlaskClient, words: str) -> None:
    address(added(clinician, number="H-77"))
    address(added(clinician, surname="Lind", given="Bo", birth_year="1950"))
    assert found(clinician, words) == ["Okafor, Ada"]


@pytest.mark.parametrize("words", ["", "fora", "%", "_", "6 3 1979"])
def test_nobody_is_found_by_what_is_not_theirs(clinician: FlaskClient, words: str) -> None:
    address(added(clinician))
    assert found(clinician, words) == []


def test_a_search_is_never_in_an_address(clinician: FlaskClient) -> None:
    assert clinician.get("/patients/search").status_code == 404
    assert opened(clinician, "/patients").one("form.search").get("method") == "post"


def test_the_list_goes_on_behind_its_fiftieth_person(app: Flask, clinician: FlaskClient) -> None:
    from clinic.store import patients

    with app.app_context(), writing() as session:
        for number in range(53):
            person = patients.Patient("", f"Person{number:02}", "", None, "X")
            patients.add(session, Actor(account_of(app, Role.LEAD).id, NOW), person)
    first = opened(clinician, "/patients")
    onward = first.one(".onward a").value("href")
    names = texts(first, ".people-name") + texts(opened(clinician, onward), ".people-name")
    assert names == [f"Person{number:02}" for number in range(53)]


def test_details_are_changed(clinician: FlaskClient) -> None:
    person = address(added(clinician))
    form = opened(clinician, f"{person}/details").one("form.plain-form")
    assert form.one("#surname").value() == "Okafor"
    address(sent(clinician, form, {"surname": "Okafor-Lind", "telephone": "01632 960 400"}))
    page = opened(clinician, person)
    assert text(page.one(".who-name")) == "Okafor-Lind, Ada"
    assert "Telephone 01632 960 400" in texts(page, "main .hint")


def test_two_who_change_one_person_see_both_texts_and_can_keep_either(app: Flask, clinician: FlaskClient) -> None:
    person = address(added(clinician))
    mine = opened(clinician, f"{person}/details").one("form.plain-form")
    other = signed_in(app, Role.LEAD)
    address(sent(other, opened(other, f"{person}/details").one("form.plain-form"), {"telephone": "01632 960 401"}))
    answer = sent(clinician, mine, {"telephone": "01632 960 402"})
    page = parsed(answer)
    assert answer.status_code == 409
    assert texts(page, ".both-texts tbody td") == ["01632 960 401", "01632 960 402"]
    address(sent(clinician, forms_to(page, f"{person}/details")[0]))
    assert opened(clinician, f"{person}/details").one("#telephone").value() == "01632 960 402"


def test_the_front_desk_sees_who_somebody_is_and_nothing_clinical(clinician: FlaskClient, desk: FlaskClient) -> None:
    person = address(added(clinician))
    begin = forms_to(opened(clinician, person), f"{person}/assessments")
    assert len(begin) == 1
    sent(clinician, begin[0])
    page = opened(desk, person)
    assert text(page.one(".who-name")) == "Okafor, Ada"
    assert page.all(".visit") == []
    assert [one for one in page.all("main form") if "assessments" in one.value("action")] == []
    assert desk.post(f"{person}/assessments", data=entered(forms_to(page, "/sign-out")[0])).status_code == 403


def test_under_an_own_caseload_another_clinicians_patient_is_taken_over_with_a_reason(
    app: Flask, clinician: FlaskClient
) -> None:
    person = address(added(signed_in(app, Role.LEAD)))
    set_caseload(app, Caseload.OWN)
    page = opened(clinician, person)
    assert forms_to(page, f"{person}/assessments") == []
    form = forms_to(page, f"{person}/take-over")[0]
    assert sent(clinician, form, {"reason": "leave"}).status_code == 422
    address(sent(clinician, form, {"reason": "covers for Anna on leave"}))
    assert len(forms_to(opened(clinician, person), f"{person}/assessments")) == 1
    with app.app_context(), reading() as session:
        last = next(one for one in audit.entries_of(session, person.split("/")[-1]) if one.act == "take_over")
    assert last.detail["reason"] == "covers for Anna on leave"


def test_every_look_at_a_person_is_in_the_audit_trail(app: Flask, clinician: FlaskClient) -> None:
    person = address(added(clinician))
    opened(clinician, person)
    with app.app_context(), reading() as session:
        entries = audit.entries_of(session, person.split("/")[-1])
    assert [one.act for one in entries] == ["read_record", "read_person", "add_patient"]
    assert {one.account for one in entries} == {account_of(app, Role.CLINICIAN).id}


def test_an_unknown_person_has_no_page(clinician: FlaskClient) -> None:
    assert clinician.get("/patients/nobody").status_code == 404
