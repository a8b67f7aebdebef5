"""Writes a programme as it stands in the JSON object that `clinic propose --json` prints."""

from __future__ import annotations

from typing import Any

from clinic.domain.programme import Dose, EmptyChoice, PlannedExercise, Programme

Json = dict[str, Any]


def programme_json(programme: Programme | None) -> Json | None:
    """A programme in plain JSON values; None where none may be proposed. Times in seconds, tempo as lower, pause, lift,
    pause; a neighbour on the ladder that does not exist is null."""
    if programme is None:
        return None
    return {
        "exercises": [_exercise(one) for one in programme.exercises],
        "minutes_a_day": programme.minutes_a_day,
        "review_by": programme.review_by.isoformat(),
        "notes": list(programme.notes),
        "empty": [_empty(one) for one in programme.empty],
    }


def _exercise(planned: PlannedExercise) -> Json:
    return {
        "id": planned.exercise,
        "aim": planned.aim or None,
        "ladder": planned.ladder or None,
        "role": planned.role,
        "dose": _dose(planned.dose),
        "days": list(planned.days),
        "why": planned.why,
        "steps_up_to": planned.steps_up_to or None,
        "eases_back_to": planned.eases_back_to or None,
    }


def _dose(dose: Dose) -> Json:
    return {
        "sets": dose.sets,
        "reps": dose.reps,
        "per_side": dose.per_side,
        "hold_s": dose.hold_s,
        "duration_s": dose.duration_s,
        "tempo": None if dose.tempo is None else list(dose.tempo),
        "rest_s": dose.rest_s,
        "days_per_week": dose.days_per_week,
        "times_per_day": dose.times_per_day,
        "rpe": dose.rpe,
        "seconds": dose.seconds,
    }


def _empty(choice: EmptyChoice) -> Json:
    return {"aim": choice.aim, "ladder": choice.ladder, "because": list(choice.because)}
