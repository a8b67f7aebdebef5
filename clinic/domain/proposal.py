"""From a screening to a programme: which exercises, how much of each, on which days, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clinic.domain.applies import applies_to
from clinic.domain.choice import choose, places
from clinic.domain.dose import Dosed, dosed
from clinic.domain.facts import Facts
from clinic.domain.inference import Effect
from clinic.domain.knowledge import Knowledge
from clinic.domain.ladder_walk import ease_back, step_up
from clinic.domain.minutes import Week, fitted
from clinic.domain.outcome import Screening
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach
from clinic.domain.week import outside_the_stage

EQUIPMENT_NOT_ASKED = "Nobody asked what is at home: only what every home has was counted on."


def propose(knowledge: Knowledge, facts: Facts, screening: Screening) -> Programme | None:
    """The programme these facts and this screening lead to; None while the disposition allows none (invariant I5).

    Every exercise is permitted, due and possible with what is at home; the same input gives the same programme.
    """
    if not screening.disposition.allows_programme:
        return None
    reach = Reach(knowledge, facts, screening)
    choice = choose(reach, places(reach))
    week = fitted(reach, tuple(dosed(reach, chosen) for chosen in choice.exercises))
    return Programme(
        exercises=tuple(_planned(reach, one) for one in week.exercises),
        minutes_a_day=week.minutes_a_day,
        review_by=facts.assessed_on + timedelta(days=reach.stage.review_by_days),
        notes=tuple(dict.fromkeys((*choice.notes, *_notes(reach, week)))),
        empty=choice.empty,
    )


def _planned(reach: Reach, one: Dosed) -> PlannedExercise:
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


def _says_patient(reach: Reach, one: Dosed) -> Iterator[str]:
    """The sentences that effects and times of day bring to one exercise on the sheet."""
    for effect in reach.effects:
        if effect.says_patient and _changes(reach, effect, one):
            yield effect.says_patient
    exercise = reach.knowledge.exercises[one.chosen.exercise]
    for rule in reach.knowledge.staging.time_of_day_rules:
        stands = any(finding in reach.standing for finding in rule.with_any_finding)
        if stands and applies_to(reach.knowledge, rule.applies_to, exercise, one.chosen.role):
            yield rule.says


def _changes(reach: Reach, effect: Effect, one: Dosed) -> bool:
    """Whether an effect names an exercise, or a ladder on which it is a one-sided rung."""
    on_ladder = any(one.chosen.exercise in reach.knowledge.ladders[id].rungs for id in effect.ladders)
    return one.chosen.exercise in effect.exercises or (on_ladder and one.dose.per_side)


def _notes(reach: Reach, week: Week) -> Iterator[str]:
    """What the clinician has to know about this programme besides what each choice says itself."""
    if reach.facts.equipment is None:
        yield EQUIPMENT_NOT_ASKED
    for effect in reach.effects:
        if effect.moves_first or any(_changes(reach, effect, one) for one in week.exercises):
            yield effect.says_clinician
    for one in week.exercises:
        yield from filter(None, (*one.notes, outside_the_stage(reach, one)))
    yield from week.notes
    count = reach.knowledge.staging.exercise_count
    if len(week.exercises) >= count.note_from:
        yield count.adherence_note
    if len(week.exercises) < reach.stage.exercises.min:
        yield f"Fewer than the {reach.stage.exercises.min:g} exercises this stage asks for."
