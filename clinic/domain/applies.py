"""Which exercises a staging rule is for."""

from __future__ import annotations

from clinic.domain.dosing import Applies
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.scales import Level
from clinic.domain.verdicts import level_of

ANY_MODE = ("", "any")


def applies_to(knowledge: Knowledge, applies: Applies, exercise: Exercise, role: str) -> bool:
    """Whether every field a rule gives fits an exercise in its role (activation or main)."""
    return (
        (applies.phase is None or applies.phase.min <= exercise.phase <= applies.phase.max)
        and (applies.mode in ANY_MODE or applies.mode == exercise.dose.mode)
        and (not applies.demand or level_of(knowledge, exercise, applies.demand) >= Level[applies.at_least.upper()])
        and (not applies.role or applies.role == role)
        and (not applies.exercises or exercise.id in applies.exercises)
    )
