"""Finding a place in a programme for an exercise that a clinician chose: aim, ladder, role, dose and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from clinic.domain.chosen import ACTIVATION, MAIN, Chosen
from clinic.domain.dose import Dosed, dosed, timed
from clinic.domain.dose_room import DoseChange, changed_dose
from clinic.domain.drill import drill_ladders, ladder_with
from clinic.domain.planned import as_dosed, planned
from clinic.domain.programme import DAYS, PlannedExercise
from clinic.domain.reach import Reach
from clinic.domain.recovery import against_days, collisions
from clinic.domain.week import with_days

Planned = tuple[PlannedExercise, ...]


def placed(
    reach: Reach,
    beside: Planned,
    exercise: str,
    why: str,
    *,
    at: tuple[str, str] | None = None,
    days: tuple[str, ...] = (),
    dose: DoseChange | None = None,
) -> PlannedExercise:
    """An exercise of a ladder as it stands beside others: it opens the session when it is a drill and none does.

    `at`, an aim and a ladder, and `days` are kept where they fit; `dose` is put into the exercise's own.
    """
    role = role_of(reach, beside, exercise)
    aim, ladder = at if at and fits_at(reach, exercise, *at) else aim_and_ladder(reach, exercise, role)
    one = dosed(reach, Chosen(exercise, aim, ladder, role, why))
    one = timed(reach, replace(one, dose=changed_dose(one.dose, dose or DoseChange())))
    fit = days if days and days_fit(reach, beside, one, days) else days_beside(reach, beside, one)
    return planned(reach, on(one, fit))


def on(one: Dosed, days: tuple[str, ...]) -> Dosed:
    """The same exercise on these days."""
    return replace(one, days=days, dose=replace(one.dose, days_per_week=len(days)))


def role_of(reach: Reach, beside: Planned, exercise: str) -> str:
    """Activation for a drill where none opens the session yet."""
    opens = any(one.role == ACTIVATION for one in beside)
    return ACTIVATION if exercise in reach.knowledge.activation.drills and not opens else MAIN


def fits_at(reach: Reach, exercise: str, aim: str, ladder: str) -> bool:
    """Whether an aim exists and an exercise stands on the ladder."""
    known = reach.knowledge.ladders.get(ladder)
    return aim in reach.knowledge.aims and known is not None and exercise in known.rungs


def aim_and_ladder(reach: Reach, exercise: str, role: str) -> tuple[str, str]:
    """For which aim and on which ladder an exercise is chosen: the first of the person's aims with a ladder that has
    it, in this stage and then in any; else the first aim and the first ladder. It has to stand on a ladder."""
    if role == ACTIVATION:
        opening = next((one.id for one in drill_ladders(reach) if exercise in one.rungs), None)
        return reach.aims[0], opening or ladder_with(reach, exercise).id
    return next(_ladders(reach, exercise))


def _ladders(reach: Reach, exercise: str) -> Iterator[tuple[str, str]]:
    ladders = reach.knowledge.ladders
    named = [(aim, id) for aim in reach.aims for id in reach.aim_stage(aim).ladders]
    named += [
        (aim, id) for aim in reach.aims for stage in reach.knowledge.aims[aim].stages.values() for id in stage.ladders
    ]
    every = sorted(ladders.values(), key=lambda one: (one.role == ACTIVATION, not reach.is_open(one)))
    for aim, id in (*named, *((reach.aims[0], one.id) for one in every)):
        if exercise in ladders[id].rungs:
            yield aim, id


def days_fit(reach: Reach, beside: Planned, one: Dosed, days: tuple[str, ...]) -> bool:
    """Whether an exercise may be done on these days beside the others."""
    exercise = reach.knowledge.exercises[one.chosen.exercise]
    if against_days(reach.knowledge, exercise, one.chosen.role, days):
        return False
    week = (*beside, planned(reach, on(one, days)))
    return not any(exercise.id in near.exercises for near in collisions(reach.knowledge, week))


def days_beside(reach: Reach, beside: Planned, one: Dosed) -> tuple[str, ...]:
    """The days of one exercise beside others that stay as they are.

    Of all days that its bounds and the recovery rules allow, first those that collide least, then those on which the
    drill is done too, then those nearest to the days a proposal would give it.
    """
    exercise, role = reach.knowledge.exercises[one.chosen.exercise], one.chosen.role
    others = tuple(as_dosed(other) for other in beside) if role == ACTIVATION else ()
    usual = with_days(reach, (one, *others))[0].days

    stands = planned(reach, one)

    def cost(days: tuple[str, ...]) -> tuple[int, int, int, int]:
        week = (*beside, replace(stands, days=days))
        near, uncovered = collisions(reach.knowledge, week), without_drill(week)
        return len(near), len(uncovered), abs(len(days) - len(usual)), len(set(days) ^ set(usual))

    every = (days for count in range(1, len(DAYS) + 1) for days in combinations(DAYS, count))
    allowed = [days for days in every if not against_days(reach.knowledge, exercise, role, days)]
    return min(allowed, key=cost) if allowed else usual


def without_drill(exercises: Planned) -> tuple[str, ...]:
    """The days on which something is done and no drill opens; none where there is no drill at all."""
    drill = {day for one in exercises if one.role == ACTIVATION for day in one.days}
    busy = {day for one in exercises if one.role != ACTIVATION for day in one.days}
    return tuple(day for day in DAYS if drill and day in busy - drill)
