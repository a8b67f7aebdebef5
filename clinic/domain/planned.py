"""From a dosed exercise to one that stands in a programme, and back."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.applies import applies_to
from clinic.domain.chosen import Chosen
from clinic.domain.dose import Dosed
from clinic.domain.inference import Effect
from clinic.domain.ladder_walk import ease_back, step_up
from clinic.domain.programme import PlannedExercise
from clinic.domain.reach import Reach


def planned(reach: Reach, one: Dosed) -> PlannedExercise:
    """A chosen exercise with dose and days as the programme holds it: its neighbours on the ladder, and what the sheet
    says with it."""
    ladder = reach.knowledge.ladders[one.chosen.ladder]
    return PlannedExercise(
        exercise=one.chosen.exercise,
        aim=one.chosen.aim,
        ladder=one.chosen.ladder,
        role=one.chosen.role,
        dose=one.dose,
        days=one.days,
        why=one.chosen.why,
        steps_up_to=step_up(reach, ladder, one.chosen.exercise),
        eases_back_to=ease_back(reach, ladder, one.chosen.exercise),
        says_patient=tuple(_says_patient(reach, one)),
    )


def as_dosed(one: PlannedExercise) -> Dosed:
    """The same exercise as it was before it stood in a programme."""
    return Dosed(Chosen(one.exercise, one.aim, one.ladder, one.role, one.why), one.dose, one.days)


def changes(reach: Reach, effect: Effect, one: Dosed) -> bool:
    """Whether an effect names an exercise, or a ladder on which it is a one-sided rung."""
    on_ladder = any(one.chosen.exercise in reach.knowledge.ladders[id].rungs for id in effect.ladders)
    return one.chosen.exercise in effect.exercises or (on_ladder and one.dose.per_side)


def _says_patient(reach: Reach, one: Dosed) -> Iterator[str]:
    """The sentences that effects and times of day bring to one exercise on the sheet."""
    for effect in reach.effects:
        if effect.says_patient and changes(reach, effect, one):
            yield effect.says_patient
    exercise = reach.knowledge.exercises[one.chosen.exercise]
    for rule in reach.knowledge.staging.time_of_day_rules:
        stands = any(finding in reach.standing for finding in rule.with_any_finding)
        if stands and applies_to(reach.knowledge, rule.applies_to, exercise, one.chosen.role):
            yield rule.says
