"""The exercise library: demands, exercises with doses and gates, equipment, ladders and aims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic.domain.rule import Rule
from clinic.domain.scales import Confidence, Level, Mode


@dataclass(frozen=True)
class Anchors:
    """One sentence per level of a demand."""

    none: str
    low: str
    moderate: str
    high: str


@dataclass(frozen=True)
class Demand:
    """One kind of load a movement puts on the body, rated for every exercise."""

    id: str
    label: str
    group: str
    basis: str
    anchors: Anchors
    doubt: str = ""


@dataclass(frozen=True)
class DerivedDemand:
    """A demand computed from others: the lesser of motion and the highest load once either reaches moderate."""

    id: str
    label: str
    motion: str
    load: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A closed range, both ends allowed."""

    min: float
    max: float

    def clamp(self, value: float) -> float:
        """The nearest value inside the range."""
        return min(max(value, self.min), self.max)


@dataclass(frozen=True)
class Bounds:
    """What a clinician may choose within. `hold_s` and `duration_s` in seconds where the dose has them."""

    sets: Span
    reps: Span
    days_per_week: Span
    hold_s: Span | None = None
    duration_s: Span | None = None


@dataclass(frozen=True)
class LibraryDose:
    """The dose an exercise starts from. `tempo` is lower, pause, lift, pause in seconds; times in seconds."""

    sets: int
    reps: int
    per_side: bool
    rest_s: int
    days_per_week: int
    times_per_day: int
    rpe_max: int
    seconds_per_session: int
    bounds: Bounds
    tempo: tuple[float, float, float, float] | None = None
    hold_s: int | None = None
    duration_s: int | None = None
    note: str = ""

    @property
    def mode(self) -> Mode:
        """Held, timed or counted."""
        if self.duration_s is not None:
            return Mode.DURATION
        return Mode.HOLD if self.hold_s is not None else Mode.REPETITIONS


@dataclass(frozen=True)
class Gate:
    """What has to be shown before an exercise is due. An unmet gate never withholds."""

    needs: Rule
    reason: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Estimate:
    """A published estimate of the squashing load on the low back, in newtons, as its sources word it."""

    newtons: str
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class NotRecommended:
    """Why an exercise is never issued; it stands in the library so that its reason can be shown."""

    reason: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Exercise:
    """One exercise. `needs_equipment`: all of the lists, any of each list."""

    id: str
    name: str
    aliases: tuple[str, ...]
    phase: int
    category: str
    start_position: str
    targets: tuple[str, ...]
    regressions: tuple[str, ...]
    progressions: tuple[str, ...]
    steps: tuple[str, ...]
    form_faults: tuple[str, ...]
    stop_signs: tuple[str, ...]
    needs_equipment: tuple[tuple[str, ...], ...]
    demands: Mapping[str, Level]
    dose: LibraryDose
    gate: Gate | None = None
    note: str = ""
    compression_estimate: Estimate | None = None
    not_recommended: NotRecommended | None = None

    @property
    def recommended(self) -> bool:
        """Whether it is ever issued."""
        return self.not_recommended is None


@dataclass(frozen=True)
class Equipment:
    """One piece of equipment. `home`: counts as present in any home and is never asked."""

    id: str
    label: str
    home: bool
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """The movement a ladder trains; `purpose` is the sentence a patient reads under the name of an exercise."""

    id: str
    label: str
    purpose: str


@dataclass(frozen=True)
class Ladder:
    """Exercises of one movement, easiest first. `only_with`: passed over unless one of these findings stands."""

    id: str
    label: str
    kind: str
    rungs: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    role: str = ""
    pull: str = ""
    only_with: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Activation:
    """The exercises that may be the one drill which opens a session."""

    drills: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class AimStage:
    """The ladders of an aim in one stage, in order, and the kinds that must be served before any repeats."""

    drills: tuple[str, ...]
    ladders: tuple[str, ...]
    must_serve: tuple[str, ...]


@dataclass(frozen=True)
class Aim:
    """What this person wants to get back to. `stages` by stage id."""

    id: str
    label: str
    label_clinician: str
    note: str
    sources: tuple[str, ...]
    confidence: Confidence
    stages: Mapping[str, AimStage] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """The closed choice rules of the proposal (`[choice]` of aims.toml)."""

    proposed_exercises: int
    proposed_when_irritable: int
    drills: int
    second_of_a_kind_after: str
    second_pull_is_the_other: bool
    rung: str
    preferred_rung_first: bool
    preferred_until_mastered: bool
    preferred_ladder_enters_after: int
    preferred_ladders_at_most: int
    preferred_drill_takes_the_drill: bool
    rung_already_chosen: str
    several_aims: str
    no_aim: str
    fallback_ladders: tuple[str, ...]
    fallback_drills: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
