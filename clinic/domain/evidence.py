"""What each finding rests on, in the words of the case file, and which unsure answers stand behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinic.domain.facts import Facts
from clinic.domain.findings import Findings, combination_truth, derivation_truth, findings_read
from clinic.domain.inference import Combination, Derivation
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Established
from clinic.domain.reading import FactsReading
from clinic.domain.rule import MISSING, SIDES, Atom, Source, atom_truth, sides_holding
from clinic.domain.scales import Reply, Truth


def established(knowledge: Knowledge, facts: Facts, findings: Findings) -> Mapping[str, Established]:
    """Every finding that stands with what it rests on: flags, then combinations, then conditions, in file order."""
    reading = FactsReading(knowledge, facts, findings.truths)
    order = (*knowledge.flags, *knowledge.combinations, *knowledge.conditions)
    return {
        finding: _established(knowledge, reading, findings, finding) for finding in order if finding in findings.truths
    }


def unsure_roots(knowledge: Knowledge, facts: Facts, findings: Findings, finding: str) -> frozenset[str]:
    """The unsure answers on which an unsure finding rests, as "id" or "id side"."""
    reading = FactsReading(knowledge, facts, findings.truths)
    return frozenset(_roots(knowledge, reading, findings, finding, frozenset()))


def _established(knowledge: Knowledge, reading: FactsReading, findings: Findings, finding: str) -> Established:
    truth = findings.truths[finding]
    told = [one for one in findings.told if one.finding == finding and one.truth is truth]
    because = [one.because for one in told]
    sides = {one.side for one in told if one.side}
    derived_by = []
    if combination := knowledge.combinations.get(finding):
        because += [one for one in _members(combination) if findings.truths.get(one, Truth.NO) >= truth]
    for derivation in _bringing(knowledge, reading, findings, finding):
        derived_by.append(derivation.id)
        holding = sides_holding(derivation.when, reading, derivation.sides, truth)
        sides.update(holding)
        because += _same_partner(derivation, finding) or [
            words for atom in derivation.when.all for words in _atom_words(atom, reading, holding)
        ]
    ordered = tuple(side for side in SIDES if side in sides)
    return Established(finding, truth, tuple(dict.fromkeys(because)), ordered, tuple(derived_by))


def _bringing(knowledge: Knowledge, reading: FactsReading, findings: Findings, finding: str) -> Iterator[Derivation]:
    """The derivations that carry a finding without leaning on it themselves: what they read stood a round earlier."""
    truth = findings.truths[finding]
    for derivation in knowledge.derivations_of.get(finding, ()):
        read = _same_partner(derivation, finding) or findings_read(derivation)
        if any(findings.rounds.get(one, 0) >= findings.rounds[finding] for one in read if one in findings.truths):
            continue
        reached = (
            min(findings.truths.get(one, Truth.NO) for one in read)
            if derivation.same
            else derivation_truth(derivation, reading)
        )
        if reached >= truth:
            yield derivation


def _same_partner(derivation: Derivation, finding: str) -> list[str]:
    return [one for one in derivation.same if one != finding]


def _members(combination: Combination) -> list[str]:
    return [*combination.all, *(one for entry in combination.at_least for one in entry.of)]


def _atom_words(atom: Atom, reading: FactsReading, holding: tuple[str, ...]) -> list[str]:
    if atom.source is Source.FINDING:
        return [atom.id]
    if atom.source is Source.WEEKS_SINCE:
        return [f"{atom.id} {reading.facts.dates[atom.id].isoformat()}"]
    if atom.source is Source.DERIVED and atom.id == "weeks_pregnant":
        due = reading.facts.dates.get("due")
        return [f"due {due.isoformat()}"] if due else ["due missing"]
    if reading.is_sided(atom) and not atom.side_difference:
        return [f"{atom.id} {side} {_plain(reading.value(atom, side))}" for side in holding]
    return [f"{atom.id} {_plain(reading.value(atom, ''))}"]


def _plain(value: float | str | None) -> str:
    if value is None:
        return MISSING
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _roots(
    knowledge: Knowledge, reading: FactsReading, findings: Findings, finding: str, seen: frozenset[str]
) -> Iterator[str]:
    if finding in seen or findings.truths.get(finding, Truth.NO) is not Truth.UNSURE:
        return
    seen |= {finding}
    for told in findings.told:
        if told.finding == finding and told.truth is Truth.UNSURE:
            yield told.because
    if combination := knowledge.combinations.get(finding):
        for member in _critical(combination, findings.truths):
            yield from _roots(knowledge, reading, findings, member, seen)
    for derivation in knowledge.derivations_of.get(finding, ()):
        for one in _same_partner(derivation, finding) or findings_read(derivation):
            if derivation.same or derivation_truth(derivation, reading) is Truth.UNSURE:
                yield from _roots(knowledge, reading, findings, one, seen)
        if not derivation.same and derivation_truth(derivation, reading) is Truth.UNSURE:
            yield from _unsure_questions(derivation, reading)


def _critical(combination: Combination, truths: Mapping[str, Truth]) -> Iterator[str]:
    """The unsure members that could decide an unsure combination; an entry that is certain already needs no more."""
    if combination_truth(combination, truths) is not Truth.UNSURE:
        return
    yield from combination.all
    for entry in combination.at_least:
        if sum(truths.get(one, Truth.NO) is Truth.YES for one in entry.of) < entry.count:
            yield from entry.of


def _unsure_questions(derivation: Derivation, reading: FactsReading) -> Iterator[str]:
    for atom in derivation.when.all:
        if atom.source is not Source.QUESTION:
            continue
        for side in SIDES if reading.is_sided(atom) else ("",):
            if reading.value(atom, side) == Reply.UNSURE and atom_truth(atom, reading, side) is Truth.UNSURE:
                yield f"{atom.id} {side}".strip()
