"""Stages, irritability and how many exercises, as the knowledge states them; and all that staging.toml holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic.domain.dosing import (
    DoseOrder,
    DoseRule,
    DoseTemplate,
    FirstWalk,
    RecoveryRule,
    RepetitionSeconds,
    TimeOfDayRule,
)
from clinic.domain.library import Span
from clinic.domain.rule import Atom, Rule
from clinic.domain.scales import Confidence
from clinic.domain.stepping import PainBand, ProgressRule, RegressRule


@dataclass(frozen=True)
class DisabilityBands:
    """The low, moderate and high band of one disability measure, as comparisons with its score."""

    measure: str
    low: Atom
    moderate: Atom
    high: Atom
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class Stage:
    """Where the person is. Stages stand in the order in which `enter` is tried; `otherwise` is an empty rule."""

    id: str
    label: str
    enter: Rule
    max_phase: int
    max_rpe: int
    proposed_exercises: int
    exercises: Span
    days_per_week: Span
    times_per_day: Span
    review_by_days: int
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class Unmeasured:
    """What was not measured holds the stage down, and what to measure."""

    id: str
    missing: Atom
    stage_at_most: str
    says: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Irritability:
    """A band of irritability, the first whose `enter` holds."""

    id: str
    enter: Rule
    sources: tuple[str, ...]
    confidence: Confidence
    proposed_exercises: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ExerciseCount:
    """How many exercises are proposed, from which number a note stands, from which a reason is asked."""

    id: str
    includes_drill: bool
    proposed: int
    proposed_when_irritable: int
    note_from: int
    reason_from: int
    above_stage_range: str
    adherence_note: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Staging:
    """Everything staging.toml holds. `disability` in the order in which measures speak; templates by phase."""

    status: str
    disability: tuple[DisabilityBands, ...]
    stages: tuple[Stage, ...]
    unmeasured: tuple[Unmeasured, ...]
    irritability: tuple[Irritability, ...]
    exercise_count: ExerciseCount
    pain_bands: tuple[PainBand, ...]
    progress_rules: tuple[ProgressRule, ...]
    regress_rules: tuple[RegressRule, ...]
    recovery_rules: tuple[RecoveryRule, ...]
    time_of_day_rules: tuple[TimeOfDayRule, ...]
    seconds: RepetitionSeconds
    first_walk: FirstWalk
    dose_templates: Mapping[int, DoseTemplate] = field(default_factory=dict)
    dose_rules: tuple[DoseRule, ...] = ()
    dose_order: DoseOrder | None = None

    def stage(self, id: str) -> Stage:
        """The stage with this id."""
        return next(stage for stage in self.stages if stage.id == id)
