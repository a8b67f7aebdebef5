"""An issued sheet is the very bytes that were handed over, as often as it is wanted, also for the front desk."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from sqlalchemy import text as sql

from clinic.store import audit
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.web.assessing import assessed
from tests.web.building import Bench, bench
from tests.web.people import clinic_with_people, signed_in
from tests.web.recorded import changed_person
from tests.web.visit import case, opened, parsed, text


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return clinic_with_people(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def issued(app: Flask) -> Bench:
    at = bench(app)
    assert at.press("issue").status_code == 303
    return at


def address(at: Bench) -> str:
    return f"/sheets/{at.sheets[0].id}"


@pytest.mark.parametrize("role", Role)
def test_whoever_works_here_prints_an_issued_sheet_again(app: Flask, issued: Bench, role: Role) -> None:
    answer = signed_in(app, role).get(address(issued))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert hashlib.sha256(answer.data).hexdigest() == issued.sheets[0].sha256


def test_the_front_desk_finds_the_sheet_with_the_person(app: Flask, issued: Bench) -> None:
    page = opened(signed_in(app, Role.FRONT_DESK), f"/patients/{issued.person.patient}")
    assert address(issued) in [one.value("href") for one in page.all("a")]


def test_nobody_gets_a_sheet_without_signing_in(app: Flask, issued: Bench) -> None:
    answer = signed_in(app, None).get(address(issued))
    assert answer.mimetype != "application/pdf"


def test_a_sheet_stays_as_it_was_when_the_person_is_renamed_and_the_programme_changed(
    app: Flask, issued: Bench
) -> None:
    before = issued.client.get(address(issued)).data
    changed_person(app, issued.person.patient, surname="Lind")
    issued.act("remove", exercise=issued.exercises[-1])
    assert issued.client.get(address(issued)).data == before


def test_the_file_name_says_nothing_about_whom(issued: Bench) -> None:
    headers = issued.client.get(address(issued)).headers
    assert headers["Content-Disposition"] == 'inline; filename="programme.pdf"'
    assert headers["Cache-Control"] == "no-store"


def test_each_print_is_in_the_audit_trail(app: Flask, issued: Bench) -> None:
    issued.client.get(address(issued))
    with app.app_context(), reading() as session:
        acts = [(one.act, one.record) for one in audit.entries_of(session, issued.person.patient, most=2)]
    assert ("print", issued.sheets[0].id) in acts


def test_a_kept_sheet_that_was_altered_is_not_handed_out(app: Flask, issued: Bench) -> None:
    with app.app_context(), writing() as session:
        session.execute(
            sql("UPDATE handout SET pdf = :pdf WHERE id = :id"), {"pdf": b"%PDF-", "id": issued.sheets[0].id}
        )
    assert issued.client.get(address(issued)).status_code == 409


def test_there_is_no_sheet_at_another_address(issued: Bench) -> None:
    assert issued.client.get("/sheets/nobody").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_no_sheet_is_printed_again_once_a_later_assessment_refers(app: Flask, issued: Bench, role: Role) -> None:
    patient = f"/patients/{issued.person.patient}"
    assessed(issued.client, case(red_flags={"rf_saddle_sensation": "yes"}), patient=patient)
    answer = signed_in(app, role).get(address(issued))
    assert answer.status_code == 409
    assert "Ask the clinician" in text(parsed(answer).one("main .lead"))
