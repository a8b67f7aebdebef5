"""Every exercise that is not in a programme, and why: withheld with every objection, or permitted and not chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.outcome import Objection, Screening
from clinic.domain.programme import Programme
from clinic.domain.tally import is_never_given


@dataclass(frozen=True)
class Withheld:
    """One withheld exercise with all its objections."""

    exercise: Exercise
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Waiting:
    """One permitted exercise that is not due, and the stage or gate that it waits for."""

    exercise: Exercise
    gate: str


@dataclass(frozen=True)
class LibraryView:
    """The exercises outside a programme: withheld and waiting by phase, those that might be chosen as well, and those
    that are never given to anyone."""

    withheld: tuple[tuple[int, tuple[Withheld, ...]], ...]
    waiting: tuple[tuple[int, tuple[Waiting, ...]], ...]
    other: tuple[Exercise, ...]
    never: tuple[Withheld, ...]
    withheld_count: int
    waiting_count: int


def library_view(knowledge: Knowledge, screening: Screening, programme: Programme) -> LibraryView:
    """Why every exercise that is not in the programme is not in it."""
    chosen = {one.exercise for one in programme.exercises}
    objected = [Withheld(knowledge.exercises[id], objections) for id, objections in screening.withheld.items()]
    withheld = [one for one in objected if not is_never_given(one.objections)]
    waiting = [Waiting(knowledge.exercises[id], gate) for id, gate in screening.not_due.items() if id not in chosen]
    placed = chosen | {one.exercise.id for one in objected} | {one.exercise.id for one in waiting}
    return LibraryView(
        tuple((phase, tuple(one for one in withheld if one.exercise.phase == phase)) for phase in phases(withheld)),
        tuple((phase, tuple(one for one in waiting if one.exercise.phase == phase)) for phase in phases(waiting)),
        tuple(exercise for exercise in knowledge.in_library_order if exercise.id not in placed),
        tuple(one for one in objected if is_never_given(one.objections)),
        len(withheld),
        len(waiting),
    )


def phases(entries: Iterable[Withheld | Waiting]) -> tuple[int, ...]:
    """The phases that occur, in order."""
    return tuple(sorted({one.exercise.phase for one in entries}))
