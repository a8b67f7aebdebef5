"""A questionnaire that is marked item by item makes scores within its range, by a rule that its figures fit."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.intake import Measure
from clinic.domain.marks import MarkRule, Marks
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place


def check_marks(whole: Whole) -> Iterator[Mistake]:
    """Marks that cannot make the score of their measure."""
    own: list[str] = []
    for place, measure in whole.of(Measure):
        yield from _subscale_bands(place, measure)
        if measure.marks is None:
            continue
        at = place.inside("marks")
        yield from _figures(at, measure.marks)
        yield from _range(at, measure)
        yield from _boxes(at.inside("boxes"), measure.marks)
        yield from _words(at.inside("words"), measure.marks)
        yield from _subscale(at.inside("subscale"), measure.marks)
        if measure.marks.rule is MarkRule.MEAN_OF_SCORED:
            own.append(measure.id)
            if len(own) > 1:
                yield Mistake(at.inside("rule"), f"{own[0]!r} is made of the person's own activities already")


def _figures(at: Place, marks: Marks) -> Iterator[Mistake]:
    if marks.count < 1:
        yield Mistake(at.inside("count"), "has to be 1 or more")
    if not marks.min < marks.max:
        yield Mistake(at.inside("max"), "has to be more than min")
    if marks.rule in (MarkRule.TICKS, MarkRule.PERCENT_OF_ANSWERED) and marks.min != 0:
        yield Mistake(at.inside("min"), f"has to be 0 with rule = {marks.rule.value!r}")
    if marks.rule is MarkRule.TICKS and marks.max != 1:
        yield Mistake(at.inside("max"), "has to be 1 with rule = 'ticks'")
    least = at.inside("least_answered")
    if marks.rule is MarkRule.TICKS:
        if marks.least_answered != 0:
            yield Mistake(least, "has to be 0 with rule = 'ticks': no tick is an answer")
    elif marks.rule is MarkRule.SUM_OF_ALL:
        if marks.least_answered != marks.count:
            yield Mistake(least, f"has to be {marks.count} with rule = 'sum_of_all'")
    elif not 1 <= marks.least_answered <= marks.count:
        yield Mistake(least, f"has to be from 1 to {marks.count}, so that no mark makes no score")


def _range(at: Place, measure: Measure) -> Iterator[Mistake]:
    """The lowest and the highest score that the marks can make are the ends of the measure's range."""
    marks, within = measure.marks, measure.range
    if within is None:
        yield Mistake(at, "stands beside a range only")
        return
    if marks is None or marks.max <= marks.min:
        return
    ends = {
        MarkRule.PERCENT_OF_ANSWERED: (0, 100),
        MarkRule.MEAN_OF_SCORED: (marks.min, marks.max),
    }.get(marks.rule, (_least(marks), _most(marks)))
    if ends != (within.min, within.max):
        made, stated = f"{ends[0]} to {ends[1]}", f"{within.min:g} to {within.max:g}"
        yield Mistake(at, f"makes scores from {made}, but the range is {stated}")


def _least(marks: Marks) -> int:
    return sum(min(marks.boxes.get(item) or (marks.min,)) for item in marks.items)


def _most(marks: Marks) -> int:
    return sum(max(marks.boxes.get(item) or (marks.max,)) for item in marks.items)


def _boxes(at: Place, marks: Marks) -> Iterator[Mistake]:
    if marks.boxes and marks.rule is not MarkRule.SUM_OF_ALL:
        yield Mistake(at, "stands with rule = 'sum_of_all' only")
    for item, points in marks.boxes.items():
        inside = at.inside(str(item))
        if item not in marks.items:
            yield Mistake(inside, f"there is no such item: they go from 1 to {marks.count}")
        if len(points) < 2:
            yield Mistake(inside, "needs two boxes or more")
        if any(not marks.min <= one <= marks.max for one in points):
            yield Mistake(inside, f"the points of a box lie outside {marks.min} to {marks.max}")


def _words(at: Place, marks: Marks) -> Iterator[Mistake]:
    wanted = marks.max - marks.min + 1
    if marks.words and len(marks.words) != wanted:
        yield Mistake(at, f"has to have {wanted} words, one for each mark, not {len(marks.words)}")
    yield from twice(at, marks.words)


def _subscale(at: Place, marks: Marks) -> Iterator[Mistake]:
    if marks.subscale is None:
        return
    items = marks.subscale.items
    if marks.rule is not MarkRule.SUM_OF_ALL:
        yield Mistake(at, "stands with rule = 'sum_of_all' only")
    if not items:
        yield Mistake(at.inside("items"), "names no item")
    for item in items:
        if item not in marks.items:
            yield Mistake(at.inside("items"), f"there is no item {item}: they go from 1 to {marks.count}")
    yield from twice(at.inside("items"), map(str, items))


def _subscale_bands(place: Place, measure: Measure) -> Iterator[Mistake]:
    marks = measure.marks
    most = len(marks.subscale.items) * marks.max if marks and marks.subscale else None
    for number, band in enumerate(measure.bands):
        at = place.inside("bands").inside(f"[{number}]")
        for threshold in (band.subscale_at_most, band.subscale_at_least):
            if threshold is None:
                continue
            if most is None:
                yield Mistake(at, "has a threshold of a subscale, but the marks name no subscale")
            elif not 0 <= threshold <= most:
                yield Mistake(at, f"the threshold {threshold} of the subscale lies outside 0 to {most}")
