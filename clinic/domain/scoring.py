"""From the marks on a questionnaire to its score, its band and the words for both.

A score never comes out of nothing: too few marks, or a form that nobody said was filled in, make no score and say what
is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from clinic.domain.facts import Facts
from clinic.domain.intake import Cutoff, Measure, Range
from clinic.domain.knowledge import Knowledge
from clinic.domain.marks import ItemMarks, MarkRule, Marks, activity_marks

NOTHING_MARKED = "No score: nothing is marked"
WHOLE_SCALE = Range(0, 0, 1)


@dataclass(frozen=True)
class Score:
    """What the marks of one questionnaire make. `value` is in the unit of the measure, None where there is no score;
    `missing` are the items without a mark that matter; `says` why there is no score, or out of what it was made;
    `subscale` the points of the part that is scored apart, None without all of its items."""

    value: float | None
    answered: int
    missing: tuple[int, ...]
    says: str = ""
    subscale: int | None = None


def score(measure: Measure, marked: ItemMarks) -> Score:
    """The score of a measure that is marked item by item, by the rule that the knowledge gives for it."""
    marks = measure.marks
    if marks is None:
        return Score(None, 0, (), "No score: this is not marked item by item")
    points = {item: marks.points(item, marked.given[item]) for item in marks.items if item in marked.given}
    missing = _missing(marks, marked)
    subscale = _subscale(marks, points)
    if says := _none_because(marks, marked, points, missing):
        return Score(None, len(points), missing, says, subscale)
    value = _rounded(_exact(marks, points), (measure.range or WHOLE_SCALE).step)
    return Score(value, marks.count - len(missing), missing, _out_of(marks, missing, len(points)), subscale)


def scores(knowledge: Knowledge, facts: Facts) -> Mapping[str, Score]:
    """The score of every measure of which anything was marked, by its id."""
    marked = dict(facts.marks)
    if facts.activities and (own := activities_measure(knowledge)):
        marked[own.id] = activity_marks(facts.activities)
    return {id: score(knowledge.measures[id], marked[id]) for id in knowledge.measures if id in marked}


def activities_measure(knowledge: Knowledge) -> Measure | None:
    """The measure that is made of the person's own activities."""
    found = (one for one in knowledge.measures.values() if one.marks and one.marks.rule is MarkRule.MEAN_OF_SCORED)
    return next(found, None)


def bands(measure: Measure, value: float, subscale: int | None = None) -> tuple[Cutoff, ...]:
    """The bands in which a score lies: one, or none where the measure has none; several where the subscale decides and
    is not known."""
    step = measure.range.step if measure.range else 0
    return tuple(one for one in measure.bands if _within(one, value, step) and _subscale_fits(one, subscale))


def score_in_words(knowledge: Knowledge, measure: str, value: float, subscale: int | None = None) -> str:
    """A score with its unit and its band: "38 percent: moderate", "6 of 9 points: medium or high, by items 5 to 9"."""
    one = knowledge.measures[measure]
    found = bands(one, value, subscale)
    words = _with_unit(value, one.unit)
    if not found:
        return words
    by = f", by {_items(one.marks.subscale.items)}" if len(found) > 1 and one.marks and one.marks.subscale else ""
    return f"{words}: {' or '.join(band.band for band in found)}{by}"


def result_in_words(knowledge: Knowledge, measure: str, result: Score) -> str:
    """What the marks make, in words: the score with its band, or why there is none; and out of what it was made."""
    if result.value is None:
        return result.says
    parts = [score_in_words(knowledge, measure, result.value, result.subscale)]
    part = knowledge.measures[measure].marks
    if part and part.subscale and result.subscale is not None:
        parts.append(f"{part.subscale.label} {result.subscale} of {len(part.subscale.items)}")
    return "; ".join([*parts, result.says] if result.says else parts)


def _with_unit(value: float, unit: str) -> str:
    what, of, most = unit.partition(" of ")
    if of and most.isdecimal():
        return f"{value:g} of {most} {what}"
    return f"{value:g} ({unit})" if unit[:1].isdigit() else f"{value:g} {unit}"


def _missing(marks: Marks, marked: ItemMarks) -> tuple[int, ...]:
    if marks.rule is MarkRule.TICKS and marked.filled_in:
        return ()
    return tuple(item for item in marked.put or marks.items if item not in marked.given)


def _none_because(marks: Marks, marked: ItemMarks, points: Mapping[int, int], missing: tuple[int, ...]) -> str:
    if marks.rule is MarkRule.TICKS:
        return "" if marked.filled_in else "No score: nobody has said yet that the whole form was filled in"
    if marks.rule is MarkRule.MEAN_OF_SCORED and not points:
        return "No score: no activity has a number"
    if not points:
        return NOTHING_MARKED
    if len(points) >= marks.least_answered:
        return ""
    needed = "all" if marks.least_answered == marks.count else f"at least {marks.least_answered}"
    short = f"No score: {len(points)} of {marks.count} are marked, {needed} are needed"
    return f"{short}; without a mark: {_items(missing)}"


def _out_of(marks: Marks, missing: tuple[int, ...], answered: int) -> str:
    if not missing:
        return ""
    if marks.rule is MarkRule.MEAN_OF_SCORED:
        named = _items(missing, "activity", "activities")
        return f"{named} {'has' if len(missing) == 1 else 'have'} no number and {_does(missing)} not count"
    return f"out of the {answered} that are marked; without a mark: {_items(missing)}"


def _does(items: tuple[int, ...]) -> str:
    return "does" if len(items) == 1 else "do"


def _exact(marks: Marks, points: Mapping[int, int]) -> Fraction:
    total = sum(points.values())
    if marks.rule is MarkRule.PERCENT_OF_ANSWERED:
        return Fraction(100 * total, marks.max * len(points))
    return Fraction(total, len(points)) if marks.rule is MarkRule.MEAN_OF_SCORED else Fraction(total)


def _rounded(exact: Fraction, step: float) -> float:
    """To the step of the measure; half a step goes up."""
    of = Fraction(str(step))
    value = of * ((exact / of + Fraction(1, 2)).__floor__())
    return int(value) if value.denominator == 1 else float(value)


def _subscale(marks: Marks, points: Mapping[int, int]) -> int | None:
    part = marks.subscale
    if part is None or any(item not in points for item in part.items):
        return None
    return sum(points[item] for item in part.items)


def _within(one: Cutoff, value: float, step: float) -> bool:
    """Whether a score lies in a band; one between two steps counts with the higher."""
    if one.between:
        return one.between[0] - step < value <= one.between[1]
    ends = (one.below, one.at_most, one.at_least, one.above)
    return any(end is not None for end in ends) and all((
        one.below is None or value < one.below,
        one.at_most is None or value <= one.at_most,
        one.at_least is None or value >= one.at_least,
        one.above is None or value > one.above,
    ))  # fmt: skip  # one end a line


def _subscale_fits(one: Cutoff, subscale: int | None) -> bool:
    if subscale is None:
        return True
    low, high = one.subscale_at_least, one.subscale_at_most
    return (low is None or subscale >= low) and (high is None or subscale <= high)


def _items(items: Iterable[int], one: str = "item", several: str = "items") -> str:
    """Numbers in words, neighbours together: "item 4", "items 2, 5 to 7 and 9"."""
    runs: list[list[int]] = []
    for number in items:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    numbers = [text for run in runs for text in _run(run)]
    *first, last = numbers
    words = f"{', '.join(first)} and {last}" if first else last
    return f"{several if first or ' to ' in last else one} {words}"


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
