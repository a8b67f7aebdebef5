"""The pages of the rulebook: what each holds, in order, with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from clinic.domain.citing import Citer, citers
from clinic.domain.in_words import citation
from clinic.domain.inference import Derivation, Effect
from clinic.domain.intake import Block, Flag
from clinic.domain.intake import Test as PhysicalTest
from clinic.domain.knowledge import Knowledge, Source
from clinic.domain.rule_words import Phrase, derivation_in_words, rule_in_words
from clinic.domain.scales import Confidence
from clinic.web.finding_words import (
    CombinationView,
    ConditionView,
    FindingView,
    combination_view,
    condition_view,
    flag_view,
)
from clinic.web.withholding import in_groups
from clinic.web.words import works

T = TypeVar("T")


@dataclass(frozen=True)
class Grouped(Generic[T]):
    """Entries under their headings, how many there are, and the works they rest on."""

    groups: tuple[tuple[str, tuple[T, ...]], ...]
    count: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Sureness:
    """How many statements of one kind are held with high, medium and low confidence."""

    kind: str
    high: int
    medium: int
    low: int


@dataclass(frozen=True)
class IndexView:
    """How sure the rulebook is: confidence by kind of statement, and how many works were looked up."""

    sureness: tuple[Sureness, ...]
    verified: int
    works: int


@dataclass(frozen=True)
class ResultsView:
    """What results do: derivations by the finding they establish, the exercises that test results leave out, and what
    else results change."""

    derivations: tuple[tuple[str, tuple[tuple[Derivation, tuple[Phrase, ...]], ...]], ...]
    same: tuple[tuple[Derivation, tuple[Phrase, ...]], ...]
    blocks: tuple[tuple[PhysicalTest, Block, tuple[Phrase, ...]], ...]
    effects: tuple[tuple[Effect, tuple[tuple[Phrase, ...], ...]], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class SourceView:
    """One work, its short citation, and who cites it by kind of statement."""

    source: Source
    short: str
    cited_by: tuple[tuple[str, tuple[Citer, ...]], ...]


def index_view(knowledge: Knowledge) -> IndexView:
    """How sure the rulebook is."""
    kinds: tuple[tuple[str, Iterable[Confidence]], ...] = (
        ("Red flags", [one.confidence for one in knowledge.flags.values()]),
        ("Conditions", [one.confidence for one in knowledge.conditions.values()]),
        ("Combinations", [one.confidence for one in knowledge.combinations.values()]),
        ("Derivations", [one.confidence for one in knowledge.derivations.values()]),
        ("Ladders", [one.confidence for one in knowledge.ladders.values()]),
        ("Gates", [one.gate.confidence for one in knowledge.exercises.values() if one.gate]),
    )
    verified = sum(one.verified for one in knowledge.sources.values())
    return IndexView(tuple(_sureness(kind, found) for kind, found in kinds), verified, len(knowledge.sources))


def flags_view(knowledge: Knowledge) -> Grouped[tuple[Flag, FindingView]]:
    """Every red flag, by group, in file order."""
    flags = tuple(knowledge.flags.values())
    groups = tuple(
        (label, tuple((one, flag_view(knowledge, one)) for one in ones)) for label, ones in in_groups(knowledge, flags)
    )
    return Grouped(groups, len(flags), works(knowledge, (key for one in flags for key in one.sources)))


def conditions_view(knowledge: Knowledge) -> Grouped[ConditionView]:
    """Every condition, by group, in file order."""
    conditions = tuple(knowledge.conditions.values())
    groups = tuple(
        (label, tuple(condition_view(knowledge, one) for one in ones))
        for label, ones in in_groups(knowledge, conditions)
    )
    return Grouped(groups, len(conditions), works(knowledge, (key for one in conditions for key in one.sources)))


def combinations_view(knowledge: Knowledge) -> Grouped[CombinationView]:
    """Every combination, by action, in file order, which is most severe first."""
    combinations = tuple(knowledge.combinations.values())
    groups = tuple(
        (action.label, tuple(combination_view(knowledge, one) for one in ones))
        for action, ones in groupby(combinations, lambda one: one.action)
    )
    return Grouped(groups, len(combinations), works(knowledge, (key for one in combinations for key in one.sources)))


def derivations_view(knowledge: Knowledge) -> ResultsView:
    """What results, dates and age establish, and what else results do."""
    by_finding: dict[str, list[tuple[Derivation, tuple[Phrase, ...]]]] = {}
    same = []
    for one in knowledge.derivations.values():
        said = (one, derivation_in_words(knowledge, one))
        if one.same:
            same.append(said)
        else:
            by_finding.setdefault(one.finding, []).append(said)
    blocks = tuple(
        (test, block, rule_in_words(knowledge, block.when))
        for test in knowledge.tests.values()
        for block in test.blocks
    )
    effects = tuple(
        (one, tuple(rule_in_words(knowledge, rule) for rule in one.when)) for one in knowledge.effects.values()
    )
    keys = [key for one in knowledge.derivations.values() for key in one.sources]
    keys += [key for _, block, _ in blocks for key in block.sources]
    keys += [key for one, _ in effects for key in one.sources]
    return ResultsView(
        tuple((finding, tuple(found)) for finding, found in by_finding.items()),
        tuple(same),
        blocks,
        effects,
        works(knowledge, keys),
    )


def sources_view(knowledge: Knowledge) -> tuple[SourceView, ...]:
    """Every work by name and year, with who cites it."""
    cited = citers(knowledge)
    return tuple(
        SourceView(
            source,
            citation(source),
            tuple((kind, tuple(ones)) for kind, ones in groupby(cited[source.id], lambda one: one.kind)),
        )
        for source in works(knowledge, knowledge.sources)
    )


def _sureness(kind: str, found: Iterable[Confidence]) -> Sureness:
    counted = tuple(found)
    return Sureness(kind, *(counted.count(one) for one in (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)))
