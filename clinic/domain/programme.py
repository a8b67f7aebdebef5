"""The programme: the chosen exercises with doses and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Dose:
    """How much: sets of repetitions, with `hold_s` seconds held or `duration_s` seconds long, `tempo` in seconds
    (lower, pause, lift, pause), `rest_s` seconds between sets, effort at most `rpe` of 10, `seconds` a session."""

    sets: int
    reps: int
    per_side: bool
    rest_s: int
    days_per_week: int
    times_per_day: int
    rpe: int
    seconds: int
    tempo: tuple[float, float, float, float] | None = None
    hold_s: int | None = None
    duration_s: int | None = None


@dataclass(frozen=True)
class PlannedExercise:
    """One exercise of a programme. `role` is activation or main; `why` is for the clinician; `says_patient` are
    sentences the sheet prints with it; `steps_up_to` and `eases_back_to` are permitted rungs of its ladder or ""."""

    exercise: str
    aim: str
    ladder: str
    role: str
    dose: Dose
    days: tuple[str, ...]
    why: str
    steps_up_to: str = ""
    eases_back_to: str = ""
    says_patient: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmptyChoice:
    """A ladder of an aim on which nothing is permitted and due, with the reasons in words."""

    aim: str
    ladder: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """A proposed or changed programme. `minutes_a_day`: the longest day, rounded up; `notes` are for the clinician."""

    exercises: tuple[PlannedExercise, ...]
    minutes_a_day: int
    review_by: date
    notes: tuple[str, ...] = ()
    empty: tuple[EmptyChoice, ...] = ()
