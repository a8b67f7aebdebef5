"""The whole clinical knowledge as one value. Mappings are keyed by id and keep the order of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clinic.domain.inference import Combination, Derivation, Effect, Referral
from clinic.domain.intake import Condition, DateItem, Flag, Group, Measure, Question, Section, Test
from clinic.domain.library import Activation, Aim, Choice, Demand, DerivedDemand, Equipment, Exercise, Kind, Ladder
from clinic.domain.rule import Source as AtomSource
from clinic.domain.scales import Confidence
from clinic.domain.staging import Staging


@dataclass(frozen=True)
class Source:
    """One work of the bibliography. `verified`: the work, its abstract or the figure was found."""

    id: str
    authors: str
    title: str
    journal_or_publisher: str
    verified: bool
    year: int | None = None
    doi: str = ""
    found_at: str = ""
    note: str = ""


@dataclass(frozen=True)
class Mastery:
    """How mastery of an exercise is recorded."""

    mastered_by: tuple[str, ...]
    mastered_but_withheld: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Knowledge:
    """Every fact the reasoning uses. `edition` is the SHA-256 of the canonical JSON of the parsed files."""

    edition: str
    reading: Mapping[str, str]
    demands: Mapping[str, Demand]
    derived_demands: Mapping[str, DerivedDemand]
    derived_rule: str
    exercises: Mapping[str, Exercise]
    equipment: Mapping[str, Equipment]
    activation: Activation
    kinds: Mapping[str, Kind]
    ladders: Mapping[str, Ladder]
    choice: Choice
    aims: Mapping[str, Aim]
    flags: Mapping[str, Flag]
    conditions: Mapping[str, Condition]
    combinations: Mapping[str, Combination]
    derivations: Mapping[str, Derivation]
    effects: Mapping[str, Effect]
    referrals: Mapping[str, Referral]
    questions: Mapping[str, Question]
    dates: Mapping[str, DateItem]
    tests: Mapping[str, Test]
    measures: Mapping[str, Measure]
    sections: tuple[Section, ...]
    groups: Mapping[str, Group]
    staging: Staging
    stop_signs: Mapping[str, str]
    common_stop_signs: tuple[str, ...]
    mastery: Mastery
    sources: Mapping[str, Source]

    @cached_property
    def in_library_order(self) -> tuple[Exercise, ...]:
        """Every exercise by phase, category, id."""
        return tuple(sorted(self.exercises.values(), key=lambda one: (one.phase, one.category, one.id)))

    @cached_property
    def readers_of(self) -> Mapping[str, tuple[Derivation | Combination, ...]]:
        """For each finding the derivations and combinations that read it."""
        readers: dict[str, list[Derivation | Combination]] = {}
        for derivation in self.derivations.values():
            read = (atom.id for atom in derivation.when.all + derivation.when.any if atom.source is AtomSource.FINDING)
            for finding in {*derivation.same, *read}:
                readers.setdefault(finding, []).append(derivation)
        for combination in self.combinations.values():
            for finding in {*combination.all, *(one for entry in combination.at_least for one in entry.of)}:
                readers.setdefault(finding, []).append(combination)
        return {finding: tuple(ones) for finding, ones in readers.items()}

    @cached_property
    def derivations_of(self) -> Mapping[str, tuple[Derivation, ...]]:
        """For each finding the derivations that can establish it, in file order."""
        bringing: dict[str, list[Derivation]] = {}
        for derivation in self.derivations.values():
            for finding in derivation.same or (derivation.finding,):
                bringing.setdefault(finding, []).append(derivation)
        return {finding: tuple(ones) for finding, ones in bringing.items()}

    def finding_label(self, finding: str) -> str:
        """A red flag, condition or combination as a clinician reads it."""
        if flag := self.flags.get(finding):
            return flag.topic
        if condition := self.conditions.get(finding):
            return condition.label
        return self.combinations[finding].label

    def finding_sources(self, finding: str) -> tuple[str, ...]:
        """The source keys of a red flag, condition or combination."""
        return self._finding(finding).sources

    def is_clearable(self, finding: str) -> bool:
        """Whether a letter may lift the action of a red flag, condition or combination."""
        return self._finding(finding).clearable

    def same_as(self, finding: str) -> tuple[str, ...]:
        """The findings that mean the same as this one."""
        return tuple(one for pair in self.derivations_of.get(finding, ()) for one in pair.same if one != finding)

    def _finding(self, finding: str) -> Flag | Condition | Combination:
        return self.flags.get(finding) or self.conditions.get(finding) or self.combinations[finding]
