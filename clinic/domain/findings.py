"""From answers, measurements, dates and age to findings: a three-valued fixed point over derivations and combinations.

Truth only ever grows, and every round reads the truths of the round before, so that the result does not depend on the
order of answers, files or keys (invariant I3). A derivation never turns a finding off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic.domain.facts import Answer, Facts
from clinic.domain.inference import Combination, Derivation
from clinic.domain.intake import Condition, Flag, Window
from clinic.domain.knowledge import Knowledge
from clinic.domain.reading import FactsReading
from clinic.domain.rule import EMPTY, SIDES, Rule, Source, rule_truth
from clinic.domain.scales import Reply, Truth

TRUTH_OF = {Reply.YES: Truth.YES, Reply.UNSURE: Truth.UNSURE, Reply.NO: Truth.NO}


@dataclass(frozen=True)
class Told:
    """What one answer, or one date in a window, says of a finding by itself."""

    finding: str
    truth: Truth
    because: str
    side: str = ""


@dataclass(frozen=True)
class Findings:
    """The truth of every finding that stands, the round in which it got there, and what it was told directly."""

    truths: Mapping[str, Truth]
    rounds: Mapping[str, int]
    told: tuple[Told, ...]
    notes: tuple[str, ...]


def establish(knowledge: Knowledge, facts: Facts) -> Findings:
    """Every finding that the facts establish, certainly or unsure."""
    told, notes = _told(knowledge, facts)
    truths: dict[str, Truth] = {}
    for one in told:
        truths[one.finding] = max(truths.get(one.finding, Truth.NO), one.truth)
    truths = {finding: truth for finding, truth in truths.items() if truth > Truth.NO}
    rounds = dict.fromkeys(truths, 0)
    queue: list[Derivation | Combination] = [
        one for one in knowledge.derivations.values() if not one.same and not findings_read(one)
    ]
    _grow(knowledge, facts, truths, rounds, queue + _dependents(knowledge, truths))
    return Findings(truths, rounds, told, notes)


def with_yes(knowledge: Knowledge, facts: Facts, truths: Mapping[str, Truth], finding: str) -> Mapping[str, Truth]:
    """The truths that would stand if one more finding were certain; `facts` are those the truths came from."""
    grown = {**truths, finding: Truth.YES}
    _grow(knowledge, facts, grown, {}, _dependents(knowledge, (finding,)))
    return grown


def findings_read(derivation: Derivation) -> tuple[str, ...]:
    """The findings a derivation reads."""
    return tuple(atom.id for atom in derivation.when.all + derivation.when.any if atom.source is Source.FINDING)


def derivation_truth(derivation: Derivation, reading: FactsReading) -> Truth:
    """Whether a derivation establishes its finding."""
    return rule_truth(derivation.when, reading, derivation.sides)


def combination_truth(combination: Combination, truths: Mapping[str, Truth]) -> Truth:
    """Whether a combination stands: every id of `all`, and of each entry of `at_least` enough."""
    parts = [truths.get(one, Truth.NO) for one in combination.all]
    for entry in combination.at_least:
        members = [truths.get(one, Truth.NO) for one in entry.of]
        certain = sum(truth is Truth.YES for truth in members)
        possible = sum(truth > Truth.NO for truth in members)
        parts.append(Truth.YES if certain >= entry.count else Truth.UNSURE if possible >= entry.count else Truth.NO)
    return min(parts, default=Truth.NO)


def qualifier_finding(answer: Answer, item: Flag | Condition, reading: FactsReading) -> tuple[str, bool]:
    """The finding a yes establishes, and whether its qualifier was ignored because what it requires is not met."""
    qualifier = item.qualifiers.get(answer.qualifier)
    if qualifier is None:
        return item.id, False
    if rule_truth(qualifier.requires or EMPTY, reading) < Truth.YES:
        return item.id, True
    return qualifier.finding, False


def applies(rule: Rule | None, reading: FactsReading, side: str | None = None) -> bool:
    """Whether an item applies; an unsure answer counts as yes, no rule always applies."""
    return rule is None or rule_truth(rule, reading, side=side) > Truth.NO


def _told(knowledge: Knowledge, facts: Facts) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    reading = FactsReading(knowledge, facts, {})
    told: list[Told] = []
    notes: list[str] = []
    items: tuple[Flag | Condition, ...] = (*knowledge.flags.values(), *knowledge.conditions.values())
    for item in items:
        if isinstance(item, Condition) and item.window and item.window.date in facts.dates:
            told += _dated(item, item.window, facts, notes)
            continue
        for side in ("", *SIDES):
            answer = facts.answers.get((item.id, side))
            if answer is None or answer.reply is Reply.NO:
                continue
            finding, ignored = qualifier_finding(answer, item, reading)
            if answer.reply is Reply.UNSURE:
                finding, ignored = item.id, False
            if ignored:
                notes.append(
                    f"{item.id}: the qualifier {answer.qualifier} was not counted; what it requires is not met"
                )
            words = answer.qualifier if finding != item.id else ""
            because = " ".join(word for word in (item.id, side, words) if word)
            told.append(Told(finding, TRUTH_OF[answer.reply], because, side))
    return tuple(told), tuple(notes)


def _dated(condition: Condition, window: Window, facts: Facts, notes: list[str]) -> list[Told]:
    """A window with its date: the date decides, and a tick that disagrees is noted."""
    weeks = facts.weeks_since(window.date)
    event = window.date
    if weeks is not None and window.holds(weeks):
        return [Told(condition.id, Truth.YES, f"{event} {facts.dates[event].isoformat()}")]
    if any(facts.answers.get((condition.id, side), Answer(Reply.NO)).reply is Reply.YES for side in ("", *SIDES)):
        notes.append(f"{condition.id} was answered yes, but {event} {facts.dates[event].isoformat()} lies outside it")
    return []


def _dependents(knowledge: Knowledge, findings: Iterable[str]) -> list[Derivation | Combination]:
    found = {id(one): one for finding in findings for one in knowledge.readers_of.get(finding, ())}
    return list(found.values())


def _grow(
    knowledge: Knowledge,
    facts: Facts,
    truths: dict[str, Truth],
    rounds: dict[str, int],
    queue: list[Derivation | Combination],
) -> None:
    """Raise truths round by round until nothing changes; every round reads the truths of the round before."""
    number = 0
    while queue:
        number += 1
        reading = FactsReading(knowledge, facts, truths)
        raised: dict[str, Truth] = {}
        for one in queue:
            for finding, truth in _conclusions(one, reading, truths):
                if truth > max(truths.get(finding, Truth.NO), raised.get(finding, Truth.NO)):
                    raised[finding] = truth
        truths.update(raised)
        rounds.update(dict.fromkeys(raised, number))
        queue = _dependents(knowledge, raised)


def _conclusions(
    one: Derivation | Combination, reading: FactsReading, truths: Mapping[str, Truth]
) -> list[tuple[str, Truth]]:
    if isinstance(one, Combination):
        return [(one.id, combination_truth(one, truths))]
    if one.same:
        first, second = one.same
        return [(first, truths.get(second, Truth.NO)), (second, truths.get(first, Truth.NO))]
    return [(one.finding, derivation_truth(one, reading))]
