"""What is due: the stage's highest phase and the gates. Neither ever withholds: permitted, not yet due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinic.domain.atom_words import asked
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise, Gate
from clinic.domain.outcome import Placement
from clinic.domain.reading import FactsReading
from clinic.domain.rule import Rule, rule_truth
from clinic.domain.scales import SideRule, Truth
from clinic.domain.staging import Stage


def not_due(knowledge: Knowledge, reading: FactsReading, placement: Placement) -> Mapping[str, str]:
    """For every exercise that is not due the reason in words, in library order; an exercise that is due is absent."""
    stage = knowledge.staging.stage(placement.stage)
    reasons = {
        exercise.id: "; ".join(_reasons(knowledge, reading, stage, exercise)) for exercise in knowledge.in_library_order
    }
    return {exercise: reason for exercise, reason in reasons.items() if reason}


def _reasons(knowledge: Knowledge, reading: FactsReading, stage: Stage, exercise: Exercise) -> Iterator[str]:
    if exercise.phase > stage.max_phase:
        yield f"phase {exercise.phase}; the stage '{stage.label}' goes up to phase {stage.max_phase}"
    if exercise.gate and not _is_open(exercise.gate.needs, reading):
        yield f"{exercise.gate.reason} (still to show: {_still_to_show(knowledge, reading, exercise.gate)})"


def _is_open(needs: Rule, reading: FactsReading) -> bool:
    """Whether a gate is open: certain facts only, and a test taken per side has to hold on both sides."""
    return rule_truth(needs, reading, SideRule.BOTH) is Truth.YES


def _still_to_show(knowledge: Knowledge, reading: FactsReading, gate: Gate) -> str:
    unmet = [asked(knowledge, atom) for atom in gate.needs.all if not _is_open(Rule(all=(atom,)), reading)]
    if gate.needs.any and not _is_open(Rule(any=gate.needs.any), reading):
        unmet.append(" or ".join(asked(knowledge, atom) for atom in gate.needs.any))
    return ", ".join(unmet)
