"""Judging a programme as it stands, from scratch: what may be issued, what stands against it, and what to know.

It reads the programme alone, never how it came about, so that every change is judged again and so is the issue (I1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic.domain.against import against_exercise, against_whole, needs_reason, worth_knowing
from clinic.domain.facts import Facts
from clinic.domain.in_words import ended
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Objection, Screening
from clinic.domain.override import Outstanding, Override, answering, outstanding
from clinic.domain.programme import EmptyChoice, PlannedExercise, Programme
from clinic.domain.reach import Reach


@dataclass(frozen=True)
class ExerciseJudgement:
    """One exercise of a programme. `outstanding`: objections without an override; `problems`: dose, days and whatever
    else has to be mended, in words; `not_due` and `lacking` (equipment) only inform."""

    exercise: str
    outstanding: tuple[Outstanding, ...]
    overridden: tuple[tuple[Objection, Override], ...]
    problems: tuple[str, ...]
    not_due: str
    lacking: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing about this exercise stands against its issue."""
        return not self.outstanding and not self.problems


@dataclass(frozen=True)
class Judgement:
    """A programme judged. `against_issue` says in words everything that has to be settled first; `notes` is what to
    know; `needs_reason`: the number of exercises asks for one; `empty`: the ladders that gave nothing."""

    exercises: tuple[ExerciseJudgement, ...]
    against_issue: tuple[str, ...]
    notes: tuple[str, ...]
    needs_reason: bool
    empty: tuple[EmptyChoice, ...]

    @property
    def issuable(self) -> bool:
        """Whether the programme may be issued as it stands."""
        return not self.against_issue

    def of(self, exercise: str) -> ExerciseJudgement:
        """The judgement on one exercise of the programme."""
        return next(one for one in self.exercises if one.exercise == exercise)


def judged(
    knowledge: Knowledge,
    facts: Facts,
    screening: Screening,
    programme: Programme,
    overrides: Iterable[Override] = (),
    *,
    count_reason: str = "",
) -> Judgement:
    """A programme judged against one screening. `count_reason` says why there are so many exercises, where asked."""
    reach, made = Reach(knowledge, facts, screening), tuple(overrides)
    open_ones = outstanding(screening, programme, made)
    exercises = tuple(
        ExerciseJudgement(
            exercise=one.exercise,
            outstanding=tuple(gap for gap in open_ones if gap.exercise == one.exercise),
            overridden=tuple(_overridden(reach, one, made)),
            problems=against_exercise(reach, programme, one),
            not_due=reach.waiting.get(one.exercise, ""),
            lacking=_lacking(reach, one),
        )
        for one in programme.exercises
    )
    against = (*against_whole(reach, programme, count_reason), *_against(reach, exercises))
    return Judgement(
        exercises=exercises,
        against_issue=tuple(dict.fromkeys(against)),
        notes=worth_knowing(reach, programme),
        needs_reason=needs_reason(reach, programme),
        empty=programme.empty,
    )


def _overridden(
    reach: Reach, one: PlannedExercise, overrides: tuple[Override, ...]
) -> Iterator[tuple[Objection, Override]]:
    for objection in reach.withheld.get(one.exercise, ()):
        if override := answering(reach.screening, one.exercise, objection, overrides):
            yield objection, override


def _lacking(reach: Reach, one: PlannedExercise) -> tuple[str, ...]:
    known = reach.knowledge.exercises.get(one.exercise)
    return reach.lacking(known) if known else ()


def _against(reach: Reach, exercises: tuple[ExerciseJudgement, ...]) -> Iterator[str]:
    for one in exercises:
        for gap in one.outstanding:
            name, remedy = reach.knowledge.exercises[gap.exercise].name, gap.never or "It waits for an override."
            yield f"'{name}' is withheld: {ended(gap.objection.reason)} {remedy}"
        yield from one.problems
