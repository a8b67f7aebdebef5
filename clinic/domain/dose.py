"""How much of one exercise: its own dose, changed in the order of `dose_order` (staging.toml), within its bounds.

The exercise's dose, then the rule for older or frail people, then the findings' ceilings, then the stage's effort
ceiling; the lower effort ceiling wins. The minutes a day come last, over the whole programme (`clinic.domain.minutes`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from clinic.domain.applies import applies_to
from clinic.domain.chosen import Chosen
from clinic.domain.dosing import DoseRule, RepetitionSeconds
from clinic.domain.library import Exercise
from clinic.domain.programme import Dose
from clinic.domain.reach import Reach
from clinic.domain.rule import Rule, rule_truth
from clinic.domain.scales import Truth


@dataclass(frozen=True)
class Dosed:
    """A chosen exercise with its dose, its days once the week is planned, and what was changed, for the clinician."""

    chosen: Chosen
    dose: Dose
    days: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def dosed(reach: Reach, chosen: Chosen) -> Dosed:
    """The dose of one chosen exercise. `days_per_week` is still the exercise's own."""
    exercise = reach.knowledge.exercises[chosen.exercise]
    one = Dosed(chosen, own_dose(exercise))
    one = _walked(reach, exercise, one)
    for rule in reach.knowledge.staging.dose_rules:
        if applies_to(reach.knowledge, rule.applies_to, exercise, chosen.role):
            one = _older(reach, exercise, rule, one)
            one = _held(reach, exercise, rule, one)
    one = replace(one, dose=replace(one.dose, rpe=_effort(reach, one.dose.rpe), times_per_day=_times(reach, exercise)))
    return timed(reach, one)


def seconds_of(dose: Dose, seconds: RepetitionSeconds) -> int:
    """Seconds of one session: sets x sides x repetitions x one repetition + (sets - 1) x rest + set-up, rounded up."""
    sides = 2 if dose.per_side else 1
    work = dose.sets * sides * dose.reps * _repetition(dose, seconds)
    return ceil(work + (dose.sets - 1) * dose.rest_s + seconds.set_up)


def timed(reach: Reach, one: Dosed) -> Dosed:
    """The same with `seconds` worked out anew."""
    return replace(one, dose=replace(one.dose, seconds=seconds_of(one.dose, reach.knowledge.staging.seconds)))


def _repetition(dose: Dose, seconds: RepetitionSeconds) -> float:
    if dose.tempo is not None:
        return sum(dose.tempo)
    if dose.hold_s is not None:
        return dose.hold_s + seconds.change
    if dose.duration_s is not None:
        return dose.duration_s + (seconds.change if dose.reps > 1 else 0)
    return seconds.plain_repetition


def own_dose(exercise: Exercise) -> Dose:
    """The dose the library gives an exercise, before anything changes it."""
    own = exercise.dose
    return Dose(
        sets=own.sets,
        reps=own.reps,
        per_side=own.per_side,
        rest_s=own.rest_s,
        days_per_week=own.days_per_week,
        times_per_day=own.times_per_day,
        rpe=own.rpe_max,
        seconds=own.seconds_per_session,
        tempo=own.tempo,
        hold_s=own.hold_s,
        duration_s=own.duration_s,
    )


def _walked(reach: Reach, exercise: Exercise, one: Dosed) -> Dosed:
    """Walking starts with whole minutes that end before the distance at which the person has to stop."""
    walk = reach.knowledge.staging.first_walk
    metres = reach.reading.recorded(walk.question)
    span = exercise.dose.bounds.duration_s
    if exercise.id != walk.exercise or span is None or one.dose.duration_s is None:
        return one
    if not isinstance(metres, float | int):
        return one
    seconds = metres / walk.metres_per_second
    start = int(span.clamp(floor(seconds / 60) * 60))
    if start >= one.dose.duration_s:
        return one
    note = f"{exercise.name}: starts with {start // 60} minutes, because {metres:g} metres is as far as it goes now."
    if start > seconds:
        note += " That may still be too long in one go: let them sit down on the way."
    return replace(one, dose=replace(one.dose, duration_s=start), notes=(*one.notes, note))


def _older(reach: Reach, exercise: Exercise, rule: DoseRule, one: Dosed) -> Dosed:
    """More repetitions with less effort where a rule over facts asks for it; an unsure finding counts."""
    if not rule.with_.any or rule_truth(Rule(any=rule.with_.any), reach.reading) is Truth.NO:
        return one
    bounds, dose = exercise.dose.bounds, one.dose
    reps = dose.reps if rule.reps is None else int(bounds.reps.clamp(rule.reps.clamp(dose.reps)))
    rpe = dose.rpe if rule.rpe is None else min(dose.rpe, int(rule.rpe.max))
    if (reps, rpe) == (dose.reps, dose.rpe):
        return one
    note = f"{exercise.name}: {reps} repetitions at effort {rpe} of 10 at most, for older or frail people."
    return replace(one, dose=replace(dose, reps=reps, rpe=rpe), notes=(*one.notes, note))


def _held(reach: Reach, exercise: Exercise, rule: DoseRule, one: Dosed) -> Dosed:
    """A hold over the findings' ceiling is cut; repetitions rise to keep the time held, up to the exercise's bound."""
    cap, hold_s = reach.screening.caps.hold_s, one.dose.hold_s
    if not rule.with_.cap or cap is None or hold_s is None or hold_s <= cap.at_most:
        return one
    reps = int(min(ceil(one.dose.reps * hold_s / cap.at_most), exercise.dose.bounds.reps.max))
    findings = ", ".join(reach.knowledge.finding_label(finding) for finding, _ in cap.by)
    note = f"{exercise.name}: {reps} x {cap.at_most} s instead of {one.dose.reps} x {hold_s} s ({findings})."
    return replace(one, dose=replace(one.dose, reps=reps, hold_s=cap.at_most), notes=(*one.notes, note))


def _effort(reach: Reach, rpe: int) -> int:
    """The lowest of the exercise's effort, the findings' ceiling and the stage's."""
    cap = reach.screening.caps.rpe
    return min(rpe, reach.stage.max_rpe, rpe if cap is None else cap.at_most)


def _times(reach: Reach, exercise: Exercise) -> int:
    return int(reach.stage.times_per_day.clamp(exercise.dose.times_per_day))
