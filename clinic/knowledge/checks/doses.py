"""Doses: inside their own bounds, one mode each, and as long as the formula of staging.toml says."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.dosing import RepetitionSeconds
from clinic.domain.library import LibraryDose
from clinic.domain.scales import Mode
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake, Place

TOLERANCE_S = 1.0
"""How far a stated time may be from the formula, for rounding."""

MOST = {"times_per_day": 12, "rpe_max": 10, "days_per_week": 7}


def check_doses(whole: Whole) -> Iterator[Mistake]:
    """Doses outside their bounds, without a clear mode, or with the wrong time."""
    seconds = whole.knowledge.staging.seconds
    for place, dose in whole.of(LibraryDose):
        yield from _bounds(place, dose)
        if dose.hold_s is not None and dose.duration_s is not None:
            yield Mistake(place, "is either held (hold_s) or timed (duration_s), not both")
        for field, most in MOST.items():
            if not 1 <= getattr(dose, field) <= most:
                yield Mistake(place.inside(field), f"lies outside 1 to {most}")
        expected = session_seconds(dose, seconds)
        if abs(expected - dose.seconds_per_session) > TOLERANCE_S:
            yield Mistake(place.inside("seconds_per_session"), f"the formula of staging.toml gives {expected:g}")


def session_seconds(dose: LibraryDose, seconds: RepetitionSeconds) -> float:
    """Seconds of one exercise: sets x sides x repetitions x one repetition, rests between sets, and setting up."""
    sides = 2 if dose.per_side else 1
    work = dose.sets * sides * dose.reps * _repetition(dose, seconds)
    return work + (dose.sets - 1) * dose.rest_s + seconds.set_up


def _repetition(dose: LibraryDose, seconds: RepetitionSeconds) -> float:
    match dose.mode:
        case Mode.DURATION:
            return (dose.duration_s or 0) + (seconds.change if dose.reps > 1 else 0)
        case Mode.HOLD:
            return (dose.hold_s or 0) + seconds.change
        case Mode.REPETITIONS:
            return sum(dose.tempo) if dose.tempo else seconds.plain_repetition


def _bounds(place: Place, dose: LibraryDose) -> Iterator[Mistake]:
    for field in ("sets", "reps", "days_per_week", "hold_s", "duration_s"):
        value, span = getattr(dose, field), getattr(dose.bounds, field)
        if (value is None) != (span is None):
            yield Mistake(place.inside("bounds").inside(field), f"{field} and its bounds stand together or not at all")
        elif value is not None and not span.min <= value <= span.max:
            yield Mistake(place.inside(field), f"{value} lies outside its bounds, {span.min:g} to {span.max:g}")
