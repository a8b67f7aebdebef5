"""A programme brought up to date: everything in it that follows from its exercises, doses and days, worked out anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from clinic.domain.chosen import ACTIVATION
from clinic.domain.dose import Dosed, dosed, own_dose, timed
from clinic.domain.dose_room import as_change
from clinic.domain.minutes import MINUTE_S
from clinic.domain.placing import on
from clinic.domain.planned import as_dosed, planned
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.programme_notes import notes_on
from clinic.domain.reach import Reach
from clinic.domain.week import longest_day_s


def settled(reach: Reach, programme: Programme, exercises: Iterable[PlannedExercise] | None = None) -> Programme:
    """The programme, or the same with other exercises: drill first, seconds, minutes, neighbours on the ladders, what
    the sheet says and the notes as they follow from this screening. What test results said when it was proposed stays.

    Every exercise has to be in the library and on the ladder it names.
    """
    ones = tuple(brought_up(reach, one) for one in (programme.exercises if exercises is None else exercises))
    ones = tuple(sorted(ones, key=lambda one: one.role != ACTIVATION))
    notes = tuple(notes_on(reach, tuple(_noted(reach, one) for one in ones)))
    said = dict.fromkeys(effect.says_clinician for effect in reach.effects)
    results = (text for text in said if text in programme.notes or text in notes)
    return replace(
        programme,
        exercises=ones,
        minutes_a_day=minutes_a_day(ones),
        notes=tuple(dict.fromkeys((*results, *notes))),
    )


def brought_up(reach: Reach, one: PlannedExercise) -> PlannedExercise:
    """One exercise as this library and this screening have it: only what a clinician chooses stays as it is."""
    own = own_dose(reach.knowledge.exercises[one.exercise])
    dose = replace(one.dose, per_side=own.per_side, rest_s=own.rest_s, tempo=own.tempo)
    return planned(reach, on(timed(reach, replace(as_dosed(one), dose=dose)), one.days))


def minutes_a_day(exercises: Iterable[PlannedExercise]) -> int:
    """Minutes of the longest day, rounded up; 0 without exercises."""
    return ceil(longest_day_s(tuple(as_dosed(one) for one in exercises)) / MINUTE_S)


def _noted(reach: Reach, one: PlannedExercise) -> Dosed:
    """The exercise with the notes on its dose, as long as the dose is the one they are about."""
    usual, stands = dosed(reach, as_dosed(one).chosen), as_dosed(one)
    return replace(stands, notes=usual.notes if as_change(usual.dose) == as_change(stands.dose) else ())
