"""Reads who a case is about, and what they want, have at home and have mastered."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date

from clinic.domain.facts import Clearance, Person
from clinic.domain.inference import Combination
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_values import read_day, read_number
from clinic.exchange.mistake_words import Allowed, Recorded, Written
from clinic.exchange.mistakes import Mistakes, Place

SEXES = ("F", "M", "X")
OLDEST = 120
LONGEST_NAME = 120
LONGEST_NUMBER = 40
LONGEST_GOAL = 300
LONGEST_BY = 200
MINUTES_A_DAY = (1, 240)
UNPRINTABLE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks that show the letters after them in another order: a name with one could look like somebody else's."""


def read_person(raw: object, assessed_on: date | None, mistakes: Mistakes) -> Person:
    """The table `patient`: sex, birth date or age or both agreeing, and perhaps a name and a number.

    Without a day of assessment the birth date is not judged.
    """
    place = ("patient",)
    fields = mistakes.fields(raw, place, ("birth_date", "age", "sex", "name", "number"))
    sex = fields.get("sex")
    if sex is None:
        mistakes.missing((*place, "sex"), ': "F", "M" or "X"')
    elif sex not in SEXES:
        hint = f'; did you mean "{sex[:1].upper()}"?' if isinstance(sex, str) and sex[:1].upper() in SEXES else ""
        says = "has to be {allowed}, not {written}"
        mistakes.wrong((*place, "sex"), says, aside=hint, allowed=Allowed(SEXES), written=Written(sex))
    birth_date = _read_birth_date(fields, assessed_on, mistakes)
    age = _read_age(fields, mistakes)
    if not fields.keys() & {"birth_date", "age"}:
        mistakes.missing((*place, "birth_date"), ": give birth_date or age")
    person = Person(
        birth_date=birth_date,
        age=age,
        sex=str(sex) if sex in SEXES else "",
        name=read_line(fields.get("name", ""), (*place, "name"), LONGEST_NAME, mistakes),
        number=read_line(fields.get("number", ""), (*place, "number"), LONGEST_NUMBER, mistakes),
    )
    on_that_day = person.age_on(assessed_on) if assessed_on else None
    if assessed_on and birth_date and age is not None and on_that_day is not None and age != on_that_day:
        mistakes.wrong(
            (*place, "age"),
            "{age} does not agree with the birth date {born}, which makes {makes} on {assessed_on}",
            age=age,
            born=birth_date,
            makes=on_that_day,
            assessed_on=assessed_on,
        )
    return person


def read_line(raw: object, place: Place, longest: int, mistakes: Mistakes) -> str:
    """One line of free text, spaces at the ends left out."""
    text = (mistakes.text(raw, place) or "").strip()
    if len(text) > longest:
        mistakes.wrong(place, "has to be at most {longest} characters, not {long}", longest=longest, long=len(text))
    elif any(unicodedata.category(letter) in UNPRINTABLE or letter in TURNING for letter in text):
        mistakes.wrong(place, "has to be one line of letters that can be printed")
    return text


def read_ids(raw: object, place: Place, what: str, valid: Collection[str], mistakes: Mistakes) -> tuple[str, ...]:
    """A list of known ids, each once, in the order written."""
    ids: list[str] = []
    for number, written in enumerate(mistakes.list(raw, place), start=1):
        at = (*place, str(number))
        if not isinstance(written, str) or written not in valid:
            mistakes.unknown(at, what, written, valid)
        elif written in ids:
            mistakes.wrong(at, "{written} stands in this list already", written=Recorded(written))
        else:
            ids.append(written)
    return tuple(ids)


def read_minutes(raw: object, mistakes: Mistakes) -> float | None:
    """The field `minutes_a_day`."""
    return read_number(raw, ("minutes_a_day",), MINUTES_A_DAY, "minutes", mistakes)


def read_clearances(knowledge: Knowledge, raw: object, assessed_on: date, mistakes: Mistakes) -> tuple[Clearance, ...]:
    """The list `clearances`: each for one finding that can be cleared, dated no later than the assessment."""
    found = []
    for number, written in enumerate(mistakes.list(raw, ("clearances",)), start=1):
        place = ("clearances", str(number))
        fields = mistakes.fields(written, place, ("finding", "on", "by"))
        for missing in [one for one in ("finding", "on", "by") if one not in fields]:
            mistakes.missing((*place, missing))
        finding = _read_clearable(knowledge, fields.get("finding"), (*place, "finding"), mistakes)
        on = read_day(fields["on"], (*place, "on"), mistakes) if "on" in fields else None
        if on and on > assessed_on:
            says = "{on} is later than the assessment on {assessed_on}"
            mistakes.wrong((*place, "on"), says, on=on, assessed_on=assessed_on)
            on = None
        by = read_line(fields.get("by", ""), (*place, "by"), LONGEST_BY, mistakes)
        if "by" in fields and not by:
            mistakes.wrong((*place, "by"), "is empty: say who cleared it, or by which document")
        if finding and on and by:
            found.append(Clearance(finding, on, by))
    return tuple(found)


def _read_birth_date(fields: Mapping[str, object], assessed_on: date | None, mistakes: Mistakes) -> date | None:
    if "birth_date" not in fields:
        return None
    place = ("patient", "birth_date")
    day = read_day(fields["birth_date"], place, mistakes)
    if day is None or assessed_on is None:
        return day
    years = Person(birth_date=day).age_on(assessed_on)
    if day > assessed_on or years is None or years > OLDEST:
        says = "has to lie at most {oldest} years before the assessment and not after it, not on {day}"
        mistakes.wrong(place, says, oldest=OLDEST, day=day)
        return None
    return day


def _read_age(fields: Mapping[str, object], mistakes: Mistakes) -> int | None:
    if "age" not in fields:
        return None
    age = fields["age"]
    if isinstance(age, int) and not isinstance(age, bool) and 0 <= age <= OLDEST:
        return age
    says = "has to be a whole number of years from 0 to {oldest}, not {written}"
    mistakes.wrong(("patient", "age"), says, oldest=OLDEST, written=Written(age))
    return None


def _read_clearable(knowledge: Knowledge, finding: object, place: Place, mistakes: Mistakes) -> str:
    if finding is None:
        return ""
    kinds: dict[str, Flag | Condition | Combination] = {
        **knowledge.flags,
        **knowledge.conditions,
        **knowledge.combinations,
    }
    one = kinds.get(finding) if isinstance(finding, str) else None
    if one is None:
        mistakes.unknown(place, "finding", finding, kinds)
        return ""
    if not one.clearable:
        says = "{finding} cannot be cleared by a letter: answer again at the next visit, or measure again"
        mistakes.wrong(place, says, finding=Recorded(one.id))
        return ""
    return one.id
