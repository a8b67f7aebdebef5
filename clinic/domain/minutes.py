"""Fitting a programme into the minutes a day that a person has (dose rule `minutes_a_day` of staging.toml).

In order, until the longest day fits: sets down to their bounds from the last exercise backwards; once a day instead of
more often, from the last exercise backwards; walking and cycling shorter, no shorter than needed; the last exercise
left out, never below the number the rule keeps. Each is noted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from clinic.domain.dose import Dosed, timed
from clinic.domain.library import Exercise
from clinic.domain.reach import Reach
from clinic.domain.week import AEROBIC, longest_day_s, with_days

MINUTE_S = 60


@dataclass(frozen=True)
class Shortened:
    """What was shortened or left out, in words for the clinician; "" where it is the whole programme."""

    exercise: str
    note: str


@dataclass(frozen=True)
class Week:
    """The exercises with doses and days, and what was shortened to fit."""

    exercises: tuple[Dosed, ...]
    shortened: tuple[Shortened, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was shortened, in words."""
        return tuple(one.note for one in self.shortened)

    @property
    def minutes_a_day(self) -> int:
        """The longest day, rounded up."""
        return ceil(longest_day_s(self.exercises) / MINUTE_S)


Step = Callable[[Reach, Week], Week]


def fitted(reach: Reach, exercises: tuple[Dosed, ...]) -> Week:
    """The week of these exercises, shortened until it fits the minutes a day where somebody named them."""
    week = Week(with_days(reach, exercises))
    for rule in reach.knowledge.staging.dose_rules:
        if rule.with_.field and reach.facts.minutes_a_day is not None:
            for step in rule.steps:
                week = STEPS[step](reach, week)
            week = _leftover(reach, week)
    return week


def _fits(reach: Reach, week: Week) -> bool:
    return week.minutes_a_day <= _minutes(reach)


def _minutes(reach: Reach) -> float:
    return reach.facts.minutes_a_day or 0.0


def _fewer_sets(reach: Reach, week: Week) -> Week:
    for place in reversed(range(len(week.exercises))):
        one = week.exercises[place]
        least = int(_exercise(reach, one).dose.bounds.sets.min)
        if not _fits(reach, week) and one.dose.sets > least:
            shorter = timed(reach, replace(one, dose=replace(one.dose, sets=least)))
            week = _changed(reach, week, place, shorter, f"sets: {least} instead of {one.dose.sets}")
    return week


def _once_a_day(reach: Reach, week: Week) -> Week:
    for place in reversed(range(len(week.exercises))):
        one = week.exercises[place]
        if not _fits(reach, week) and one.dose.times_per_day > 1:
            shorter = timed(reach, replace(one, dose=replace(one.dose, times_per_day=1)))
            week = _changed(reach, week, place, shorter, f"times a day: 1 instead of {one.dose.times_per_day}")
    return week


def _shorter_walks(reach: Reach, week: Week) -> Week:
    for place in reversed(range(len(week.exercises))):
        one = week.exercises[place]
        least = _exercise(reach, one).dose.bounds.duration_s
        if not _fits(reach, week) and _exercise(reach, one).category == AEROBIC and one.dose.duration_s and least:
            over_s = longest_day_s(week.exercises) - _minutes(reach) * MINUTE_S
            minutes_off = ceil(over_s / (one.dose.times_per_day * one.dose.sets) / MINUTE_S)
            seconds = max(one.dose.duration_s - minutes_off * MINUTE_S, int(least.min))
            shorter = timed(reach, replace(one, dose=replace(one.dose, duration_s=seconds)))
            words = f"minutes: {seconds / MINUTE_S:g} instead of {one.dose.duration_s / MINUTE_S:g}"
            week = _changed(reach, week, place, shorter, words)
    return week


def _leave_out(reach: Reach, week: Week) -> Week:
    keeps = max(rule.keeps_at_least or 0 for rule in reach.knowledge.staging.dose_rules)
    while not _fits(reach, week) and len(week.exercises) > keeps:
        out = _exercise(reach, week.exercises[-1])
        others = tuple(one for one in week.shortened if one.exercise != out.id)
        left_out = Shortened(out.id, f"To fit {_span(_minutes(reach))} a day, '{out.name}' is left out.")
        week = Week(with_days(reach, week.exercises[:-1]), (*others, left_out))
    return week


STEPS: dict[str, Step] = {
    "sets_to_bounds_min_from_last": _fewer_sets,
    "once_a_day_from_last": _once_a_day,
    "walking_and_cycling_to_bounds_min": _shorter_walks,
    "leave_out_last": _leave_out,
}


def _leftover(reach: Reach, week: Week) -> Week:
    if _fits(reach, week):
        return week
    wanted = f"more than the {_minutes(reach):g} there are"
    note = f"Still {_span(week.minutes_a_day)} a day, {wanted}: the first exercises are never left out."
    return replace(week, shortened=(*week.shortened, Shortened("", note)))


def _changed(reach: Reach, week: Week, place: int, shorter: Dosed, words: str) -> Week:
    exercise = _exercise(reach, shorter)
    note = f"To fit {_span(_minutes(reach))} a day, '{exercise.name}' has fewer {words}."
    exercises = (*week.exercises[:place], shorter, *week.exercises[place + 1 :])
    return Week(with_days(reach, exercises), (*week.shortened, Shortened(exercise.id, note)))


def _span(minutes: float) -> str:
    return f"{minutes:g} minute" if minutes == 1 else f"{minutes:g} minutes"


def _exercise(reach: Reach, one: Dosed) -> Exercise:
    return reach.knowledge.exercises[one.chosen.exercise]
