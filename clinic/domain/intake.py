"""What the intake form asks: red flags, conditions, questions, dates, tests, measures, in sections and groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic.domain.marks import Marks
from clinic.domain.rule import Rule
from clinic.domain.scales import Action, AskedBy, Confidence, Level


@dataclass(frozen=True)
class Qualifier:
    """Part of a yes: it replaces the severest finding of its question by exactly one milder one."""

    id: str
    label: str
    finding: str
    requires: Rule | None = None


@dataclass(frozen=True)
class Flag:
    """A red flag. Without a `question` it is only derived or chosen by a qualifier."""

    id: str
    group: str
    topic: str
    asked_by: AskedBy
    required: bool
    single_action: Action
    timescale: str
    clearable: bool
    sources: tuple[str, ...]
    confidence: Confidence
    question: str = ""
    applies_when: Rule | None = None
    qualifiers: Mapping[str, Qualifier] = field(default_factory=dict)
    parallel_referral: str = ""
    note: str = ""


@dataclass(frozen=True)
class Window:
    """Holds while from <= weeks since a date < below; without `below` it stays open."""

    date: str
    weeks: tuple[float, ...]

    def holds(self, weeks: float) -> bool:
        """Whether this many weeks since the date lie in the window."""
        return self.weeks[0] <= weeks and (len(self.weeks) == 1 or weeks < self.weeks[1])


@dataclass(frozen=True)
class DoseLimits:
    """Ceilings a condition sets on the dose: effort (RPE 0-10), seconds of one hold, exercises in a programme."""

    max_rpe: int | None = None
    max_hold_s: int | None = None
    max_exercises: int | None = None


@dataclass(frozen=True)
class Condition:
    """A condition with the highest level of each demand it still allows. `advice` and `stop_signs`
    (signs, colon, what to do, as the common ones) are printed for the person."""

    id: str
    label: str
    group: str
    asked_by: AskedBy
    rationale: str
    sources: tuple[str, ...]
    confidence: Confidence
    limits: Mapping[str, Level]
    per_side: bool = False
    action: Action | None = None
    timescale: str = ""
    clearable: bool = False
    window: Window | None = None
    max_phase: int | None = None
    dose_limits: DoseLimits = DoseLimits()
    exclude: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    advice_clinician: tuple[str, ...] = ()
    stop_signs: tuple[str, ...] = ()
    parallel_referral: str = ""
    qualifiers: Mapping[str, Qualifier] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question that is neither flag nor condition. `type` is answer, number or choice; `name` what a number is called
    inside a sentence, its unit in it. Without a name the wording is quoted."""

    id: str
    section: str
    type: str
    wording: str
    asked_by: AskedBy
    per_side: bool
    required: bool
    sources: tuple[str, ...]
    confidence: Confidence
    unit: str = ""
    min: float | None = None
    max: float | None = None
    step: float | None = None
    options: tuple[str, ...] = ()
    applies_when: Rule | None = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class DateItem:
    """A date that windows and derivations read. `when` is past or due; outside `within_weeks` it is refused."""

    id: str
    label: str
    when: str
    within_weeks: int
    required: bool
    sources: tuple[str, ...]
    confidence: Confidence
    applies_when: Rule | None = None
    note: str = ""


@dataclass(frozen=True)
class Range:
    """The plausible range of a result and the step it is recorded in."""

    min: float
    max: float
    step: float


@dataclass(frozen=True)
class Cutoff:
    """A band of a test or measure: thresholds, or a published mean and standard deviation, or a worded reference. The
    thresholds of a subscale go with those of the whole."""

    band: str
    confidence: Confidence
    below: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    above: float | None = None
    between: tuple[float, float] | None = None
    mean: float | None = None
    sd: float | None = None
    subscale_at_most: int | None = None
    subscale_at_least: int | None = None
    reference: str = ""


@dataclass(frozen=True)
class Block:
    """Exercises or categories that a test result withholds, whatever the limits say."""

    when: Rule
    reason: str
    sources: tuple[str, ...]
    confidence: Confidence
    exercises: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Test:
    """A physical test. `input` is number or choice; `test_demands` what doing the test asks of the body."""

    id: str
    name: str
    group: str
    unit: str
    input: str
    per_side: bool
    sources: tuple[str, ...]
    confidence: Confidence
    cutoffs: tuple[Cutoff, ...] = ()
    options: tuple[str, ...] = ()
    plausible_range: Range | None = None
    blocks: tuple[Block, ...] = ()
    test_demands: Mapping[str, Level] = field(default_factory=dict)
    measurement_error: str = ""
    note: str = ""


@dataclass(frozen=True)
class Change:
    """How large a change of a measure matters, as its source words it."""

    value: str
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Measure:
    """An outcome measure. Where `ship_wording` is not "yes" only item numbers and scores may be stored; with `marks` it
    may be scored from the marks of its items."""

    id: str
    name: str
    items: str
    scoring: str
    direction: str
    licence: str
    ship_wording: str
    sources: tuple[str, ...]
    confidence: Confidence
    range: Range | None = None
    unit: str = ""
    bands: tuple[Cutoff, ...] = ()
    important_change: tuple[Change, ...] = ()
    highest_of: tuple[str, ...] = ()
    marks: Marks | None = None
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Items asked together. `all_no_allowed`: the recorded act *asked, all no* may answer them at once."""

    id: str
    label: str
    kind: str
    required: bool
    all_no_allowed: bool
    applies_when: Rule | None = None


@dataclass(frozen=True)
class Section:
    """One section of the intake form, its items in order; tests are listed by group."""

    id: str
    label: str
    red_flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    test_groups: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    case_fields: tuple[str, ...] = ()
