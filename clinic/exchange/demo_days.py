"""Turns the days of a demo file, which are counted from today, into dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from clinic.domain.facts import Person
from clinic.exchange.mistake_words import Numbers, Written
from clinic.exchange.mistakes import Mistakes, Place

BEFORE, AFTER = "days_before", "days_after"
FARTHEST = 36_500
WORKED_OUT = ("assessed_on", "patient")
BIRTHDAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
A_COMMON_YEAR = 2025


def read_day_count(raw: object, place: Place, mistakes: Mistakes) -> int | None:
    """A count of whole days, up to a hundred years."""
    return read_whole(raw, place, (0, FARTHEST), mistakes)


def read_whole(raw: object, place: Place, allowed: tuple[int, int], mistakes: Mistakes) -> int | None:
    """A whole number within what is allowed, both ends in; None and a mistake for anything else."""
    if isinstance(raw, int) and not isinstance(raw, bool) and allowed[0] <= raw <= allowed[1]:
        return raw
    says = "has to be {numbers}, not {written}"
    mistakes.wrong(place, says, numbers=Numbers(*allowed, "whole numbers"), written=Written(raw))
    return None


def days_of_visits(visits: Collection[object], today: date, mistakes: Mistakes) -> tuple[date, ...]:
    """The day of each visit, which have to stand earliest first; empty when there is a mistake."""
    days: list[date] = []
    for number, visit in enumerate(visits, start=1):
        place = ("visits", str(number))
        table = mistakes.table(visit, place)
        if BEFORE not in table:
            mistakes.missing((*place, BEFORE), ": how many days ago it was")
            continue
        ago = read_day_count(table[BEFORE], (*place, BEFORE), mistakes)
        if ago is not None:
            days.append(today - timedelta(days=ago))
    if not visits:
        mistakes.wrong(("visits",), "is empty: everyone here has been seen once at least")
    if days != sorted(set(days)):
        mistakes.wrong(("visits",), "have to stand earliest first, each on a day of its own")
    return () if mistakes.found else tuple(days)


def read_birth_date(birthday: object, age: object, first_visit: date, mistakes: Mistakes) -> date | None:
    """The date of birth of somebody of this age in completed years at the first visit, from a birthday such as
    "04-17"."""
    years = read_whole(age, ("age",), (0, 120), mistakes)
    found = BIRTHDAY.fullmatch(birthday) if isinstance(birthday, str) else None
    try:
        day = date(A_COMMON_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        says = 'has to be a month and a day that every year has, such as "04-17", not {written}'
        mistakes.wrong(("birthday",), says, written=Written(birthday))
    if day is None or years is None:
        return None
    latest = day.replace(year=first_visit.year - years)
    reached = Person(birth_date=latest).age_on(first_visit)
    return latest if reached == years else latest.replace(year=latest.year - 1)


def dated_case(
    raw: object, place: Place, patient: Mapping[str, object], on: date, today: date, mistakes: Mistakes
) -> Mapping[str, object]:
    """A case as a case file would hold it: with the person, the day, and every counted day as a date."""
    case = dict(mistakes.table(raw, place))
    for name in WORKED_OUT:
        if name in case:
            mistakes.wrong((*place, name), "is worked out, so it is not written here")
    if "dates" in case:
        at = (*place, "dates")
        dates = mistakes.table(case["dates"], at)
        case["dates"] = {id: _counted(one, (*at, id), today, mistakes) for id, one in dates.items()}
    if "clearances" in case:
        at = (*place, "clearances")
        clearances = enumerate(mistakes.list(case["clearances"], at), start=1)
        case["clearances"] = [_clearance(one, (*at, str(number)), today, mistakes) for number, one in clearances]
    return {"assessed_on": on, "patient": patient, **case}


def _counted(raw: object, place: Place, today: date, mistakes: Mistakes) -> date:
    """The day that `{days_before = 3}` or `{days_after = 3}` means; today, and a mistake, where it means none."""
    fields = mistakes.fields(raw, place, (BEFORE, AFTER))
    if len(fields) != 1:
        mistakes.wrong(place, "has to say days_before or days_after, one of them")
        return today
    ((way, written),) = fields.items()
    days = read_day_count(written, (*place, way), mistakes) or 0
    return today + timedelta(days=days if way == AFTER else -days)


def _clearance(raw: object, place: Place, today: date, mistakes: Mistakes) -> Mapping[str, object]:
    table = mistakes.table(raw, place)
    rest = {name: value for name, value in table.items() if name != BEFORE}
    if BEFORE not in table:
        return rest
    return {**rest, "on": _counted({BEFORE: table[BEFORE]}, place, today, mistakes)}
