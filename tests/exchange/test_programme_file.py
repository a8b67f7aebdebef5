"""A programme and a template written down and read back, and what is said when one cannot be read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from clinic.domain.carry import template_of
from clinic.domain.facts import Facts
from clinic.domain.programme import EmptyChoice, Programme
from clinic.exchange.programme_file import (
    ProgrammeError,
    programme_case,
    read_programme,
    read_template,
    template_case,
)
from clinic.exchange.programme_json import programme_json
from tests.domain.changes import proposed
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, EVERYTHING, people, somebody, strong_people

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)


def written(**fields: Any) -> dict[str, Any]:
    """The programme of somebody with an aching back, written down, with some fields otherwise."""
    return {**through_json(programme_case(proposed(ACHE)[1])), **fields}


def with_exercise(**fields: Any) -> dict[str, Any]:
    first, *rest = written()["exercises"]
    return written(exercises=[{**first, **fields}, *rest])


def with_dose(**fields: Any) -> dict[str, Any]:
    return with_exercise(dose={**written()["exercises"][0]["dose"], **fields})


def through_json(raw: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(raw))
    return read


def mistakes(raw: object) -> list[str]:
    with pytest.raises(ProgrammeError) as refusal:
        read_programme(raw, KNOWLEDGE)
    return [str(one) for one in refusal.value.mistakes]


@given(people() | strong_people())
def test_a_programme_is_read_back_as_it_was(facts: Facts) -> None:
    _, programme = proposed(facts)
    assert read_programme(through_json(programme_case(programme)), KNOWLEDGE) == programme


@given(people() | strong_people())
def test_a_template_is_read_back_as_it_was(facts: Facts) -> None:
    entries = template_of(proposed(facts)[1])
    assert read_template(through_json(template_case(entries)), KNOWLEDGE) == entries


def test_notes_empty_ladders_and_what_the_sheet_says_are_kept() -> None:
    _, programme = proposed(ACHE)
    first = replace(programme.exercises[0], says_patient=("Start with your weaker side.",), steps_up_to="")
    full = Programme(
        exercises=(first, *programme.exercises[1:]),
        minutes_a_day=programme.minutes_a_day,
        review_by=programme.review_by,
        notes=("Ask about the “long” walk.", "Zweite Notiz: süß."),
        empty=(EmptyChoice("settle_pain", "squat", ("nothing is due",)), EmptyChoice("", "hinge", ())),
    )
    assert read_programme(through_json(programme_case(full)), KNOWLEDGE) == full


def test_it_is_the_printed_object_with_what_the_sheet_says() -> None:
    _, programme = proposed(ACHE)
    kept = programme_case(programme)
    for exercise in kept["exercises"]:
        assert exercise.pop("says_patient") == []
    assert kept == programme_json(programme)


def test_an_exercise_that_no_longer_exists_is_named_with_the_nearest() -> None:
    assert mistakes(with_exercise(id="bird_dogg")) == [
        'exercises.1.id: no exercise is called "bird_dogg"; did you mean "bird_dog"?'
    ]


def test_every_exercise_aim_and_ladder_that_is_gone_is_named_at_once() -> None:
    raw = with_exercise(id="hopping", aim="to_fly", ladder="to_heaven", steps_up_to="leaping", eases_back_to="lying")
    said = "\n".join(mistakes(raw))
    assert len(mistakes(raw)) == 5
    assert all(f'"{id}"' in said for id in ("hopping", "to_fly", "to_heaven", "leaping", "lying"))


def test_an_old_version_is_read_without_the_library() -> None:
    raw = with_exercise(id="hopping", aim="to_fly", ladder="to_heaven")
    first = read_programme(raw, None).exercises[0]
    assert (first.exercise, first.aim, first.ladder) == ("hopping", "to_fly", "to_heaven")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (written(review_by="soon"), "review_by"),
        (written(minutes_a_day=-1), "minutes_a_day"),
        (written(minutes_a_day=True), "minutes_a_day"),
        (written(notes="a note"), "notes"),
        (written(notes=[7]), "notes.1"),
        (written(remarks=[]), "remarks"),
        (written(exercises={"1": {}}), "exercises"),
        (written(empty=[{"aim": None, "ladder": None}]), "empty.1.because"),
        (with_exercise(id=None), "exercises.1.id"),
        (with_exercise(role="star"), "exercises.1.role"),
        (with_exercise(days=["mon", "mon"]), "exercises.1.days"),
        (with_exercise(days=["someday"]), "exercises.1.days"),
        (with_exercise(dose=[]), "exercises.1.dose"),
        (with_dose(sets="3"), "exercises.1.dose.sets"),
        (with_dose(sets=None), "exercises.1.dose.sets"),
        (with_dose(reps=2.5), "exercises.1.dose.reps"),
        (with_dose(hold_s="long"), "exercises.1.dose.hold_s"),
        (with_dose(per_side=None), "exercises.1.dose.per_side"),
        (with_dose(tempo=[1, 2, 3]), "exercises.1.dose.tempo"),
        (with_dose(tempo=[1, 2, 3, "4"]), "exercises.1.dose.tempo"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(raw: dict[str, Any], place: str) -> None:
    (said,) = mistakes(raw)
    assert said.startswith(f"{place}: ")


@pytest.mark.parametrize("field", ["exercises", "minutes_a_day", "review_by", "notes", "empty"])
def test_every_field_has_to_be_there(field: str) -> None:
    raw = {name: value for name, value in written().items() if name != field}
    assert mistakes(raw) == [f"{field}: is missing"]


@pytest.mark.parametrize("raw", [None, [], "programme", 7])
def test_what_is_no_table_is_refused(raw: object) -> None:
    assert len(mistakes(raw)) == 1


def test_a_template_names_what_no_longer_exists() -> None:
    _, programme = proposed(ACHE)
    raw = template_case(template_of(programme))
    raw["exercises"][0]["id"] = "hopping"
    with pytest.raises(ProgrammeError, match="hopping"):
        read_template(raw, KNOWLEDGE)
    assert read_template(raw, None)[0].exercise == "hopping"


def test_a_template_holds_no_field_of_a_person() -> None:
    _, programme = proposed(ACHE)
    raw = template_case(template_of(programme))
    assert set(raw) == {"exercises"}
    assert {name for one in raw["exercises"] for name in one} == {"id", "dose", "days"}
    assert {name for one in raw["exercises"] for name in one["dose"]} == {
        "sets", "reps", "hold_s", "duration_s", "times_per_day",
    }  # fmt: skip  # a list of names reads best in a line
