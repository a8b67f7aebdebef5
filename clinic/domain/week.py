"""On which days: how many for each exercise, and which.

Days fill the week in one fixed order, so that every exercise's days are among those of any exercise done more often:
one set of loaded days, the drill on every day of the programme, and two or three days never next to each other.
"""

from __future__ import annotations

from dataclasses import replace

from clinic.domain.applies import applies_to
from clinic.domain.chosen import ACTIVATION
from clinic.domain.dose import Dosed
from clinic.domain.dosing import RecoveryRule
from clinic.domain.library import Exercise
from clinic.domain.programme import DAYS
from clinic.domain.reach import Reach

FILLING = ("mon", "fri", "wed", "sat", "tue", "thu", "sun")
"""The first three lie two or three days apart, also over the weekend: 48 h at least, as heavy work asks for."""
MONDAY_TO_SATURDAY = 6
"""So many days, filled in this order, hold every day between loaded days but Sunday."""
HOURS_A_WEEK = 7 * 24
BETWEEN = "between_loaded_days"
AEROBIC = "aerobic"


def days_for(count: int) -> tuple[str, ...]:
    """The days of something done on this many days a week, 1 to 7."""
    return tuple(day for day in DAYS if day in FILLING[:count])


def with_days(reach: Reach, programme: tuple[Dosed, ...]) -> tuple[Dosed, ...]:
    """The same exercises with their days; the drill's cover everybody else's."""
    counts = {one.chosen.exercise: _days_a_week(reach, one) for one in programme}
    for drill in (one for one in programme if one.chosen.role == ACTIVATION):
        most = _drill_days(reach, drill, max(counts.values()))
        counts = {exercise: _with_drill(reach, exercise, count, most) for exercise, count in counts.items()}
        counts[drill.chosen.exercise] = most
    return tuple(_on_days(one, days_for(counts[one.chosen.exercise])) for one in programme)


def outside_the_stage(reach: Reach, one: Dosed) -> str:
    """A note where an exercise's own bounds leave no room for the stage's days, so that the bounds won; else ""."""
    exercise, span = reach.knowledge.exercises[one.chosen.exercise], reach.stage.days_per_week
    if _goes_on_between(reach, exercise, one.chosen.role) or span.min <= len(one.days) <= span.max:
        return ""
    days = f"{len(one.days)} days a week, not {span.min:g} to {span.max:g}"
    return f"'{exercise.name}' goes by its own bounds and rest days: {days}."


def longest_day_s(programme: tuple[Dosed, ...]) -> int:
    """Seconds of the longest day of the week, every time of the day counted."""
    return max(sum(one.dose.seconds * one.dose.times_per_day for one in programme if day in one.days) for day in DAYS)


def _on_days(one: Dosed, days: tuple[str, ...]) -> Dosed:
    return replace(one, days=days, dose=replace(one.dose, days_per_week=len(days)))


def _days_a_week(reach: Reach, one: Dosed) -> int:
    """The exercise's own days, within the stage's and its bounds, the bounds winning; then the days recovery allows."""
    exercise, role = reach.knowledge.exercises[one.chosen.exercise], one.chosen.role
    days = exercise.dose.days_per_week
    wanted = days if _goes_on_between(reach, exercise, role) else reach.stage.days_per_week.clamp(days)
    return int(min([exercise.dose.bounds.days_per_week.clamp(wanted), *_recovery_days(reach, exercise, role)]))


def _goes_on_between(reach: Reach, exercise: Exercise, role: str) -> bool:
    """Whether the stage's days do not bind: drills, walking and cycling go on between loaded days."""
    between = [
        rule
        for rule in reach.knowledge.staging.dose_rules
        if rule.days == BETWEEN and rule.with_.stage == reach.stage.id
    ]
    named = any(applies_to(reach.knowledge, rule.applies_to, exercise, role) for rule in between)
    return named or (bool(between) and exercise.category == AEROBIC)


def _recovery_days(reach: Reach, exercise: Exercise, role: str) -> list[int]:
    rules = reach.knowledge.staging.recovery_rules
    return [_days_at_most(rule) for rule in rules if applies_to(reach.knowledge, rule.applies_to, exercise, role)]


def _days_at_most(rule: RecoveryRule) -> int:
    if rule.hours_between_at_least is not None:
        return HOURS_A_WEEK // rule.hours_between_at_least
    return len(DAYS) if rule.days_per_week_at_most is None else rule.days_per_week_at_most


def _drill_days(reach: Reach, drill: Dosed, busiest: int) -> int:
    """The days of the drill: those of the busiest exercise, and in the stage of loaded days those between them too."""
    exercise = reach.knowledge.exercises[drill.chosen.exercise]
    least = MONDAY_TO_SATURDAY if _goes_on_between(reach, exercise, ACTIVATION) else 0
    return int(exercise.dose.bounds.days_per_week.clamp(max(busiest, least)))


def _with_drill(reach: Reach, exercise: str, count: int, drill_days: int) -> int:
    """No session without its drill: days over the drill's are dropped as far as the exercise's own bounds allow."""
    return min(count, max(drill_days, int(reach.knowledge.exercises[exercise].dose.bounds.days_per_week.min)))
