"""A sheet is issued only when nothing stands against it at that moment, and is kept as it was handed over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.handout.errors import HandoutError
from clinic.handout.print_edition import print_edition
from clinic.pathway.issuing import NO_TELEPHONE, NotIssuableError, Prepared, issued, previewed, printed, signed
from clinic.pathway.overriding import overridden
from clinic.pathway.plan import Plan
from clinic.settings import Settings
from clinic.store import handouts, patients, programmes
from clinic.store.audit import Actor
from clinic.store.errors import ConflictError
from clinic.store.transactions import Session, writing
from clinic.web.access.roles import Role
from tests.pathway.planning import BRITTLE, again, plan_of, whys, with_withheld
from tests.web.people import NOW, account_of, clinic_with_people
from tests.web.recorded import recorded
from tests.web.visit import TODAY


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def actor(app: Flask) -> Actor:
    return Actor(account_of(app, Role.CLINICIAN).id, NOW)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    brittle = recorded(app, **BRITTLE)
    with app.app_context(), writing() as session:
        session.info["brittle"] = brittle
        yield session


@pytest.fixture
def plan(session: Session, actor: Actor) -> Plan:
    return plan_of(session, actor, session.info["brittle"])


def ready(session: Session, plan: Plan, *, on: date = TODAY, telephone: str = "01632 960 011") -> Prepared:
    patient = patients.get(session, plan.programme.patient)
    assert patient
    return Prepared(
        plan, patient, Settings(Path("nowhere"), name="Harbour Street", telephone=telephone), on, large=False
    )


def test_an_issued_sheet_is_kept_byte_for_byte_with_both_editions(plan: Plan, session: Session, actor: Actor) -> None:
    before = ready(session, plan)
    pdf = printed(before)
    sheet = issued(session, actor, before, ready(session, again(session, actor, plan)), pdf)
    assert handouts.bytes_of(session, sheet.id) == pdf
    assert (sheet.sha256, sheet.edition, sheet.print_edition) == (
        hashlib.sha256(pdf).hexdigest(), plan.knowledge.edition, print_edition(),
    )  # fmt: skip  # one record


def test_issuing_signs_the_very_version_that_is_printed(plan: Plan, session: Session, actor: Actor) -> None:
    sheet = issued(session, actor, ready(session, plan), ready(session, plan), b"%PDF-")
    newest = programmes.newest(session, plan.programme.id)
    assert (newest.id, newest.kind.value, newest.content) == (sheet.version, "signed", plan.version.content)


def test_signing_twice_makes_one_signed_version(plan: Plan, session: Session, actor: Actor) -> None:
    first = signed(session, actor, ready(session, plan), 1)
    assert signed(session, actor, ready(session, again(session, actor, plan)), 2) == first


def test_without_a_telephone_it_may_be_signed_and_not_issued(plan: Plan, session: Session, actor: Actor) -> None:
    mute = ready(session, plan, telephone=" ")
    assert mute.against == (NO_TELEPHONE,)
    assert previewed(mute) is None
    assert signed(session, actor, mute, 1).kind.value == "signed"


def test_a_withheld_exercise_is_neither_signed_nor_printed_nor_kept(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, _ = with_withheld(session, actor, plan)
    with pytest.raises(NotIssuableError):
        signed(session, actor, ready(session, waiting), 2)
    with pytest.raises(HandoutError):
        printed(ready(session, waiting))
    with pytest.raises(NotIssuableError):
        issued(session, actor, ready(session, waiting), ready(session, waiting), b"%PDF-")
    assert handouts.of_patient(session, plan.programme.patient) == ()


def test_an_overridden_exercise_is_printed(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise))
    sheet = previewed(ready(session, again(session, actor, plan)))
    assert sheet is not None
    assert exercise in {one.id for one in sheet.exercises}


def test_an_override_taken_back_while_it_prints_keeps_no_sheet(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise))
    before = ready(session, again(session, actor, plan))
    programmes.withdraw(session, actor, plan.programme.id, exercise)
    with pytest.raises(ConflictError):
        issued(session, actor, before, ready(session, again(session, actor, plan)), b"%PDF-")


def test_a_name_corrected_while_it_prints_keeps_no_sheet(plan: Plan, session: Session, actor: Actor) -> None:
    before = ready(session, plan)
    patients.change(session, replace(before.patient, given="Amahra"))
    with pytest.raises(ConflictError):
        issued(session, actor, before, ready(session, plan), b"%PDF-")


def test_the_sheet_is_for_the_person_as_the_records_name_them_now(plan: Plan, session: Session) -> None:
    patient = ready(session, plan).patient
    patients.change(session, replace(patient, surname="Okafor-Lind"))
    sheet = previewed(ready(session, plan))
    assert sheet is not None
    assert sheet.person == "Amara Okafor-Lind"


def test_another_birth_date_than_was_screened_stands_against_the_issue(plan: Plan, session: Session) -> None:
    patient = ready(session, plan).patient
    patients.change(session, replace(patient, birth_date=date(1950, 3, 4)))
    assert ready(session, plan).against == (
        "The birth date in the records is not the one that was screened: amend the assessment.",
    )


def test_nothing_is_issued_once_the_review_was_due(plan: Plan, session: Session) -> None:
    late = plan.content.review_by + timedelta(days=1)
    assert ready(session, plan, on=plan.content.review_by).against == ()
    assert len(ready(session, plan, on=late).against) == 1


def test_the_print_edition_is_a_sha256_of_its_own(plan: Plan) -> None:
    assert len(bytes.fromhex(print_edition())) == 32
    assert print_edition() != plan.knowledge.edition
