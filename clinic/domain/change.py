"""Changing a programme: swap, remove, add and move one exercise. Nothing is altered in place and nothing is issued.

A withheld exercise may stand in a programme only to wait for its overrides; one that is not recommended never may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from clinic.domain.chosen import ACTIVATION
from clinic.domain.in_words import ended
from clinic.domain.placing import Planned, fits_at, placed
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach
from clinic.domain.settled import settled

Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Changed:
    """A new programme, or None and why not. `notes`: what was left out or altered on the way, for the clinician."""

    programme: Programme | None
    refusals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def swapped(reach: Reach, programme: Programme, exercise: str, other: str) -> Changed:
    """The programme with `other` where `exercise` was: same aim, and same ladder and days where they fit."""
    beside = without(programme, exercise)
    refusals = (*barred(reach, beside), *not_in(reach, programme, exercise), *against_taking(reach, programme, other))
    if refusals:
        return Changed(None, refusals)
    gone = the(programme, exercise)
    why = f"Chosen by the clinician in place of '{name_of(reach, exercise)}'."
    new = placed(reach, beside, other, why, at=(gone.aim, gone.ladder), days=gone.days)
    return Changed(settled(reach, programme, (new if one is gone else one for one in programme.exercises)))


def removed(reach: Reach, programme: Programme, exercise: str) -> Changed:
    """The programme without one exercise; the others stay as they are."""
    beside = without(programme, exercise)
    refusals = (*barred(reach, beside), *not_in(reach, programme, exercise))
    return Changed(None, refusals) if refusals else Changed(settled(reach, programme, beside))


def added(reach: Reach, programme: Programme, exercise: str) -> Changed:
    """The programme with one more exercise, last; a drill opens the session where none does."""
    refusals = (*barred(reach, programme.exercises), *against_taking(reach, programme, exercise))
    if refusals:
        return Changed(None, refusals)
    new = placed(reach, programme.exercises, exercise, "Chosen by the clinician.")
    return Changed(settled(reach, programme, (*programme.exercises, new)))


def moved(programme: Programme, exercise: str, direction: Direction) -> Changed:
    """The programme with one exercise a place earlier ("up") or later ("down"); the drill stays first."""
    ones = list(programme.exercises)
    place = next((place for place, one in enumerate(ones) if one.exercise == exercise), None)
    if place is None:
        return Changed(None, ("That exercise is not in this programme.",))
    to = place - 1 if direction == "up" else place + 1
    if not 0 <= to < len(ones):
        return Changed(None, (f"It is the {'first' if direction == 'up' else 'last'} exercise already.",))
    if ACTIVATION in {ones[place].role, ones[to].role}:
        return Changed(None, ("The drill opens every session: it stays first.",))
    ones[place], ones[to] = ones[to], ones[place]
    return Changed(replace(programme, exercises=tuple(ones)))


def barred(reach: Reach, exercises: Planned = ()) -> tuple[str, ...]:
    """Why no programme may be made of this screening at all (invariant I5), or not of these exercises because the
    library no longer has one of them where it stands; empty when one may."""
    disposition = reach.screening.disposition
    if not disposition.allows_programme:
        return (f"No programme while the screening says: {disposition.label}.",)
    gone = [one for one in exercises if not is_known(reach, one)]
    return tuple(
        f"'{name_of(reach, one.exercise)}' is no longer where it was in the library: remove it." for one in gone
    )


def is_known(reach: Reach, one: PlannedExercise) -> bool:
    """Whether the library still has an exercise, on the ladder and for the aim it was chosen for."""
    return one.exercise in reach.knowledge.exercises and fits_at(reach, one.exercise, one.aim, one.ladder)


def not_in(reach: Reach, programme: Programme, exercise: str) -> tuple[str, ...]:
    """A refusal where an exercise is not in the programme."""
    if any(one.exercise == exercise for one in programme.exercises):
        return ()
    return (f"'{name_of(reach, exercise)}' is not in this programme.",)


def against_taking(reach: Reach, programme: Programme, exercise: str) -> tuple[str, ...]:
    """Why an exercise may not even wait in a programme: unknown, not recommended, or there already."""
    known = reach.knowledge.exercises.get(exercise)
    if known is None:
        return (f"No exercise of the library is called '{exercise}'.",)
    if never := known.not_recommended:
        return (f"'{known.name}' is not recommended for anyone: {ended(never.reason)}",)
    if any(one.exercise == exercise for one in programme.exercises):
        return (f"'{known.name}' is in this programme already.",)
    return ()


def without(programme: Programme, exercise: str) -> Planned:
    """The exercises of a programme but for one."""
    return tuple(one for one in programme.exercises if one.exercise != exercise)


def the(programme: Programme, exercise: str) -> PlannedExercise:
    """One exercise of a programme that holds it."""
    return next(one for one in programme.exercises if one.exercise == exercise)


def name_of(reach: Reach, exercise: str) -> str:
    """The name of an exercise, or its id where the library does not have it."""
    known = reach.knowledge.exercises.get(exercise)
    return known.name if known else exercise


def put_in(programme: Programme, new: PlannedExercise) -> Iterable[PlannedExercise]:
    """The exercises of a programme with one of them as it is now."""
    return (new if one.exercise == new.exercise else one for one in programme.exercises)
