"""Reads a case, one patient's facts: anything unknown, out of range or contradictory is refused, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from clinic.domain.contradictions import Contradiction, contradictions
from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_answers import read_conditions, read_flags, tables_of
from clinic.exchange.case_marks import read_activities, read_marks, with_scores
from clinic.exchange.case_person import (
    LONGEST_GOAL,
    read_clearances,
    read_ids,
    read_line,
    read_minutes,
    read_person,
)
from clinic.exchange.case_source import load_case
from clinic.exchange.case_values import read_dates, read_day, read_measures, read_questions, read_tests
from clinic.exchange.mistake_words import Recorded, Written
from clinic.exchange.mistakes import CaseError, CaseMistake, Mistakes

__all__ = ["CaseError", "CaseMistake", "load_case", "read_case"]

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
FIELDS = (
    "assessed_on",
    "patient",
    "red_flags",
    "conditions",
    "questions",
    "dates",
    "tests",
    "measures",
    "marks",
    "aims",
    "goal",
    "activities",
    "equipment",
    "minutes_a_day",
    "mastered",
    "clearances",
    "asked_all_no",
    "everything_else",
)


def read_case(raw: Mapping[str, object], knowledge: Knowledge, *, today: date | None = None) -> Facts:
    """The facts of a case. Given `today`, it may not have been assessed later than that.

    Raises CaseError with every mistake at once: unknown ids and fields, values out of range, and an explicit no against
    what the other facts establish.
    """
    mistakes = Mistakes()
    fields = mistakes.fields(raw, (), FIELDS)
    assessed_on = _read_assessed_on(fields, today, mistakes)
    facts = _read_whom(fields, assessed_on, knowledge, mistakes)
    facts = _read_told(fields, knowledge, facts, assessed_on, mistakes)
    if assessed_on:
        for one in contradictions(knowledge, facts):
            _note(one, knowledge, mistakes)
    if mistakes.found:
        raise CaseError(mistakes.found)
    return facts


def _read_assessed_on(fields: Mapping[str, object], today: date | None, mistakes: Mistakes) -> date | None:
    place = ("assessed_on",)
    if "assessed_on" not in fields:
        mistakes.missing(place, ': the day of the assessment, such as "2026-11-20"')
        return None
    day = read_day(fields["assessed_on"], place, mistakes)
    if day and not FIRST_DAY <= day <= LAST_DAY:
        says = "has to be a day from {first} to {last}, not {day}"
        mistakes.wrong(place, says, first=FIRST_DAY, last=LAST_DAY, day=day)
        return None
    if day and today and day > today:
        mistakes.wrong(place, "{day} lies in the future: today is {today}", day=day, today=today)
        return None
    return day


def _note(one: Contradiction, knowledge: Knowledge, mistakes: Mistakes) -> None:
    id, side = one.key
    table = next(table for table, items in tables_of(knowledge).items() if id in items)
    against = tuple(Recorded(words) for words in one.against)
    mistakes.wrong(
        (table, id, side) if side else (table, id),
        "{finding} was answered no, but {against} says yes" if len(against) == 1
        else "{finding} was answered no, but {against} say yes",
        aside=": a contradiction",
        finding=Recorded(" ".join(part for part in one.key if part)),
        against=against,
    )  # fmt: skip  # the sentence, then its parts


def _read_whom(
    fields: Mapping[str, object], assessed_on: date | None, knowledge: Knowledge, mistakes: Mistakes
) -> Facts:
    """Who it is about, what they want and have; nothing clinical yet."""
    facts = Facts(assessed_on or date.max, read_person(fields.get("patient", {}), assessed_on, mistakes))
    if "aims" in fields:
        facts = replace(facts, aims=read_ids(fields["aims"], ("aims",), "aim", knowledge.aims, mistakes))
    if "goal" in fields:
        facts = replace(facts, goal=read_line(fields["goal"], ("goal",), LONGEST_GOAL, mistakes))
    if "equipment" in fields:
        equipment = read_ids(fields["equipment"], ("equipment",), "piece of equipment", knowledge.equipment, mistakes)
        facts = replace(facts, equipment=frozenset(equipment))
    if "minutes_a_day" in fields:
        facts = replace(facts, minutes_a_day=read_minutes(fields["minutes_a_day"], mistakes))
    if "mastered" in fields:
        mastered = read_ids(fields["mastered"], ("mastered",), "exercise", knowledge.exercises, mistakes)
        facts = replace(facts, mastered=frozenset(mastered))
    return facts


def _read_told(
    fields: Mapping[str, object], knowledge: Knowledge, facts: Facts, assessed_on: date | None, mistakes: Mistakes
) -> Facts:
    """Those facts with every answer, measurement, date and clearance."""
    flags = read_flags(knowledge, fields.get("red_flags", {}), mistakes)
    conditions = read_conditions(knowledge, fields.get("conditions", {}), mistakes)
    replies, values = read_questions(knowledge, fields.get("questions", {}), mistakes)
    dates = read_dates(knowledge, fields.get("dates", {}), facts.person, assessed_on, mistakes)
    tests = read_tests(knowledge, fields.get("tests", {}), mistakes)
    measures = read_measures(knowledge, fields.get("measures", {}), mistakes)
    clearances = read_clearances(knowledge, fields.get("clearances", []), facts.assessed_on, mistakes)
    told = replace(
        facts,
        answers={**flags, **conditions, **replies},
        values={**values, **tests, **measures},
        dates=dates,
        clearances=clearances,
        asked_all_no=_read_asked_all_no(fields, knowledge, mistakes),
        everything_else_no=_read_everything_else(fields, mistakes),
        activities=read_activities(knowledge, fields.get("activities", []), mistakes),
        marks=read_marks(knowledge, fields.get("marks", {}), mistakes),
    )
    return with_scores(knowledge, told, mistakes)


def _read_asked_all_no(fields: Mapping[str, object], knowledge: Knowledge, mistakes: Mistakes) -> frozenset[str]:
    place = ("asked_all_no",)
    groups = read_ids(fields.get(place[0], []), place, "group", knowledge.groups, mistakes)
    for group in groups:
        if not knowledge.groups[group].all_no_allowed:
            says = "{group} is never answered by this act: its questions are put and answered singly"
            mistakes.wrong(place, says, group=Recorded(group))
    return frozenset(groups)


def _read_everything_else(fields: Mapping[str, object], mistakes: Mistakes) -> bool:
    written = fields.get("everything_else")
    if written is not None and written != "no":
        hint = '; did you mean "no"?' if written is False or str(written).lower() == "no" else ""
        says = "has to be {no} or left out, not {written}"
        mistakes.wrong(("everything_else",), says, aside=hint, no=Written("no"), written=Written(written))
    return written == "no"
