"""Rest between days of work: what the recovery rules say of one exercise's days and of a whole week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from clinic.domain.applies import applies_to
from clinic.domain.dose_room import span_in_words
from clinic.domain.dosing import Applies, RecoveryRule
from clinic.domain.in_words import demand_label, raised
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.programme import DAYS, PlannedExercise

HOURS_A_DAY = 24


@dataclass(frozen=True)
class Collision:
    """Two days of a week that lie nearer to each other than a rule allows, and the exercises on each of them."""

    rule: RecoveryRule
    days: tuple[str, str]
    on: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def exercises(self) -> frozenset[str]:
        """Every exercise on either day."""
        return frozenset((*self.on[0], *self.on[1]))


def in_order(days: Iterable[str]) -> tuple[str, ...]:
    """The days of a week from Monday on, each once; a word that is no day stays, at the end."""
    wanted = tuple(days)
    strange = dict.fromkeys(day for day in wanted if day not in DAYS)
    return (*(day for day in DAYS if day in wanted), *strange)


def against_days(knowledge: Knowledge, exercise: Exercise, role: str, days: tuple[str, ...]) -> tuple[str, ...]:
    """What the exercise's own bounds and the rules on days a week say against these days, in words."""
    return tuple(_against_days(knowledge, exercise, role, days))


def collisions(knowledge: Knowledge, exercises: Iterable[PlannedExercise]) -> tuple[Collision, ...]:
    """Every two days of a week that a rule keeps further apart; the week begins again after Sunday."""
    week = tuple(exercises)
    return tuple(
        collision for rule in knowledge.staging.recovery_rules for collision in _collisions(knowledge, rule, week)
    )


def collision_in_words(knowledge: Knowledge, collision: Collision) -> str:
    """Which rule, which days and which exercises, in one sentence."""
    hours, work = collision.rule.hours_between_at_least, work_in_words(knowledge, collision.rule.applies_to)
    first, second = (
        f"{raised(day)} ({', '.join(knowledge.exercises[one].name for one in exercises)})"
        for day, exercises in zip(collision.days, collision.on, strict=True)
    )
    return f"{raised(work)} needs {hours} hours between its days: {first} and {second} are too near."


def work_in_words(knowledge: Knowledge, applies: Applies) -> str:
    """The work a rule is for: "work of phase 4 to 5 with high 'Compression of the spine'"."""
    phase = f" of phase {span_in_words(applies.phase)}" if applies.phase else ""
    demand = f" with {applies.at_least} '{demand_label(knowledge, applies.demand)}'" if applies.demand else ""
    named = ", ".join(f"'{knowledge.exercises[id].name}'" for id in applies.exercises)
    return named or f"work{phase}{demand}"


def _against_days(knowledge: Knowledge, exercise: Exercise, role: str, days: tuple[str, ...]) -> Iterator[str]:
    strange = [day for day in days if day not in DAYS]
    if strange or not days or len(set(days)) != len(days):
        yield f"'{exercise.name}' needs days of the week, each once, not: {', '.join(days) or 'none'}."
        return
    span, count = exercise.dose.bounds.days_per_week, len(days)
    if not span.min <= count <= span.max:
        yield f"'{exercise.name}' allows {span_in_words(span)} days a week, not {count}."
    for rule in knowledge.staging.recovery_rules:
        if applies_to(knowledge, rule.applies_to, exercise, role):
            least, most = rule.days_per_week_at_least or 0, rule.days_per_week_at_most or len(DAYS)
            if not least <= count <= most:
                limit = f"at most {most}" if count > most else f"at least {least}"
                work = raised(work_in_words(knowledge, rule.applies_to))
                yield f"{work} is for {limit} days a week: '{exercise.name}' has {count}."


def _collisions(knowledge: Knowledge, rule: RecoveryRule, week: tuple[PlannedExercise, ...]) -> Iterator[Collision]:
    if rule.hours_between_at_least is None:
        return
    apart = ceil(rule.hours_between_at_least / HOURS_A_DAY)
    heavy = [one for one in week if applies_to(knowledge, rule.applies_to, knowledge.exercises[one.exercise], one.role)]
    loaded = [day for day in DAYS if any(day in one.days for one in heavy)]
    for first, second in combinations(loaded, 2):
        between = DAYS.index(second) - DAYS.index(first)
        if min(between, len(DAYS) - between) < apart:
            yield Collision(rule, (first, second), (_on(heavy, first), _on(heavy, second)))


def _on(heavy: list[PlannedExercise], day: str) -> tuple[str, ...]:
    return tuple(one.exercise for one in heavy if day in one.days)
