"""Reads what a case records in numbers, chosen options and dates."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from clinic.domain.facts import Answer, Key, Person
from clinic.domain.intake import DateItem
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import Value
from clinic.exchange.case_answers import Sides, by_side, read_answer, unknown_item
from clinic.exchange.mistake_words import Numbers, Recorded, Written
from clinic.exchange.mistakes import Mistakes, Place

WEEKS_PAST_DUE = 3
A_DAY = date(2026, 11, 20)
WRITTEN_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WRITTEN_NUMBER = re.compile(r"\s*-?\d+([.,]\d+)?\s*", re.ASCII)
LARGEST = sys.float_info.max
SYSTOLIC, DIASTOLIC = "sbp", "dbp"


def read_questions(
    knowledge: Knowledge, raw: object, mistakes: Mistakes
) -> tuple[Mapping[Key, Answer], Mapping[Key, Value]]:
    """The table `questions`: replies, and beside them numbers and chosen options."""
    answers: dict[Key, Answer] = {}
    values: dict[Key, Value] = {}
    for id, written in mistakes.table(raw, ("questions",)).items():
        place = ("questions", id)
        question = knowledge.questions.get(id)
        if question is None:
            unknown_item(knowledge, place, "question", id, knowledge.questions, mistakes)
            continue
        for key, at, one in by_side(id, written, place, Sides.MUST if question.per_side else Sides.NEVER, mistakes):
            if question.type == "answer":
                if answer := read_answer(one, at, (), mistakes):
                    answers[key] = answer
                continue
            value = (
                read_option(one, at, question.options, mistakes)
                if question.type == "choice"
                else read_number(one, at, (question.min, question.max), question.unit, mistakes)
            )
            if value is not None:
                values[key] = value
    return answers, values


def read_tests(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> Mapping[Key, Value]:
    """The table `tests`: results in the unit of each test, left and right where it has sides."""
    values: dict[Key, Value] = {}
    for id, written in mistakes.table(raw, ("tests",)).items():
        place = ("tests", id)
        test = knowledge.tests.get(id)
        if test is None:
            unknown_item(knowledge, place, "test", id, knowledge.tests, mistakes)
            continue
        limits = test.plausible_range
        for key, at, one in by_side(id, written, place, Sides.MUST if test.per_side else Sides.NEVER, mistakes):
            value = (
                read_option(one, at, test.options, mistakes)
                if test.input == "choice"
                else read_number(one, at, (limits.min, limits.max) if limits else (None, None), test.unit, mistakes)
            )
            if value is not None:
                values[key] = value
    _check_pressures(values, mistakes)
    return values


def read_measures(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> Mapping[Key, Value]:
    """The table `measures`: one score each; a measure that is the highest of others has to agree with them."""
    values: dict[Key, Value] = {}
    for id, written in mistakes.table(raw, ("measures",)).items():
        place = ("measures", id)
        measure = knowledge.measures.get(id)
        if measure is None:
            unknown_item(knowledge, place, "measure", id, knowledge.measures, mistakes)
        elif measure.range is None:
            mistakes.wrong(place, "{name} has no single score, so none can be recorded here", name=measure.name)
        else:
            for key, at, one in by_side(id, written, place, Sides.NEVER, mistakes):
                score = read_number(one, at, (measure.range.min, measure.range.max), measure.unit, mistakes)
                if score is not None:
                    values[key] = score
    _check_highest(knowledge, values, mistakes)
    return values


def read_dates(
    knowledge: Knowledge, raw: object, person: Person, assessed_on: date | None, mistakes: Mistakes
) -> Mapping[str, date]:
    """The table `dates`, each date within what its item allows as of the day of assessment, when there is one."""
    dates: dict[str, date] = {}
    for id, written in mistakes.table(raw, ("dates",)).items():
        place = ("dates", id)
        item = knowledge.dates.get(id)
        if item is None:
            unknown_item(knowledge, place, "date", id, knowledge.dates, mistakes)
            continue
        day = read_day(written, place, mistakes)
        if day and (assessed_on is None or _is_allowed(item, day, person, assessed_on, place, mistakes)):
            dates[id] = day
    if {"due", "birth"} <= dates.keys():
        says = "never stands beside {birth}: after the birth give that date alone"
        mistakes.wrong(("dates", "due"), says, birth=Recorded("birth"))
    return dates


def read_day(written: object, place: Place, mistakes: Mistakes) -> date | None:
    """A day written as 2026-11-20, or a date of TOML; None and a mistake for anything else."""
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    if isinstance(written, str) and WRITTEN_DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            mistakes.wrong(place, "{written} is not in the calendar", written=Written(written))
            return None
    says = "has to be a day such as {day}, not {written}"
    mistakes.wrong(place, says, day=Written(A_DAY.isoformat()), written=Written(written))
    return None


def read_number(
    written: object, place: Place, allowed: tuple[float | None, float | None], unit: str, mistakes: Mistakes
) -> float | None:
    """A number within what is allowed (both ends in, None is open), in the unit given."""
    low, high = allowed
    says, numbers = "has to be {numbers}, not {written}", Numbers(low, high, unit)
    if isinstance(written, bool) or not isinstance(written, int | float):
        hint = "; write it without quotes" if isinstance(written, str) and WRITTEN_NUMBER.fullmatch(written) else ""
        mistakes.wrong(place, says, aside=hint, numbers=numbers, written=Written(written))
        return None
    if not (-LARGEST if low is None else low) <= written <= (LARGEST if high is None else high):
        mistakes.wrong(place, says, numbers=numbers, written=Written(written))
        return None
    return written


def read_option(written: object, place: Place, options: tuple[str, ...], mistakes: Mistakes) -> str | None:
    """One of the options of a question or test."""
    if isinstance(written, str) and written in options:
        return written
    mistakes.not_one_of(place, written, options)
    return None


def _check_highest(knowledge: Knowledge, values: Mapping[Key, Value], mistakes: Mistakes) -> None:
    for measure in knowledge.measures.values():
        parts = {one: values[one, ""] for one in measure.highest_of if (one, "") in values}
        highest = max((part for part in parts.values() if isinstance(part, int | float)), default=None)
        entered = values.get((measure.id, ""))
        if highest is not None and entered is not None and entered != highest:
            beside = tuple(Recorded(f"{one} {part:g}") for one, part in parts.items() if isinstance(part, int | float))
            says = "{entered} does not agree with {beside}: the highest of these counts, so leave this one out"
            mistakes.wrong(("measures", measure.id), says, entered=Written(entered), beside=beside)


def _check_pressures(values: Mapping[Key, Value], mistakes: Mistakes) -> None:
    """The heart fills at a lower pressure than it empties at: two readings the other way round are both in doubt."""
    systolic, diastolic = (values.get((one, "")) for one in (SYSTOLIC, DIASTOLIC))
    if not isinstance(systolic, int | float) or not isinstance(diastolic, int | float) or diastolic < systolic:
        return
    high, low = Recorded(f"{SYSTOLIC} {systolic:g}"), Recorded(f"{DIASTOLIC} {diastolic:g}")
    mistakes.wrong(("tests", SYSTOLIC), "has to be higher than {diastolic}", diastolic=low)
    mistakes.wrong(("tests", DIASTOLIC), "has to be lower than {systolic}", systolic=high)


def _is_allowed(item: DateItem, day: date, person: Person, assessed_on: date, place: Place, mistakes: Mistakes) -> bool:
    earliest, latest = allowed_days(item, assessed_on)
    if not earliest <= day <= latest:
        says = "has to be a day from {earliest} to {latest}, not {day}"
        mistakes.wrong(place, says, earliest=earliest, latest=latest, day=day)
        return False
    if item.when == "past" and person.birth_date and day < person.birth_date:
        mistakes.wrong(place, "{day} lies before the birth date of the person", day=day)
        return False
    return True


def allowed_days(item: DateItem, assessed_on: date) -> tuple[date, date]:
    """The first and the last day that a date may have, as of the day of assessment."""
    weeks = timedelta(weeks=item.within_weeks)
    if item.when == "due":
        return _moved(assessed_on, -timedelta(weeks=WEEKS_PAST_DUE)), _moved(assessed_on, weeks)
    return _moved(assessed_on, -weeks), assessed_on


def _moved(day: date, by: timedelta) -> date:
    """A day moved, held at the ends of the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max
