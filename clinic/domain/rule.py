"""The closed form of every rule in the knowledge: atoms over facts, joined by `all` and `any`, judged three-valued.

An atom reads one source and compares its value. An atom without a value does not hold, except `is = "missing"`.
A yes/no question or a finding that is unsure makes `is = "yes"` unsure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from clinic.domain.scales import Reply, SideRule, Truth

SIDES = ("left", "right")
MISSING = "missing"

Value: TypeAlias = float | str
"""A number in the unit of its source, or a word: an option, a sex, a band, a reply."""


class Source(StrEnum):
    """What an atom reads. `diary` and `review` are known only at a review and have no value before."""

    TEST = "test"
    QUESTION = "question"
    MEASURE = "measure"
    DERIVED = "derived"
    WEEKS_SINCE = "weeks_since"
    PATIENT = "patient"
    FINDING = "finding"
    DISABILITY = "disability"
    MASTERED = "mastered"
    RATIO = "ratio"
    DIARY = "diary"
    REVIEW = "review"


@dataclass(frozen=True)
class Atom:
    """One comparison. `side_difference` ("absolute" or "fraction" of the larger) compares the sides of a test;
    `divisor` is the second test of a ratio; `change_from_last` compares with the last visit."""

    source: Source
    id: str
    below: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    above: float | None = None
    between: tuple[float, float] | None = None
    is_: str | None = None
    side_difference: str | None = None
    divisor: str | None = None
    change_from_last: bool = False

    def accepts(self, value: Value) -> bool:
        """Whether a value meets every comparison of this atom; both ends of `between` are in."""
        if self.is_ is not None:
            return value == self.is_
        if isinstance(value, str):
            return False
        low, high = self.between or (None, None)
        return (
            (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
            and (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (low is None or value >= low)
            and (high is None or value <= high)
        )


@dataclass(frozen=True)
class Rule:
    """Every atom of `all` and, where there are any, one of `any`. A rule with neither always holds (`otherwise`)."""

    all: tuple[Atom, ...] = ()
    any: tuple[Atom, ...] = ()


EMPTY = Rule()


class Reading(Protocol):
    """Where atoms get their values: the facts and findings of one person on one day."""

    def value(self, atom: Atom, side: str) -> Value | None:
        """The value an atom reads on one side ("" where there is none), or None when there is no value."""
        ...

    def is_sided(self, atom: Atom) -> bool:
        """Whether the atom's source is recorded left and right."""
        ...


def atom_truth(atom: Atom, reading: Reading, side: str = "") -> Truth:
    """Whether one atom holds on one side: yes, no, or unsure when it reads an unsure reply and asks for yes."""
    value = reading.value(atom, side)
    if value is None:
        return Truth.YES if atom.is_ == MISSING else Truth.NO
    if value == Reply.UNSURE:
        return Truth.UNSURE if atom.is_ in (Reply.YES, Reply.UNSURE) else Truth.NO
    return Truth.YES if atom.accepts(value) else Truth.NO


def rule_truth(rule: Rule, reading: Reading, sides: SideRule = SideRule.ANY, side: str | None = None) -> Truth:
    """Whether a rule holds. `side` judges sided atoms on that side alone; else `sides` says how they are joined."""
    parts = [_joined(atom, reading, sides, side) for atom in rule.all] if sides != SideRule.SAME else []
    if sides == SideRule.SAME:
        parts = [max((min(_all_on(rule.all, reading, one)) for one in SIDES), default=Truth.NO)]
    if rule.any:
        parts.append(max(_joined(atom, reading, sides, side) for atom in rule.any))
    return min(parts, default=Truth.YES)


def sides_holding(rule: Rule, reading: Reading, sides: SideRule, truth: Truth) -> tuple[str, ...]:
    """The sides on which the sided atoms of a rule hold at least this firmly; empty when no atom has a side."""
    sided = tuple(atom for atom in rule.all + rule.any if reading.is_sided(atom))
    if not sided:
        return ()
    join = min if sides in (SideRule.SAME, SideRule.BOTH) else max
    return tuple(one for one in SIDES if join(atom_truth(atom, reading, one) for atom in sided) >= truth)


def _all_on(atoms: Iterable[Atom], reading: Reading, side: str) -> list[Truth]:
    return [atom_truth(atom, reading, side if reading.is_sided(atom) else "") for atom in atoms] or [Truth.YES]


def _joined(atom: Atom, reading: Reading, sides: SideRule, side: str | None) -> Truth:
    if not reading.is_sided(atom) or atom.side_difference:
        return atom_truth(atom, reading)
    if side is not None:
        return atom_truth(atom, reading, side)
    each = [atom_truth(atom, reading, one) for one in SIDES]
    return min(each) if sides == SideRule.BOTH else max(each)
