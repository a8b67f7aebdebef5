"""Drafts keep who entered what and when; what is final never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic.store import assessments, episodes
from clinic.store.assessments import Entered, How, Measurement, State
from clinic.store.errors import AbsentError, ConflictError, FrozenError
from clinic.store.transactions import reading, writing
from tests.store.records import AWKWARD, NOW, TODAY, clinician, later, visit

pytestmark = pytest.mark.usefixtures("store")


def test_a_draft_gives_back_what_was_typed() -> None:
    hypothesis = (AWKWARD * 40)[:2000]
    typed = {"hypothesis": [hypothesis], "goal": ["Walk\r\nthe dog"], "aims": ["a", "b"], "slr_left": ["60"]}
    with writing() as session:
        made = visit(session)
        draft = made.assessment
        on = date(2026, 11, 19)
        kept = assessments.write(session, made.actor, draft.id, 1, typed, on=on, examined={"slr_left", "not typed"})
    with reading() as session:
        assert assessments.get(session, draft.id) == kept
    assert {field: list(one.values) for field, one in kept.answers.items()} == typed
    assert {field: one.how for field, one in kept.answers.items()} == {
        "hypothesis": How.ASKED, "goal": How.ASKED, "aims": How.ASKED, "slr_left": How.EXAMINED,
    }  # fmt: skip  # one line of values
    assert len(kept.answers["hypothesis"].values[0]) == 2000
    assert (kept.assessed_on, kept.state, kept.version, kept.case) == (on, State.DRAFT, 2, None)
    assert (kept.patient, kept.episode, kept.made_by) == (made.patient.id, made.episode, made.actor.account)
    assert (kept.made_at, kept.saved_at, kept.final_by, kept.final_at) == (NOW, NOW, "", None)


def test_an_answer_that_did_not_change_keeps_who_entered_it_and_when() -> None:
    with writing() as session:
        made = visit(session)
        first = {"nprs_now": ["4"], "goal": ["Walk"]}
        assessments.write(session, made.actor, made.assessment.id, 1, first, on=TODAY)
        other = replace(clinician(session, "Dr Grace Hopper"), at=later(hours=1))
        changed = {"nprs_now": ["4"], "goal": ["Run"], "odi": ["30"]}
        kept = assessments.write(session, other, made.assessment.id, 2, changed, on=TODAY)
    mine, theirs = NOW.isoformat(), later(hours=1).isoformat()
    assert kept.answers == {
        "nprs_now": Entered(("4",), made.actor.account, mine, How.ASKED),
        "goal": Entered(("Run",), other.account, theirs, How.ASKED),
        "odi": Entered(("30",), other.account, theirs, How.ASKED),
    }
    assert (kept.made_by, kept.made_at, kept.saved_at) == (made.actor.account, NOW, later(hours=1))


def test_a_field_that_was_emptied_holds_no_answer() -> None:
    with writing() as session:
        made = visit(session)
        assessments.write(session, made.actor, made.assessment.id, 1, {"goal": ["Walk"], "odi": ["3"]}, on=TODAY)
        kept = assessments.write(session, made.actor, made.assessment.id, 2, {"goal": [" ", ""]}, on=TODAY)
    assert kept.answers == {}


def test_a_draft_written_from_an_older_version_is_a_conflict_and_keeps_the_newer() -> None:
    with writing() as session:
        made = visit(session)
        newer = assessments.write(session, made.actor, made.assessment.id, 1, {"goal": ["Walk"]}, on=TODAY)
    with pytest.raises(ConflictError) as refused, writing() as session:
        assessments.write(session, made.actor, made.assessment.id, 1, {"goal": ["Run"]}, on=TODAY)
    assert (refused.value.kind, refused.value.id, refused.value.version) == ("assessment", made.assessment.id, 2)
    with reading() as session:
        assert assessments.get(session, made.assessment.id) == newer


def test_a_final_assessment_keeps_its_case_and_measurements() -> None:
    case = {"age": 46, "tests": {"slr": {"left": 60.5}}, "note": AWKWARD, "none": None, "yes": True, "list": [1, "a"]}
    measured = [Measurement("nprs_now", "", TODAY, 4.5), Measurement("slr", "left", TODAY, None, "positive")]
    with writing() as session:
        made = visit(session)
        actor = replace(made.actor, at=later(minutes=30))
        final = assessments.finalise(session, actor, made.assessment.id, 1, case, measured)
    with reading() as session:
        assert assessments.get(session, final.id) == final
        assert assessments.course_of(session, made.patient.id, "nprs_now") == (measured[0],)
        assert assessments.course_of(session, made.patient.id, "slr") == (measured[1],)
        assert assessments.course_of(session, made.patient.id, "odi") == ()
    assert (final.state, final.case, final.version) == (State.FINAL, case, 2)
    assert (final.final_by, final.final_at) == (actor.account, later(minutes=30))


def test_a_final_assessment_is_frozen() -> None:
    with writing() as session:
        made = visit(session)
        final = assessments.finalise(session, made.actor, made.assessment.id, 1, {}, [])
    for version in (1, 2):
        with writing() as session, pytest.raises(FrozenError, match="amendment"):
            assessments.write(session, made.actor, final.id, version, {"goal": ["Run"]}, on=TODAY)
        with writing() as session, pytest.raises(FrozenError, match="amendment"):
            assessments.finalise(session, made.actor, final.id, version, {"age": 1}, [])
    with reading() as session:
        assert assessments.get(session, final.id) == final


def test_only_the_newest_version_can_become_final() -> None:
    with writing() as session:
        made = visit(session)
        assessments.write(session, made.actor, made.assessment.id, 1, {"goal": ["Walk"]}, on=TODAY)
    with writing() as session, pytest.raises(ConflictError):
        assessments.finalise(session, made.actor, made.assessment.id, 1, {}, [])


def test_an_amendment_starts_with_the_answers_it_corrects_and_leaves_them_where_they_are() -> None:
    with writing() as session:
        made = visit(session)
        written = assessments.write(session, made.actor, made.assessment.id, 1, {"goal": ["Walk"]}, on=TODAY)
        final = assessments.finalise(session, made.actor, written.id, 2, {}, [])
        amendment = assessments.begin(
            session, made.actor, final.patient, final.episode, TODAY,
            answers=final.answers, amends=final.id, reason="Left and right were changed over.",
        )  # fmt: skip  # one call, few lines
        assessments.write(session, made.actor, amendment.id, 1, {"goal": ["Run"]}, on=TODAY)
    with reading() as session:
        assert assessments.get(session, final.id) == final
        assert assessments.amended_by(session, final) == amendment.id
        assert assessments.amended_by(session, amendment) == ""
    assert (amendment.answers, amendment.amends) == (final.answers, final.id)
    assert amendment.reason == "Left and right were changed over."


def test_the_assessments_of_a_patient_come_newest_first() -> None:
    with writing() as session:
        made = visit(session)
        visit(session, "Noether")
        days = [date(2026, 1, 5), date(2026, 3, 5), date(2026, 2, 5)]
        begun = [assessments.begin(session, made.actor, made.patient.id, made.episode, on) for on in days]
        listed = assessments.of_patient(session, made.patient.id)
    assert [one.id for one in listed] == [made.assessment.id, begun[1].id, begun[2].id, begun[0].id]


def test_the_course_of_a_measure_runs_from_the_oldest_over_all_assessments() -> None:
    with writing() as session:
        made = visit(session)
        for month, number in ((3, 2.0), (1, 7.0), (2, 5.0)):
            on = date(2026, month, 5)
            draft = assessments.begin(session, made.actor, made.patient.id, made.episode, on)
            assessments.finalise(session, made.actor, draft.id, 1, {}, [Measurement("nprs_now", "", on, number)])
        course = assessments.course_of(session, made.patient.id, "nprs_now")
    assert [(one.taken_on.month, one.number) for one in course] == [(1, 7.0), (2, 5.0), (3, 2.0)]


def test_an_assessment_that_is_not_there_is_absent() -> None:
    with writing() as session:
        actor = clinician(session)
        assert assessments.get(session, "nothing") is None
        with pytest.raises(AbsentError, match="no assessment"):
            assessments.write(session, actor, "nothing", 1, {}, on=TODAY)


def test_the_running_episode_is_the_newest_that_is_not_closed() -> None:
    with writing() as session:
        made = visit(session)
        second = episodes.opened(session, made.actor, made.patient.id, AWKWARD, date(2026, 11, 25))
        assert episodes.running(session, made.patient.id) == second
        assert second.title == AWKWARD
        closed = episodes.closed(session, second.id, date(2026, 11, 30))
        assert closed.closed_on == date(2026, 11, 30)
        assert [one.id for one in episodes.of_patient(session, made.patient.id)] == [second.id, made.episode]
        running = episodes.running(session, made.patient.id)
        assert running
        assert running.id == made.episode
        episodes.closed(session, made.episode, TODAY)
        assert episodes.running(session, made.patient.id) is None
        with pytest.raises(AbsentError):
            episodes.closed(session, "nothing", TODAY)
