"""Questions, dates, tests and measures say what can be recorded, in which unit and within what."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.inference import Effect
from clinic.domain.intake import Cutoff, Measure, Question, Range, Test
from clinic.domain.library import Span
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place


def check_measurements(whole: Whole) -> Iterator[Mistake]:
    """Items whose range, unit, options or bands cannot be right."""
    for place, question in whole.of(Question):
        yield from _question(place, question)
    for place, test in whole.of(Test):
        yield from _test(place, test)
    for place, measure in whole.of(Measure):
        yield from _measure(whole, place, measure)
    for place, span in whole.of(Span):
        if span.min > span.max:
            yield Mistake(place, f"min {span.min:g} is more than max {span.max:g}")
    for place, within in whole.of(Range):
        if not within.min < within.max or not 0 < within.step <= within.max - within.min:
            yield Mistake(place, "needs min below max and a step that fits between them")
    for place, effect in whole.of(Effect):
        yield from _errors(place, effect)


def _question(place: Place, one: Question) -> Iterator[Mistake]:
    numbers = (one.min, one.max, one.step)
    if one.type == "number":
        if not one.unit or None in numbers:
            yield Mistake(place, "a number needs unit, min, max and step")
        elif one.min is not None and one.max is not None and one.min >= one.max:
            yield Mistake(place.inside("max"), "has to be more than min")
    elif one.unit or any(number is not None for number in numbers):
        yield Mistake(place, "only a number has unit, min, max and step")
    yield from _options(place, one.type == "choice", one.options)


def _test(place: Place, one: Test) -> Iterator[Mistake]:
    if (one.input == "number") != (one.plausible_range is not None):
        yield Mistake(place.inside("plausible_range"), 'stands with input = "number", and with nothing else')
    yield from _options(place, one.input == "choice", one.options)
    if one.plausible_range is not None:
        for at, cutoff in enumerate(one.cutoffs):
            yield from _cutoff(place.inside("cutoffs").inside(f"[{at}]"), cutoff, one.plausible_range)
    for at, block in enumerate(one.blocks):
        inside = place.inside("blocks").inside(f"[{at}]")
        if not block.exercises and not block.categories:
            yield Mistake(inside, "withholds nothing; name exercises or categories")
        if any(atom.id != one.id for atom in (*block.when.all, *block.when.any)):
            yield Mistake(inside.inside("when"), "a block reads its own test and no other")


def _measure(whole: Whole, place: Place, one: Measure) -> Iterator[Mistake]:
    if not one.unit:
        yield Mistake(place.inside("unit"), "is missing")
    for at, band in enumerate(one.bands):
        if one.range is not None:
            yield from _cutoff(place.inside("bands").inside(f"[{at}]"), band, one.range)
    for id in one.highest_of:
        part = whole.knowledge.measures.get(id)
        if part is not None and part.range != one.range:
            yield Mistake(place.inside("highest_of"), f"{id!r} has another range")


def _options(place: Place, wanted: bool, options: tuple[str, ...]) -> Iterator[Mistake]:
    if wanted and len(options) < 2:
        yield Mistake(place.inside("options"), "a choice needs two options or more")
    if not wanted and options:
        yield Mistake(place.inside("options"), "only a choice has options")
    yield from twice(place.inside("options"), options)


def _cutoff(place: Place, one: Cutoff, within: Range) -> Iterator[Mistake]:
    between = one.between or (None, None)
    stated = (one.below, one.at_most, one.at_least, one.above, one.mean, *between)
    numbers = [number for number in stated if number is not None]
    if not numbers and not one.reference:
        yield Mistake(place, "says nothing; give a threshold, a mean or a reference")
    if one.sd is not None and one.mean is None:
        yield Mistake(place.inside("sd"), "stands beside a mean only")
    for number in numbers:
        if not within.min <= number <= within.max:
            yield Mistake(place, f"{number:g} lies outside {within.min:g} to {within.max:g}")


def _errors(place: Place, effect: Effect) -> Iterator[Mistake]:
    compared = {atom.id: atom.below for rule in effect.when for atom in rule.all if atom.change_from_last}
    if effect.errors and dict(effect.errors) != compared:
        yield Mistake(place.inside("errors"), "has to state the same figures as the rules of when")
