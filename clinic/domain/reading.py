"""The values that rule atoms read, out of facts and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import SIDES, Atom, Source, Value
from clinic.domain.scales import Reply, Truth

RECORDED = (Source.TEST, Source.QUESTION, Source.MEASURE)


@dataclass(frozen=True)
class FactsReading:
    """Facts and the truth of findings, read by atoms (`clinic.domain.rule.Reading`)."""

    knowledge: Knowledge
    facts: Facts
    truths: Mapping[str, Truth]

    def value(self, atom: Atom, side: str) -> Value | None:
        """The value an atom reads; None when nobody recorded one."""
        match atom.source:
            case Source.FINDING:
                return _reply_of(self.truths.get(atom.id, Truth.NO))
            case Source.TEST | Source.QUESTION | Source.MEASURE:
                if atom.side_difference:
                    return self._side_difference(atom)
                return None if atom.change_from_last else self.recorded(atom.id, side)
            case Source.DERIVED:
                return self.facts.age if atom.id == "age" else self.facts.weeks_pregnant
            case Source.WEEKS_SINCE:
                return self.facts.weeks_since(atom.id)
            case Source.PATIENT:
                return self.facts.person.sex or None
            case Source.MASTERED:
                return Reply.YES if atom.id in self.facts.mastered else None
            case Source.DISABILITY:
                return self.disability()
            case Source.RATIO:
                return self._ratio(atom)
            case Source.DIARY | Source.REVIEW:
                return None

    def is_sided(self, atom: Atom) -> bool:
        """Whether the atom reads a test or question that is recorded left and right."""
        if atom.source is Source.TEST:
            return self.knowledge.tests[atom.id].per_side
        return atom.source is Source.QUESTION and self.knowledge.questions[atom.id].per_side

    def recorded(self, id: str, side: str = "") -> Value | None:
        """A recorded test, question or measure on one side; a measure made of others is the highest of them."""
        answer = self.facts.answers.get((id, side))
        if answer is not None:
            return answer.reply
        value = self.facts.values.get((id, side))
        if value is None and id in self.knowledge.measures:
            parts = (self.recorded(one) for one in self.knowledge.measures[id].highest_of)
            return max((part for part in parts if isinstance(part, float | int)), default=None)
        return value

    def disability(self) -> str | None:
        """The band (low, moderate, high) of the first disability measure that was taken; None when none was."""
        for bands in self.knowledge.staging.disability:
            score = self.recorded(bands.measure)
            if score is not None:
                for word in ("low", "moderate", "high"):
                    atom: Atom = getattr(bands, word)
                    if atom.accepts(score):
                        return word
        return None

    def _side_difference(self, atom: Atom) -> float | None:
        left, right = (self.recorded(atom.id, side) for side in SIDES)
        if not isinstance(left, float | int) or not isinstance(right, float | int):
            return None
        larger = max(left, right)
        difference = abs(left - right)
        if atom.side_difference == "fraction":
            return difference / larger if larger else 0.0
        return difference

    def _ratio(self, atom: Atom) -> float | None:
        first, second = self.recorded(atom.id), self.recorded(atom.divisor or "")
        if not isinstance(first, float | int) or not isinstance(second, float | int) or not second:
            return None
        return first / second


def _reply_of(truth: Truth) -> Value | None:
    return {Truth.YES: Reply.YES, Truth.UNSURE: Reply.UNSURE, Truth.NO: None}[truth]
