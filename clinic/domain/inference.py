"""How findings arise from facts and from each other, and what test results change besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic.domain.rule import EMPTY, Rule
from clinic.domain.scales import Action, Confidence, SideRule


@dataclass(frozen=True)
class Derivation:
    """`all` of the rule establishes `finding`; or `same` names a flag and a condition that mean the same."""

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    finding: str = ""
    when: Rule = EMPTY
    sides: SideRule = SideRule.ANY
    same: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Count:
    """At least `count` of the findings `of`."""

    count: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Combination:
    """A finding made of others: every id of `all` and every entry of `at_least`."""

    id: str
    label: str
    action: Action
    timescale: str
    clearable: bool
    rationale: str
    sources: tuple[str, ...]
    confidence: Confidence
    all: tuple[str, ...] = ()
    at_least: tuple[Count, ...] = ()
    parallel_referral: str = ""
    note: str = ""


@dataclass(frozen=True)
class Referral:
    """A referral that goes on beside a programme; it takes the place of those it supersedes."""

    id: str
    label: str
    timescale: str
    supersedes: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Effect:
    """What a test result changes besides findings and blocks. It never withholds and never permits.

    `kind` is note, ask, choice, dose, stage or compare; the other fields belong to one kind each.
    """

    id: str
    kind: str
    does: str
    says_clinician: str
    when: tuple[Rule, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    says_patient: str = ""
    adds_ladders: tuple[str, ...] = ()
    adds_at_most: int = 0
    as_: str = ""
    not_with_findings: tuple[str, ...] = ()
    drills_from: str = ""
    leads_with_aim: str = ""
    leads_at_most: int = 0
    moves_first: tuple[str, ...] = ()
    moves_at_most: int = 0
    stage_at_most: str = ""
    asks_tests: tuple[str, ...] = ()
    asks_questions: tuple[str, ...] = ()
    asks_conditions: tuple[str, ...] = ()
    ladders: tuple[str, ...] = ()
    side_first: str = ""
    exercises: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    errors: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
