"""Changing the whole week at once, so that two exercises that must keep apart can change places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clinic.domain.change import Changed, barred, not_in
from clinic.domain.placing import on
from clinic.domain.planned import as_dosed, planned
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach
from clinic.domain.recovery import against_days, collision_in_words, collisions, in_order
from clinic.domain.settled import settled


def in_week(reach: Reach, programme: Programme, days: Mapping[str, Iterable[str]]) -> Changed:
    """The programme with its exercises on these days; one that is not named keeps its own. A refusal names every rule
    that is broken and the days that collide."""
    missing = (refusal for exercise in days for refusal in not_in(reach, programme, exercise))
    if refusals := (*barred(reach, programme.exercises), *missing):
        return Changed(None, refusals)
    wanted = {exercise: in_order(ones) for exercise, ones in days.items()}
    week = tuple(_moved(reach, one, wanted.get(one.exercise, one.days)) for one in programme.exercises)
    wrong = (
        *_against(reach, week),
        *(collision_in_words(reach.knowledge, one) for one in collisions(reach.knowledge, week)),
    )
    return Changed(None, tuple(dict.fromkeys(wrong))) if wrong else Changed(settled(reach, programme, week))


def _moved(reach: Reach, one: PlannedExercise, days: tuple[str, ...]) -> PlannedExercise:
    return planned(reach, on(as_dosed(one), days))


def _against(reach: Reach, week: tuple[PlannedExercise, ...]) -> tuple[str, ...]:
    return tuple(
        refusal
        for one in week
        for refusal in against_days(reach.knowledge, reach.knowledge.exercises[one.exercise], one.role, one.days)
    )
