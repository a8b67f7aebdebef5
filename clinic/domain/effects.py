"""Which effects of test results are in force. An effect never withholds and never permits."""

from __future__ import annotations

from clinic.domain.inference import Effect
from clinic.domain.knowledge import Knowledge
from clinic.domain.reading import FactsReading
from clinic.domain.rule import SIDES, rule_truth
from clinic.domain.scales import SideRule, Truth

ASK = "ask"


def effects_in_force(knowledge: Knowledge, reading: FactsReading) -> tuple[Effect, ...]:
    """The effects that results bring, in file order: any of their rules holds, on any side; an unsure answer counts.

    An effect rests while one of its `not_with_findings` stands, sure or unsure, and when what it asks for is known.
    """
    return tuple(effect for effect in knowledge.effects.values() if _in_force(effect, reading))


def _in_force(effect: Effect, reading: FactsReading) -> bool:
    if any(reading.truths.get(finding, Truth.NO) > Truth.NO for finding in effect.not_with_findings):
        return False
    if effect.kind == ASK and _is_answered(effect, reading):
        return False
    return any(rule_truth(rule, reading, SideRule.ANY) > Truth.NO for rule in effect.when)


def _is_answered(effect: Effect, reading: FactsReading) -> bool:
    """Whether everything an effect asks for was put by itself. One that names questions also advises, so it stays."""
    asked = (*effect.asks_tests, *effect.asks_conditions)
    return not effect.asks_questions and all(_is_recorded(id, reading) for id in asked)


def _is_recorded(id: str, reading: FactsReading) -> bool:
    return any(reading.recorded(id, side) is not None for side in ("", *SIDES))
