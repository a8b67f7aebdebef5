"""From limits to verdicts: every exercise is judged and every objection is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clinic.domain.in_words import demand_label
from clinic.domain.intake import Block, Condition
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import DerivedDemand, Exercise
from clinic.domain.outcome import Caps, Limit, Objection, Verdict
from clinic.domain.reading import FactsReading
from clinic.domain.rule import rule_truth
from clinic.domain.scales import Level, Truth


@dataclass(frozen=True)
class Grounds:
    """Everything an exercise is judged by. `blocks` name the test whose result brings them."""

    limits: Mapping[str, Limit]
    caps: Caps
    conditions: tuple[Condition, ...]
    blocks: tuple[tuple[str, Block], ...]


def blocks_in_force(knowledge: Knowledge, reading: FactsReading) -> tuple[tuple[str, Block], ...]:
    """The blocks that test results bring, each with its test. One side suffices."""
    return tuple(
        (test.id, block)
        for test in knowledge.tests.values()
        for block in test.blocks
        if rule_truth(block.when, reading) > Truth.NO
    )


def verdicts(knowledge: Knowledge, grounds: Grounds) -> tuple[Verdict, ...]:
    """The verdict on every exercise, in library order."""
    return tuple(
        Verdict(exercise.id, tuple(objections(knowledge, grounds, exercise))) for exercise in knowledge.in_library_order
    )


def objections(knowledge: Knowledge, grounds: Grounds, exercise: Exercise) -> Iterator[Objection]:
    """Every reason why one exercise is withheld: demands in order, then the named rules."""
    for limit in grounds.limits.values():
        level = level_of(knowledge, exercise, limit.demand)
        if level > limit.at_most:
            yield _over_limit(knowledge, limit, level)
    yield from _phase_cap(knowledge, grounds.caps, exercise)
    if excluding := tuple(one.id for one in grounds.conditions if exercise.id in one.exclude):
        yield _named(knowledge, "excluded", excluding, f"{_labels(knowledge, excluding)}: this exercise is left out")
    blocking = [(test, block) for test, block in grounds.blocks if _blocks(block, exercise)]
    if blocking:
        yield Objection(
            because=tuple(dict.fromkeys(test for test, _ in blocking)),
            sources=_unique(source for _, block in blocking for source in block.sources),
            reason="; ".join(f"{knowledge.tests[test].name}: {block.reason}" for test, block in blocking),
            rule="blocked_by_test",
        )
    if never := exercise.not_recommended:
        reason = f"not recommended for anyone: {never.reason}"
        yield Objection((exercise.id,), never.sources, reason, rule="not_recommended")


def level_of(knowledge: Knowledge, exercise: Exercise, demand: str) -> Level:
    """How much of a demand an exercise makes; a derived one is the lesser of motion and load, once one is moderate."""
    if derived := knowledge.derived_demands.get(demand):
        return _derived_level(derived, exercise.demands)
    return exercise.demands[demand]


def _derived_level(derived: DerivedDemand, demands: Mapping[str, Level]) -> Level:
    motion = demands[derived.motion]
    load = max(demands[one] for one in derived.load)
    return min(motion, load) if max(motion, load) >= Level.MODERATE else Level.NONE


def _over_limit(knowledge: Knowledge, limit: Limit, level: Level) -> Objection:
    because = tuple(finding for finding, allowed in limit.by if level > allowed)
    return Objection(
        because=because,
        sources=_finding_sources(knowledge, because),
        reason=f"{demand_label(knowledge, limit.demand)} is {level.word} here; "
        f"{_labels(knowledge, because)} allows {limit.at_most.word} at most",
        demand=limit.demand,
        level=level,
        at_most=limit.at_most,
    )


def _phase_cap(knowledge: Knowledge, caps: Caps, exercise: Exercise) -> Iterator[Objection]:
    if caps.phase is None or exercise.phase <= caps.phase.at_most:
        return
    because = tuple(finding for finding, phase in caps.phase.by if exercise.phase > phase)
    reason = f"phase {exercise.phase}; {_labels(knowledge, because)} allows phase {caps.phase.at_most} at most"
    yield _named(knowledge, "max_phase", because, reason)


def _named(knowledge: Knowledge, rule: str, because: tuple[str, ...], reason: str) -> Objection:
    return Objection(because, _finding_sources(knowledge, because), reason, rule=rule)


def _blocks(block: Block, exercise: Exercise) -> bool:
    return exercise.id in block.exercises or exercise.category in block.categories


def _labels(knowledge: Knowledge, findings: tuple[str, ...]) -> str:
    return ", ".join(knowledge.finding_label(finding) for finding in findings)


def _finding_sources(knowledge: Knowledge, findings: tuple[str, ...]) -> tuple[str, ...]:
    return _unique(source for finding in findings for source in knowledge.finding_sources(finding))


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
