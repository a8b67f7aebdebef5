"""Stages, bands and rules of staging.toml: lists that decide every case once, and figures that agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic.domain.intake import Range
from clinic.domain.rule import EMPTY
from clinic.domain.staging import DisabilityBands, Irritability, Stage, Staging
from clinic.domain.stepping import PainBand
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place

FILE = Place("staging.toml")
PHASES = (1, 2, 3, 4, 5)


def check_stages(whole: Whole) -> Iterator[Mistake]:
    """What is wrong inside staging.toml, and where it disagrees with the choice rules of aims.toml."""
    staging = whole.knowledge.staging
    yield from _otherwise("stages", staging.stages)
    yield from _otherwise("irritability", staging.irritability)
    yield from _otherwise("pain_bands", staging.pain_bands)
    yield from _ids(staging)
    for at, bands in enumerate(staging.disability):
        place = FILE.inside("disability").inside(f"[{at}]")
        yield from _bands(whole, place, bands)
    for stage in staging.stages:
        place = FILE.inside("stages").inside(f"[{stage.id}]")
        if not 1 <= stage.max_phase <= 5:
            yield Mistake(place.inside("max_phase"), "phases go from 1 to 5")
        if not stage.exercises.min <= stage.proposed_exercises <= stage.exercises.max:
            yield Mistake(place.inside("proposed_exercises"), "lies outside the stage's own exercises")
    if tuple(sorted(staging.dose_templates)) != PHASES:
        yield Mistake(FILE.inside("dose_templates"), "has to hold phases 1 to 5")
    yield from _counts(whole)


def _otherwise(field: str, entries: Sequence[Stage | Irritability | PainBand]) -> Iterator[Mistake]:
    """The last entry, and it alone, takes everybody who is left."""
    for at, entry in enumerate(entries):
        last = at == len(entries) - 1
        if last != (entry.enter == EMPTY):
            wrong = "the last entry has to be { otherwise = true }" if last else "only the last entry takes everybody"
            yield Mistake(FILE.inside(field).inside(f"[{entry.id}]").inside("enter"), wrong)


def _ids(staging: Staging) -> Iterator[Mistake]:
    for field in (
        "stages", "unmeasured", "irritability", "pain_bands", "progress_rules", "regress_rules", "recovery_rules",
        "time_of_day_rules", "dose_rules",
    ):  # fmt: skip
        yield from twice(FILE.inside(field), (entry.id for entry in getattr(staging, field)))


def _bands(whole: Whole, place: Place, bands: DisabilityBands) -> Iterator[Mistake]:
    """Every score of the measure lies in exactly one band."""
    measure = whole.knowledge.measures.get(bands.measure)
    for word in ("low", "moderate", "high"):
        if getattr(bands, word).id != bands.measure:
            yield Mistake(place.inside(word), f"has to read {bands.measure!r}")
    if measure is None or measure.range is None or measure.range.step <= 0:
        return
    for score in _scores(measure.range):
        held = [word for word in ("low", "moderate", "high") if getattr(bands, word).accepts(score)]
        if len(held) != 1:
            lies = f"lies in {' and '.join(held)}" if held else "lies in no band"
            yield Mistake(place, f"a score of {score:g} {lies}")
            return


def _scores(within: Range) -> Iterator[float]:
    steps = round((within.max - within.min) / within.step)
    return (round(within.min + at * within.step, 6) for at in range(steps + 1))


def _counts(whole: Whole) -> Iterator[Mistake]:
    """How many exercises are proposed is written for the sheet, for the choice and for irritability: all agree."""
    counted, choice = whole.knowledge.staging.exercise_count, whole.knowledge.choice
    for field in ("proposed", "proposed_when_irritable"):
        other = "proposed_exercises" if field == "proposed" else field
        if getattr(counted, field) != getattr(choice, other):
            yield Mistake(FILE.inside("exercise_count").inside(field), f"differs from {other} of aims.toml [choice]")
    if not counted.proposed_when_irritable <= counted.proposed < counted.note_from <= counted.reason_from:
        yield Mistake(FILE.inside("exercise_count"), "proposed, note_from and reason_from have to rise")
    for band in whole.knowledge.staging.irritability:
        if band.proposed_exercises not in (None, counted.proposed_when_irritable):
            at = FILE.inside("irritability").inside(f"[{band.id}]").inside("proposed_exercises")
            yield Mistake(at, "differs from exercise_count")
