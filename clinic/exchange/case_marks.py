"""Reads the marks on questionnaires and the person's own activities, and scores them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clinic.domain.facts import Facts
from clinic.domain.intake import Measure
from clinic.domain.knowledge import Knowledge
from clinic.domain.marks import Activity, ItemMarks, MarkRule, Marks
from clinic.domain.scoring import activities_measure, scores
from clinic.exchange.case_answers import unknown_item
from clinic.exchange.case_person import read_line
from clinic.exchange.mistake_words import Numbers, Written
from clinic.exchange.mistakes import Mistakes, Place

FILLED_IN = "filled_in"
LONGEST_ACTIVITY = 120
HALF = 0.5 + 1e-9


def marked_measures(knowledge: Knowledge) -> Mapping[str, tuple[Measure, Marks]]:
    """The measures whose items are marked by number, with how; the person's own activities stand apart."""
    return {
        one.id: (one, one.marks)
        for one in knowledge.measures.values()
        if one.marks and one.marks.rule is not MarkRule.MEAN_OF_SCORED
    }


def read_marks(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> Mapping[str, ItemMarks]:
    """The table `marks`: of each questionnaire the mark by item number, and `filled_in = "yes"` where ticks count."""
    valid = marked_measures(knowledge)
    found: dict[str, ItemMarks] = {}
    for id, written in mistakes.table(raw, ("marks",)).items():
        place = ("marks", id)
        if id not in knowledge.measures:
            unknown_item(knowledge, place, "measure", id, valid, mistakes)
        elif id not in valid:
            mistakes.wrong(place, "{name} is not marked item by item", name=knowledge.measures[id].name)
        elif (marked := _questionnaire(valid[id][1], written, place, mistakes)) != ItemMarks():
            found[id] = marked
    return {id: found[id] for id in valid if id in found}


def read_activities(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> tuple[Activity, ...]:
    """The list `activities`: each in the person's words, with its number where it has one. An empty entry is none."""
    place = ("activities",)
    written = tuple(mistakes.list(raw, place))
    own = activities_measure(knowledge)
    if own is None or own.marks is None:
        if written:
            mistakes.wrong(place, "no measure is made of activities")
        return ()
    if len(written) > own.marks.count:
        mistakes.wrong(place, "has to be at most {most}, not {many}", most=own.marks.count, many=len(written))
    found = [_activity(own.marks, one, (*place, str(number)), mistakes) for number, one in enumerate(written, start=1)]
    return tuple(one for one in found if one is not None)


def with_scores(knowledge: Knowledge, facts: Facts, mistakes: Mistakes) -> Facts:
    """The facts with every score that the marks make. A score that was entered beside them has to agree, to half a
    step; the marks' own stands then."""
    values = dict(facts.values)
    for id, result in scores(knowledge, facts).items():
        if result.value is None:
            continue
        entered = values.get((id, ""))
        if isinstance(entered, int | float) and abs(entered - result.value) > HALF * _step(knowledge.measures[id]):
            says = "{entered} does not agree with the marks of its items, which make {made}"
            mistakes.wrong(("measures", id), says, entered=Written(entered), made=Written(result.value))
        values[id, ""] = result.value
    return replace(facts, values=values)


def _questionnaire(marks: Marks, raw: object, place: Place, mistakes: Mistakes) -> ItemMarks:
    ticks = marks.rule is MarkRule.TICKS
    numbers = {str(item): item for item in marks.items}
    table = mistakes.fields(raw, place, [*numbers, *([FILLED_IN] if ticks else [])])
    given = {
        item: mark
        for name, item in numbers.items()
        if name in table and (mark := _mark(marks, item, table[name], (*place, name), mistakes)) is not None
    }
    filled_in = table.get(FILLED_IN)
    if filled_in not in (None, "yes"):
        says = "has to be {yes} or left out, not {written}"
        mistakes.wrong((*place, FILLED_IN), says, yes=Written("yes"), written=Written(filled_in))
    return ItemMarks(given, filled_in == "yes")


def _mark(marks: Marks, item: int, written: object, place: Place, mistakes: Mistakes) -> int | None:
    """The mark of one item. Of several boxes the highest counts where the rules of the questionnaire say so."""
    allowed = marks.choices(item)
    several = written if isinstance(written, list | tuple) and marks.higher_of_two else (written,)
    read = [one for one in several if isinstance(one, int) and not isinstance(one, bool) and one in allowed]
    if read and len(read) == len(several):
        return max(read)
    numbers = Numbers(allowed.start, allowed.stop - 1, "box" if item in marks.boxes else "whole numbers")
    mistakes.wrong(place, "has to be {numbers}, not {written}", numbers=numbers, written=Written(written))
    return None


def _activity(marks: Marks, raw: object, place: Place, mistakes: Mistakes) -> Activity | None:
    fields = mistakes.fields(raw, place, ("activity", "score"))
    words = read_line(fields.get("activity", ""), (*place, "activity"), LONGEST_ACTIVITY, mistakes)
    if "score" not in fields:
        return Activity(words) if words else None
    if not words:
        mistakes.wrong((*place, "activity"), "the activity has to stand beside its number")
    written = fields["score"]
    if isinstance(written, bool) or not isinstance(written, int) or not marks.min <= written <= marks.max:
        numbers = Numbers(marks.min, marks.max, "whole numbers")
        says = "has to be {numbers}, not {written}"
        mistakes.wrong((*place, "score"), says, numbers=numbers, written=Written(written))
        return Activity(words) if words else None
    return Activity(words, written) if words else None


def _step(measure: Measure) -> float:
    return measure.range.step if measure.range else 0
