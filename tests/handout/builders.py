"""Programmes, drawings and sheets put together by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from clinic.domain.dose import own_dose
from clinic.domain.facts import Facts, Person
from clinic.domain.outcome import Advice
from clinic.domain.programme import DAYS, Dose, PlannedExercise, Programme
from clinic.handout.content import sheet_content
from clinic.handout.sheet import ClinicDetails, Pictures, Sheet
from clinic.knowledge import read_knowledge

PRINTED_ON = date(2026, 11, 20)
CLINIC = ClinicDetails("Harbour Street Physiotherapy", "4 Harbour Street, Leith", "01632 960 011")
AMARA = Person(birth_date=date(1979, 3, 5), sex="F", name="Amara Okafor", number="1042")
FOUR = ("pelvic_tilt_supine", "bird_dog", "bridge_double", "hip_hinge_dowel")


def dose(**given: Any) -> Dose:
    """Two rounds of ten, every day, unless told otherwise."""
    plain = Dose(sets=2, reps=10, per_side=False, rest_s=30, days_per_week=7, times_per_day=1, rpe=3, seconds=120)
    return replace(plain, **given)


def planned(exercise: str, **given: Any) -> PlannedExercise:
    """An exercise with its own dose on every day, unless told otherwise."""
    ladder = next((one.id for one in read_knowledge().ladders.values() if exercise in one.rungs), "")
    plain = PlannedExercise(
        exercise=exercise,
        aim="move_with_control",
        ladder=ladder,
        role="main",
        dose=own_dose(read_knowledge().exercises[exercise]),
        days=DAYS,
        why="",
    )
    return replace(plain, **given)


def programme(*exercises: PlannedExercise, review_by: date = date(2026, 12, 4)) -> Programme:
    """A programme of twelve minutes a day."""
    return Programme(exercises, minutes_a_day=12, review_by=review_by)


def sheet(
    *exercises: PlannedExercise | str,
    person: Person = AMARA,
    goal: str = "carry my grandson up the stairs again",
    clinic: ClinicDetails = CLINIC,
    figures: Pictures | None = None,
    review_by: date = date(2026, 12, 4),
    advice: Sequence[Advice] = (),
) -> Sheet:
    """A sheet for Amara; every exercise has a simple drawing unless told otherwise."""
    chosen = tuple(planned(one) if isinstance(one, str) else one for one in exercises)
    drawn = drawings([one.exercise for one in chosen]) if figures is None else figures
    facts = Facts(assessed_on=PRINTED_ON, person=person, goal=goal)
    return sheet_content(
        read_knowledge(),
        facts,
        programme(*chosen, review_by=review_by),
        clinic,
        advice=advice,
        printed_on=PRINTED_ON,
        figures=drawn,
    )


def drawing(inside: str = "") -> str:
    """A ball on the ground, with whatever else is put into the picture."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 220" width="400" height="220">'
        f'<path stroke="#9db2ba" d="M10 200H390"/><circle cx="200" cy="150" r="50" fill="#2a7896"/>{inside}</svg>'
    )


def drawings(exercises: Sequence[str]) -> Pictures:
    """A start and a finish that differ, for each exercise."""
    return {one: (drawing(), drawing('<circle cx="300" cy="90" r="20"/>'), "a ball") for one in exercises}
