"""The demo clinic: twelve invented people, made through the same functions as real ones, and labelled everywhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.app import create_app
from clinic.exchange.demo import DemoPerson, Standing, demo_people
from clinic.exchange.demo import DemoVisit as Visit
from clinic.handout.reading import read_pages
from clinic.handout.wording import INVENTED
from clinic.pathway.screen import screen_case
from clinic.settings import Settings
from clinic.store import assessments, audit, handouts, patients, people, programmes, screenings
from clinic.store.assessments import Assessment, State
from clinic.store.clock import reach
from clinic.store.patients import Patient
from clinic.store.programmes import Kind
from clinic.store.transactions import Session, reading
from clinic.web.access.passwords import keep_passwords
from clinic.web.access.roles import Role
from clinic.web.demo import feed
from clinic.web.demo_accounts import DEMONSTRATION, DemoAccount
from clinic.web.demo_folder import MARK
from tests.web.people import NOW, QUICK, clinic_with_people, signed_in
from tests.web.visit import KNOWLEDGE, TODAY, forms_to, opened, parsed, sent, text, texts

EVERYBODY = {f"{one.surname}, {one.given}": one for one in demo_people(KNOWLEDGE, TODAY)}
VISITS = [(name, number) for name, one in EVERYBODY.items() for number in range(len(one.visits))]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    instance: Path = tmp_path_factory.mktemp("demo")
    (instance / MARK).write_text("", encoding="ascii")
    settings = Settings(instance, name="A demo", telephone="01632 960999")
    app = create_app(settings, clock=lambda: TODAY, moment=lambda: NOW)
    keep_passwords(app, QUICK)
    feed(app, TODAY)
    return app


@pytest.fixture
def session(demo: Flask) -> Iterator[Session]:
    with demo.app_context(), reading() as session:
        yield session


def test_nothing_in_it_was_recorded_later_than_it_was_made(session: Session) -> None:
    latest = reach(session).at
    assert latest
    assert latest.date() == TODAY
    assert latest < NOW


def patient_of(session: Session, name: str) -> Patient:
    return next(one for one in patients.listed(session) if one.listed == name)


def visit_of(session: Session, name: str, number: int) -> tuple[DemoPerson, Visit, Assessment]:
    person = EVERYBODY[name]
    visit = person.visits[number]
    found = assessments.of_patient(session, patient_of(session, name).id)
    return person, visit, next(one for one in found if one.assessed_on == visit.on)


def enter(app: Flask, sign_in: str) -> FlaskClient:
    """A browser in which somebody signed in with what the sign-in page shows."""
    client = app.test_client()
    page = opened(client, "/sign-in")
    shown = texts(page, ".demo-accounts code")
    assert sign_in in shown
    (form,) = forms_to(page, "/sign-in")
    assert sent(client, form, {"sign_in": sign_in, "password": shown[-1]}).status_code == 303
    return client


def test_all_twelve_are_there_with_who_they_are(session: Session) -> None:
    found = {one.listed: one for one in patients.listed(session)}
    assert sorted(found) == sorted(EVERYBODY)
    assert len(found) == 12
    for name, one in found.items():
        person = EVERYBODY[name]
        assert (one.birth_date, one.sex, one.number, one.telephone, one.alerts, one.large_print) == (
            person.birth_date, person.sex, person.number, person.telephone, person.alerts, person.large_print,
        )  # fmt: skip  # one row


@pytest.mark.parametrize(("name", "number"), VISITS)
def test_a_visit_is_recorded_as_its_case_says(session: Session, name: str, number: int) -> None:
    _, visit, found = visit_of(session, name, number)
    assert (found.state is State.FINAL) == visit.finished
    if visit.finished:
        _, expected = screen_case(visit.case, KNOWLEDGE)
        record = screenings.newest(session, found.id)
        assert record is not None
        assert record.disposition == expected.disposition.word
        assert set(record.result["permitted"]) == set(expected.permitted)
        assert len(screenings.clearances(session, found.id)) == len(visit.facts.clearances)


@pytest.mark.parametrize(("name", "number"), VISITS)
def test_a_programme_stands_where_the_story_has_it(session: Session, name: str, number: int) -> None:
    _, visit, found = visit_of(session, name, number)
    programme = programmes.of_assessment(session, found.id)
    if visit.programme is Standing.WAITS:
        assert programme is None
        return
    assert programme is not None
    kinds = [one.kind for one in programmes.versions(session, programme.id)]
    assert kinds[0] is Kind.PROPOSAL
    assert (kinds[-1] is Kind.SIGNED) == (visit.programme is Standing.ISSUED)
    assert (Kind.CHANGE in kinds) == (visit.programme is Standing.DRAFT or visit.wish is not None)


def test_issued_sheets_are_kept_whole_and_say_that_nobody_on_them_exists(session: Session) -> None:
    issued = [one for person in patients.listed(session) for one in handouts.of_patient(session, person.id)]
    wanted = [one for person in EVERYBODY.values() for one in person.visits if one.programme is Standing.ISSUED]
    assert len(issued) == len(wanted)
    assert any(one.large for one in issued)
    for one in issued:
        pdf = handouts.bytes_of(session, one.id)
        assert hashlib.sha256(pdf).hexdigest() == one.sha256
        assert [INVENTED in page.text for page in read_pages(pdf)] == [True] * len(read_pages(pdf))


def test_a_wish_that_is_withheld_is_noted_with_its_explanation(session: Session) -> None:
    name, person = next((name, one) for name, one in EVERYBODY.items() if any(visit.wish for visit in one.visits))
    wish = next(visit.wish for visit in person.visits if visit.wish)
    (programme,) = programmes.of_patient(session, patient_of(session, name).id)
    notes = programmes.newest(session, programme.id).content["notes"]
    assert any(wish.explanation in note and KNOWLEDGE.exercises[wish.exercise].name in note for note in notes)


def test_the_audit_trail_of_the_demo_verifies(session: Session) -> None:
    count, faults = audit.verify(session)
    assert not faults
    acts = Counter(entry.act for one in patients.listed(session) for entry in audit.entries_of(session, one.id))
    assert (acts["add_patient"], acts["finalise"], acts["issue"]) == (12, 12, 8)
    assert count > sum(acts.values())


def test_one_person_of_each_role_works_there(session: Session) -> None:
    assert {(one.name, one.role) for one in people.listed(session)} == {
        (one.name, one.role.value) for one in DEMONSTRATION.accounts
    }
    assert {one.role for one in DEMONSTRATION.accounts} == set(Role)


@pytest.mark.parametrize("one", DEMONSTRATION.accounts, ids=lambda one: one.sign_in)
def test_everybody_shown_on_the_sign_in_page_can_sign_in(demo: Flask, one: DemoAccount) -> None:
    assert enter(demo, one.sign_in).get("/today").status_code == 200


def test_every_page_is_labelled_in_its_head_and_title(demo: Flask) -> None:
    client = enter(demo, "lead")
    rules = {rule.rule for rule in demo.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    with demo.app_context(), reading() as session:
        somebody = patient_of(session, "Borůvková, Hana")
        found = assessments.of_patient(session, somebody.id)[0]
    paths = sorted(rules | {f"/patients/{somebody.id}", f"/assessments/{found.id}/result", "/no-such-page"})
    told = {}
    for path in paths:
        with client.get(path) as answer:
            if answer.mimetype == "text/html" and answer.status_code not in (302, 303, 308):
                page = parsed(answer.get_data(as_text=True))
                title = text(page.one("title"))
                told[path] = (title.startswith("Demonstration: "), texts(page, ".invented strong"))
    assert len(told) > 10
    assert {path: one for path, one in told.items() if one != (True, [INVENTED + "."])} == {}


def test_a_real_clinic_is_never_labelled_and_shows_nobody_to_sign_in_as(tmp_path: Path) -> None:
    app = clinic_with_people(tmp_path)
    client = signed_in(app, Role.LEAD)
    for path in ("/", "/today", "/settings"):
        page = opened(client, path)
        assert not page.all(".invented")
        assert "Demonstration" not in text(page.one("title"))
    assert not opened(app.test_client(), "/sign-in").all(".demo-accounts")
