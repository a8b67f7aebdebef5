"""Screenings, all-clears, programme versions and overrides: everything that was ever recorded stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic.store import programmes, screenings, templates
from clinic.store.errors import AbsentError, ConflictError
from clinic.store.programmes import Kind
from clinic.store.screenings import RecordedClearance
from clinic.store.transactions import reading, writing
from tests.store.records import AWKWARD, NOW, RESULT, TODAY, clinician, later, programme, screened, visit

pytestmark = pytest.mark.usefixtures("store")


def test_a_screening_is_given_back_whole() -> None:
    case = {"age": 46, "goal": AWKWARD}
    with writing() as session:
        made = visit(session)
        kept = screenings.keep(session, made.actor, made.assessment.id, case, RESULT)
    with reading() as session:
        assert screenings.get(session, kept.id) == screenings.newest(session, made.assessment.id) == kept
        assert screenings.get(session, "nothing") is None
    assert (kept.case, kept.result, kept.edition, kept.disposition) == (case, RESULT, "e" * 64, "programme")
    assert (kept.assessment, kept.made_by, kept.made_at) == (made.assessment.id, made.actor.account, NOW)


def test_the_newest_screening_counts_even_when_the_clock_went_back() -> None:
    with writing() as session:
        made = visit(session)
        assert screenings.newest(session, made.assessment.id) is None
        for disposition, minutes in (("emergency", 0), ("incomplete", 0), ("programme", -5)):
            actor = replace(made.actor, at=later(minutes=minutes))
            result = RESULT | {"disposition": disposition}
            screenings.keep(session, actor, made.assessment.id, {}, result)
        newest = screenings.newest(session, made.assessment.id)
        assert newest
        assert newest.disposition == "programme"
        found = screenings.dispositions(session, (made.assessment.id, "nothing"))
    assert found == {made.assessment.id: "programme"}


def test_the_newest_all_clear_of_each_finding_counts() -> None:
    with writing() as session:
        made = visit(session)
        assert screenings.clearances(session, made.assessment.id) == ()
        for finding, by in (("cancer", "Dr A"), ("fracture", "Dr B"), ("cancer", AWKWARD)):
            screenings.clear(session, made.actor, made.assessment.id, finding, date(2026, 11, 1), by)
        found = screenings.clearances(session, made.assessment.id)
    assert set(found) == {
        RecordedClearance(finding, date(2026, 11, 1), by, made.actor.account, NOW)
        for finding, by in (("cancer", AWKWARD), ("fracture", "Dr B"))
    }


def test_every_version_of_a_programme_stays() -> None:
    with writing() as session:
        made = visit(session)
        begun = programme(session, made)
        again = screened(session, made)
        content = {"exercises": [{"id": "bird_dog"}], "note": AWKWARD}
        changed = programmes.append(
            session, replace(made.actor, at=later(minutes=1)), begun.id, 1, again, Kind.CHANGE, content,
            says="Bridge became bird dog", reason="Seven, because they asked",
        )  # fmt: skip  # one call, few lines
        signed = programmes.append(session, made.actor, begun.id, 2, again, Kind.SIGNED, content)
    with reading() as session:
        proposal, *rest = programmes.versions(session, begun.id)
        assert rest == [changed, signed]
        assert programmes.newest(session, begun.id) == programmes.version(session, signed.id) == signed
        assert programmes.get(session, begun.id) == replace(begun, version=3)
    assert (proposal.kind, proposal.number, proposal.content) == (
        Kind.PROPOSAL, 1, {"exercises": [{"id": "bridge", "sets": 2}]},
    )  # fmt: skip  # one line of values
    assert (changed.kind, changed.number, changed.content, changed.screening) == (Kind.CHANGE, 2, content, again)
    assert (changed.says, changed.reason) == ("Bridge became bird dog", "Seven, because they asked")
    assert (changed.made_by, changed.made_at) == (made.actor.account, later(minutes=1))
    assert (signed.kind, signed.number) == (Kind.SIGNED, 3)


def test_a_version_made_from_an_older_one_is_a_conflict() -> None:
    with writing() as session:
        made = visit(session)
        begun = programme(session, made)
        screening = screened(session, made)
        programmes.append(session, made.actor, begun.id, 1, screening, Kind.CHANGE, {"a": 1})
        with pytest.raises(ConflictError) as refused:
            programmes.append(session, made.actor, begun.id, 1, screening, Kind.CHANGE, {"a": 2})
        assert (refused.value.kind, refused.value.id, refused.value.version) == ("programme", begun.id, 2)
        assert [one.content for one in programmes.versions(session, begun.id)][1:] == [{"a": 1}]


def test_the_newest_programme_of_an_assessment_counts_and_all_are_listed() -> None:
    with writing() as session:
        made = visit(session)
        assert programmes.of_assessment(session, made.assessment.id) is None
        first, second = programme(session, made), programme(session, made)
        assert programmes.of_assessment(session, made.assessment.id) == second
        assert set(programmes.of_patient(session, made.patient.id)) == {first, second}


def test_a_programme_that_is_not_there_is_absent() -> None:
    with writing() as session:
        actor = clinician(session)
        assert programmes.get(session, "nothing") is None
        assert programmes.version(session, "nothing") is None
        for act in (programmes.newest, programmes.versions):
            with pytest.raises(AbsentError, match="no programme"):
                act(session, "nothing")
        with pytest.raises(AbsentError, match="no programme"):
            programmes.append(session, actor, "nothing", 1, "nothing", Kind.CHANGE, {})


def test_an_override_taken_back_stays_listed_with_who_took_it_back() -> None:
    with writing() as session:
        made = visit(session)
        begun = programme(session, made)
        for exercise, objection in (("bridge", "flexion"), ("bridge", "load"), ("squat", "load")):
            programmes.override(session, made.actor, begun.id, exercise, objection, AWKWARD)
        other = clinician(session, "Dr Grace Hopper")
        assert programmes.withdraw(session, other, begun.id, "bridge") == 2
        assert programmes.withdraw(session, other, begun.id, "bridge") == 0
        programmes.override(session, made.actor, begun.id, "bridge", "flexion", "Again")
    with reading() as session:
        found = programmes.overrides(session, begun.id)
    assert [(one.exercise, one.objection, one.why, one.withdrawn_by) for one in found] == [
        ("bridge", "flexion", AWKWARD, other.account),
        ("bridge", "load", AWKWARD, other.account),
        ("squat", "load", AWKWARD, ""),
        ("bridge", "flexion", "Again", ""),
    ]
    assert {(one.made_by, one.made_at) for one in found} == {(made.actor.account, NOW)}


def test_starting_points_are_listed_by_name_and_can_be_taken_away() -> None:
    with writing() as session:
        actor = clinician(session)
        late = templates.save(session, actor, "Later", {"exercises": []})
        early = templates.save(session, actor, "Early", {"note": AWKWARD})
    with reading() as session:
        assert templates.all_of(session) == (early, late)
        assert templates.get(session, early.id) == early
        assert (early.content, early.made_by) == ({"note": AWKWARD}, actor.account)
    with writing() as session:
        templates.remove(session, early.id)
        templates.remove(session, "nothing")
    with reading() as session:
        assert templates.all_of(session) == (late,)
        assert templates.get(session, early.id) is None


def test_a_screening_names_the_day_it_was_made() -> None:
    with writing() as session:
        made = visit(session)
        kept = screenings.get(session, screened(session, made))
    assert kept
    assert kept.made_at.date() == TODAY
