"""A programme in words, line by line, as two versions of it are compared."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.knowledge import Knowledge
from clinic.domain.programme import PlannedExercise, Programme
from clinic.handout import wording


def programme_in_words(knowledge: Knowledge, programme: Programme) -> Mapping[str, str]:
    """Each exercise by its name: its place, dose and days."""
    return {
        exercise_name(knowledge, one): f"{place}. {dose_in_words(knowledge, one)}"
        for place, one in enumerate(programme.exercises, start=1)
    }


def dose_in_words(knowledge: Knowledge, one: PlannedExercise) -> str:
    """How much and when: "2 rounds of 10 times · slow and steady · Mon, Wed, Fri · effort 4 of 10"."""
    known = knowledge.exercises.get(one.exercise)
    phase, category = (known.phase, known.category) if known else (1, "")
    parts = [pill.text for pill in wording.pills(one.dose, one.days, phase=phase, category=category)]
    return " · ".join((*filter(None, parts), f"effort {one.dose.rpe} of 10"))


def exercise_name(knowledge: Knowledge, one: PlannedExercise) -> str:
    """The name of an exercise, or its id where the library does not have it any more."""
    known = knowledge.exercises.get(one.exercise)
    return known.name if known else one.exercise
