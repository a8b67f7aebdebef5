"""The rules of doses and days, as the knowledge states them; `clinic.domain.dose` and `week` carry them out."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.library import Span
from clinic.domain.rule import Atom
from clinic.domain.scales import Confidence


@dataclass(frozen=True)
class Applies:
    """Which exercises a rule is for; every field that is given must fit."""

    phase: Span | None = None
    mode: str = ""
    demand: str = ""
    at_least: str = ""
    role: str = ""
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecoveryRule:
    """Rest between days of work: hours apart, or days a week at most or at least."""

    id: str
    applies_to: Applies
    sources: tuple[str, ...]
    confidence: Confidence
    hours_between_at_least: int | None = None
    days_per_week_at_most: int | None = None
    days_per_week_at_least: int | None = None
    note: str = ""


@dataclass(frozen=True)
class TimeOfDayRule:
    """When not to do an exercise, in minutes after rising; `says` is printed on the sheet."""

    id: str
    with_any_finding: tuple[str, ...]
    applies_to: Applies
    minutes_after_rising_at_least: int
    says: str
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class RepetitionSeconds:
    """Seconds of one repetition, of changing over, and of setting up."""

    change: float
    plain_repetition: float
    set_up: float


@dataclass(frozen=True)
class FirstWalk:
    """How the first walk is dosed: whole minutes that end, at this speed, before the distance at which the person has
    to stop. `question` records that distance in metres."""

    exercise: str
    question: str
    metres_per_second: float
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class DoseTemplate:
    """The usual range of doses in one phase."""

    sets: Span
    reps: Span
    reps_of_hold: Span
    hold_s: Span
    rest_s: Span
    days_per_week: Span
    rpe: Span
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class DoseWith:
    """What brings a dose rule into force: a rule over facts, a cap, a field of the case, a stage, or a choice."""

    any: tuple[Atom, ...] = ()
    cap: str = ""
    choice: str = ""
    field: str = ""
    stage: str = ""


@dataclass(frozen=True)
class DoseRule:
    """One way in which a dose is changed."""

    id: str
    with_: DoseWith
    sources: tuple[str, ...]
    confidence: Confidence
    applies_to: Applies = Applies()
    reps: Span | None = None
    rpe: Span | None = None
    hold_s: Span | None = None
    keep: str = ""
    up_to: str = ""
    reps_per_set: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    keeps_at_least: int | None = None
    days: str = ""
    note: str = ""


@dataclass(frozen=True)
class DoseOrder:
    """Which wins: the exercise's own dose, then these in order."""

    id: str
    order: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
