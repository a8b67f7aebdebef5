"""Lists say of assessments and programmes what the records themselves say."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date

import pytest

from clinic.store import assessments, heads, programmes
from clinic.store.assessments import Assessment, State
from clinic.store.heads import AssessmentHead, ProgrammeHead
from clinic.store.programmes import Kind
from clinic.store.transactions import Session, writing
from tests.store.records import TODAY, Visit, later, programme, screened, visit

pytestmark = pytest.mark.usefixtures("store")


def head(one: Assessment) -> AssessmentHead:
    """The head of an assessment that was read whole."""
    return AssessmentHead(**{field.name: getattr(one, field.name) for field in dataclasses.fields(AssessmentHead)})


def several(session: Session) -> Visit:
    """A patient with a draft, a final assessment, its amendment and an earlier one; and another patient."""
    made = visit(session)
    visit(session, "Noether")
    final = assessments.begin(session, made.actor, made.patient.id, made.episode, date(2026, 11, 1))
    assessments.finalise(session, replace(made.actor, at=later(hours=1)), final.id, 1, {"age": 46}, [])
    assessments.begin(session, made.actor, made.patient.id, made.episode, TODAY, amends=final.id, reason="Sides")
    assessments.begin(session, made.actor, made.patient.id, made.episode, date(2026, 10, 1))
    return made


def test_the_heads_of_assessments_are_those_of_the_assessments_in_the_same_order() -> None:
    with writing() as session:
        made = several(session)
        whole = assessments.of_patient(session, made.patient.id)
        assert heads.assessments_of(session, made.patient.id) == tuple(head(one) for one in whole)
        assert len(whole) == 4


def test_what_stands_is_final_and_not_amended_by_another_final_one() -> None:
    with writing() as session:
        made = several(session)
        amendment, final, *_ = sorted(
            heads.assessments_of(session, made.patient.id), key=lambda one: (not one.amends, one.state is State.DRAFT)
        )
        early = assessments.begin(session, made.actor, made.patient.id, made.episode, date(2026, 9, 1))
        assessments.finalise(session, made.actor, early.id, 1, {}, [])
        assert [one.id for one in heads.standing_of(session, made.patient.id)] == [final.id, early.id]
        assessments.finalise(session, made.actor, amendment.id, 1, {}, [])
        assert [one.id for one in heads.standing_of(session, made.patient.id)] == [amendment.id, early.id]


def test_drafts_are_those_of_who_began_them_until_they_are_final() -> None:
    with writing() as session:
        made = several(session)
        drafts = {head(one) for one in assessments.of_patient(session, made.patient.id) if one.state is State.DRAFT}
        assert set(heads.drafts_of(session, made.actor.account)) == drafts
        assert len(drafts) == 3
        assert len(heads.drafts_of(session, made.actor.account, most=2)) == 2
        assert heads.drafts_of(session, "somebody else") == ()


def test_the_newest_draft_comes_first() -> None:
    with writing() as session:
        made = visit(session)
        for minutes in (5, 9, 7):
            at = replace(made.actor, at=later(minutes=minutes))
            assessments.begin(session, at, made.patient.id, made.episode, TODAY)
        found = heads.drafts_of(session, made.actor.account)
    assert [one.saved_at for one in found] == [later(minutes=minutes) for minutes in (9, 7, 5, 0)]


def test_the_head_of_a_programme_says_how_far_the_newest_has_come() -> None:
    with writing() as session:
        made, other = visit(session), visit(session, "Noether")
        programme(session, other)
        assert heads.programmes_of(session, made.patient.id) == {}
        programme(session, made)
        newest = programme(session, made)
        signed = programmes.append(session, made.actor, newest.id, 1, screened(session, made), Kind.SIGNED, {})
        first = programmes.versions(session, newest.id)[0]
        found = heads.programmes_of(session, made.patient.id)
    assert found == {made.assessment.id: ProgrammeHead(newest.id, Kind.SIGNED, (first.id, signed.id))}
