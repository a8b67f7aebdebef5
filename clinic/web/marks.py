"""The marks on questionnaires and the person's own activities on the intake form: fields, case and score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field, RadioField, StringField

from clinic.domain.facts import Facts
from clinic.domain.in_words import raised
from clinic.domain.intake import Measure
from clinic.domain.knowledge import Knowledge
from clinic.domain.marks import MarkRule, Marks
from clinic.domain.scoring import result_in_words, scores
from clinic.exchange.case_marks import FILLED_IN
from clinic.web.intake_layout import Item, Layout
from clinic.web.typed import Typed, as_typed, number_of, text_of

MARKS, ACTIVITIES = "marks", "activities"


@dataclass(frozen=True)
class MarkSheet:
    """One questionnaire as it is marked on the form. `kind` is boxes, ticks or own; `line` what its marks make so far,
    empty where nothing is marked; `row` the name of its place, with which its fields begin."""

    row: str
    kind: str
    measure: Measure
    marks: Marks
    line: str
    opened: bool


def is_own(item: Item) -> bool:
    """Whether a measure is made of the person's own activities."""
    return item.marks is not None and item.marks.rule is MarkRule.MEAN_OF_SCORED


def is_ticks(item: Item) -> bool:
    """Whether a measure is a list of statements to tick."""
    return item.marks is not None and item.marks.rule is MarkRule.TICKS


def row_of(item: Item) -> str:
    """The name of the place on the form where a measure is marked; its fields begin with it."""
    return item.id if is_own(item) else f"{MARKS}-{item.id}"


def mark_form_fields(layout: Layout) -> dict[str, Field]:
    """The fields of every measure that is marked item by item."""
    fields: dict[str, Field] = {}
    for item, marks in _marked(layout):
        row = row_of(item)
        for number in marks.items:
            if is_own(item):
                fields[f"{row}-{number}-activity"] = StringField(f"Activity {number}")
                fields[f"{row}-{number}-score"] = StringField(f"{marks.min} to {marks.max}")
            elif is_ticks(item):
                fields[f"{row}-{number}"] = StringField(str(number))
            else:
                choices = {str(mark): _mark_label(marks, number, mark) for mark in marks.choices(number)}
                fields[f"{row}-{number}"] = RadioField(str(number), choices=choices, validate_choice=False)
        if is_ticks(item):
            fields[f"{row}-{FILLED_IN}"] = StringField("The whole form was filled in")
    return fields


def typed_marks(layout: Layout, typed: Typed) -> dict[str, Any]:
    """The tables `marks` and `activities` of the case that was typed; each only when something was."""
    case: dict[str, Any] = {}
    for item, marks in _marked(layout):
        if is_own(item):
            activities = [_activity(f"{row_of(item)}-{number}", typed) for number in marks.items]
            while activities and not activities[-1]:
                activities.pop()
            if activities:
                case[ACTIVITIES] = activities
        elif given := _given(item, marks, typed):
            case.setdefault(MARKS, {})[item.id] = given
    return case


def mark_fields(layout: Layout, case: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What to type to get the marks and the activities of a case: field names with their texts."""
    for item, _ in _marked(layout):
        if is_own(item):
            for number, one in enumerate(case.get(ACTIVITIES, ()), start=1):
                yield from ((f"{row_of(item)}-{number}-{part}", as_typed(value)) for part, value in one.items())
        for number, mark in case.get(MARKS, {}).get(item.id, {}).items():
            yield f"{row_of(item)}-{number}", as_typed(max(mark) if isinstance(mark, list) else mark)


def field_of_mark(place: list[str], layout: Layout) -> str:
    """The field that a place among the marks or activities was typed into; empty for any other place."""
    table, *rest = place or [""]
    if table == ACTIVITIES:
        own = next((item for item in layout.marked if is_own(item)), None)
        number, part = rest[0] if rest else "1", rest[1] if len(rest) > 1 else "activity"
        return f"{row_of(own)}-{number}-{part}" if own else ""
    item = layout.items.get(f"measures-{rest[0]}") if table == MARKS and rest else None
    return f"{row_of(item)}-{rest[1] if len(rest) > 1 else 1}" if item else ""


def measure_of_field(field: str, layout: Layout) -> Item | None:
    """The measure to which a field of marks belongs."""
    return next((item for item in layout.marked if field.startswith(f"{row_of(item)}-")), None)


def label_of_mark(field: str, layout: Layout) -> str:
    """What the list of mistakes calls a field of marks; empty for any other field."""
    item = measure_of_field(field, layout)
    if item is None:
        return ""
    number = field.removeprefix(f"{row_of(item)}-").partition("-")[0]
    return f"{item.wording}, {'activity' if is_own(item) else 'item'} {number}"


def mark_sheets(
    knowledge: Knowledge, layout: Layout, facts: Facts, at_fault: Collection[str] = ()
) -> dict[str, MarkSheet]:
    """Every measure that is marked item by item, by its id, with what its marks make so far."""
    made = scores(knowledge, facts)
    return {
        item.id: MarkSheet(
            row=row_of(item),
            kind="own" if is_own(item) else "ticks" if is_ticks(item) else "boxes",
            measure=knowledge.measures[item.id],
            marks=marks,
            line=raised(result_in_words(knowledge, item.id, made[item.id])) if item.id in made else "",
            opened=is_own(item) or item.id in made or any(measure_of_field(one, layout) is item for one in at_fault),
        )
        for item, marks in _marked(layout)
    }


def _marked(layout: Layout) -> Iterator[tuple[Item, Marks]]:
    return ((item, item.marks) for item in layout.marked if item.marks)


def _mark_label(marks: Marks, item: int, mark: int) -> str:
    return raised(marks.words[mark - marks.min]) if marks.words and item not in marks.boxes else str(mark)


def _given(item: Item, marks: Marks, typed: Typed) -> dict[str, Any]:
    names = {str(number): f"{row_of(item)}-{number}" for number in marks.items}
    given: dict[str, Any] = {
        number: number_of(text) for number, name in names.items() if (text := text_of(typed, name))
    }
    if filled_in := text_of(typed, f"{row_of(item)}-{FILLED_IN}") if is_ticks(item) else "":
        given[FILLED_IN] = filled_in
    return given


def _activity(row: str, typed: Typed) -> dict[str, Any]:
    words, score = text_of(typed, f"{row}-activity"), text_of(typed, f"{row}-score")
    return ({"activity": words} if words else {}) | ({"score": number_of(score)} if score else {})
