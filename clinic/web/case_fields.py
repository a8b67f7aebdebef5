"""From what was typed into the intake form to a case, and back. Nothing is judged here: what cannot be turned into a
number or a day stays as it was typed, so that the case reader can refuse it and the form can show it again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from clinic.domain.in_words import MONTHS, day_in_words
from clinic.domain.scales import Reply
from clinic.web.intake_layout import Item, Layout
from clinic.web.marks import field_of_mark, mark_fields, typed_marks
from clinic.web.typed import Typed, as_typed, number_of, plain_digits, text_of

__all__ = [
    "AIMS", "BIRTH", "CLEARANCE", "NO_EQUIPMENT", "Typed", "clearance", "day_as_written", "field_of", "shown_day",
    "typed_case", "typed_of",
]  # fmt: skip  # a list reads best in lines

AIMS = ("aims-1", "aims-2", "aims-3")
BIRTH = ("patient-birth_day", "patient-birth_month", "patient-birth_year")
PERSON = ("name", "number", "sex", "age")
LISTS = ("asked_all_no", "mastered")
NO_EQUIPMENT = "no_equipment"
CLEARANCE = "clearance"


def typed_case(layout: Layout, typed: Typed) -> dict[str, Any]:
    """The raw case that was typed. Empty fields are left out: nothing asked is nothing known."""
    case: dict[str, Any] = {"patient": _person(typed)}
    if on := text_of(typed, "assessed_on"):
        case["assessed_on"] = day_as_written(on)
    for item in layout.items.values():
        if (value := _item_value(item, typed)) is not None:
            case.setdefault(item.table, {})[item.id] = value
    case |= {name: list(dict.fromkeys(typed.getlist(name))) for name in LISTS if typed.getlist(name)}
    if aims := list(dict.fromkeys(one for name in AIMS if (one := text_of(typed, name)))):
        case["aims"] = aims
    if typed.getlist("equipment") or text_of(typed, NO_EQUIPMENT):
        case["equipment"] = list(dict.fromkeys(typed.getlist("equipment")))
    if minutes := text_of(typed, "minutes_a_day"):
        case["minutes_a_day"] = number_of(minutes)
    if goal := text_of(typed, "goal"):
        case["goal"] = goal
    case |= typed_marks(layout, typed)
    if clearances := [clearance(text) for text in typed.getlist(CLEARANCE)]:
        case["clearances"] = clearances
    return case


def typed_of(layout: Layout, case: Mapping[str, Any]) -> Typed:
    """What to type into an empty form to get this case; the case has to be one that was read without mistakes."""
    typed: Typed = MultiDict()
    typed["assessed_on"] = shown_day(case.get("assessed_on", ""))
    patient = case.get("patient", {})
    for name in PERSON:
        if name in patient:
            typed[f"patient-{name}"] = str(patient[name])
    if "birth_date" in patient:
        born = date.fromisoformat(patient["birth_date"])
        for name, part in zip(BIRTH, (born.day, born.month, born.year), strict=True):
            typed[name] = str(part)
    for item in layout.items.values():
        for name, text in _item_fields(item, case.get(item.table, {}).get(item.id)):
            typed[name] = text
    for name, text in mark_fields(layout, case):
        typed[name] = text
    for name in (*LISTS, "equipment"):
        typed.setlist(name, list(case.get(name, ())))
    if case.get("equipment") == []:
        typed[NO_EQUIPMENT] = "yes"
    for name, aim in zip(AIMS, case.get("aims", ()), strict=False):
        typed[name] = aim
    if "minutes_a_day" in case:
        typed["minutes_a_day"] = as_typed(case["minutes_a_day"])
    typed["goal"] = case.get("goal", "")
    typed.setlist(CLEARANCE, [json.dumps(one) for one in case.get("clearances", ())])
    return typed


def field_of(place: tuple[str, ...], layout: Layout) -> str:
    """The name of the field that a place in a case was typed into."""
    words = [word for word in place if word != "answer"]
    if words[:2] == ["patient", "birth_date"]:
        return BIRTH[0]
    if words[:1] == ["aims"]:
        return AIMS[0]
    if mark := field_of_mark(words, layout):
        return mark
    table, *rest = words or [""]
    item = layout.items.get(f"{table}-{rest[0]}") if rest else None
    if item is None:
        return "-".join(words) if table == "patient" else table
    name = "-".join(words)
    return name if name in (*item.names, item.qualifier) else item.names[0]


def shown_day(iso: str) -> str:
    """A day of a case as it is typed and read: 20 Nov 2026."""
    try:
        return day_in_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def _person(typed: Typed) -> dict[str, Any]:
    person: dict[str, Any] = {name: text for name in PERSON if (text := text_of(typed, f"patient-{name}"))}
    if "age" in person:
        person["age"] = number_of(person["age"])
    if any(text_of(typed, name) for name in BIRTH):
        person["birth_date"] = day_as_written(" ".join(text_of(typed, name) for name in BIRTH).strip())
    return person


def _item_value(item: Item, typed: Typed) -> Any:
    """The value of one item, by side where it has sides; None when nothing was typed."""
    values = {side: value for side in item.sides if (value := _value(item, side, typed)) is not None}
    if item.sides == ("",):
        return values.get("")
    return values or None


def _value(item: Item, side: str, typed: Typed) -> Any:
    text = text_of(typed, item.name(side))
    if not text:
        return None
    if item.kind == "number":
        return number_of(text)
    if item.kind == "date":
        return day_as_written(text)
    if text == Reply.YES and (qualifier := text_of(typed, item.qualifier)):
        return {"answer": text, "qualifier": qualifier}
    return text


def _item_fields(item: Item, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    by_side = value if item.sides != ("",) and isinstance(value, Mapping) and "answer" not in value else {"": value}
    for side, one in by_side.items():
        reply = one
        if isinstance(one, Mapping):
            yield item.qualifier, str(one.get("qualifier", ""))
            reply = one.get("answer", "")
        yield item.name(side), shown_day(reply) if item.kind == "date" else as_typed(reply)


def day_as_written(text: str) -> str:
    """A day written day first (20 Nov 2026, 20/11/2026; 20.11.26 is refused) or as 2026-11-20, in the digits of any
    script, in the case's way. What is neither, or names no month, stays as it was typed."""
    plain = plain_digits(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return plain
    parts = re.fullmatch(r"(\d{1,2})[\s./-]+([A-Za-z]{3,9}|\d{1,2})\.?[\s./-]+(\d{4})", plain)
    if not parts:
        return text
    day, month, year = parts.groups()
    number = _month(month)
    return f"{year}-{number:02d}-{int(day):02d}" if 1 <= number <= len(MONTHS) else text


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    names = [name.lower() for name in MONTHS]
    return names.index(text[:3].lower()) + 1 if text[:3].lower() in names else 0


def clearance(text: str) -> dict[str, str] | str:
    """A recorded all-clear as the form carries it; a text that holds none stays a text."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return text
    flat = isinstance(held, dict) and all(isinstance(value, str) for value in held.values())
    return held if flat else text
