"""Invented cases as people write them: a plain builder, and a hypothesis strategy over everything a case may hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from clinic.domain.intake import DateItem, Measure, Question, Test
from clinic.exchange.case_file import CaseError, CaseMistake, read_case
from clinic.exchange.case_marks import marked_measures
from clinic.exchange.case_values import allowed_days
from clinic.knowledge import read_knowledge

KNOWLEDGE = read_knowledge()
TODAY = date(2026, 11, 20)
REPLIES = ["yes", "no", "unsure"]


def case(**fields: Any) -> dict[str, Any]:
    """A woman of 41 of whom everything not named was asked and answered no. A field given as None is left out."""
    written = {
        "assessed_on": TODAY.isoformat(),
        "patient": {"age": 41, "sex": "F"},
        "everything_else": "no",
        **fields,
    }
    return {name: value for name, value in written.items() if value is not None}


@st.composite
def written_cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case with a few answers of every kind, all of them valid one by one."""
    some: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "red_flags": {flag.id: replies(list(flag.qualifiers)) for flag in KNOWLEDGE.flags.values() if flag.question},
        "conditions": {
            one.id: replies(list(one.qualifiers)) | sided(replies(list(one.qualifiers)))
            if one.per_side
            else replies(list(one.qualifiers))
            for one in KNOWLEDGE.conditions.values()
        },
        "questions": {one.id: by_side(one, question_values(one)) for one in KNOWLEDGE.questions.values()},
        "tests": {one.id: by_side(one, result_values(one)) for one in KNOWLEDGE.tests.values() if one.id != "dbp"},
        "measures": {one.id: scores(one) for one in KNOWLEDGE.measures.values() if one.range and not one.highest_of},
        "dates": {one.id: days(one) for one in KNOWLEDGE.dates.values() if one.id != "birth"},
    }
    written: dict[str, Any] = {"assessed_on": TODAY.isoformat(), "patient": draw(patients())}
    for table, items in some.items():
        chosen = draw(st.lists(st.sampled_from(list(items)), max_size=4, unique=True))
        empty_table = draw(st.booleans())
        if chosen or empty_table:
            written[table] = {id: draw(items[id]) for id in chosen}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "aims": ids(KNOWLEDGE.aims),
        "equipment": ids(KNOWLEDGE.equipment),
        "mastered": ids(KNOWLEDGE.exercises),
        "asked_all_no": ids({id for id, one in KNOWLEDGE.groups.items() if one.all_no_allowed}),
        "minutes_a_day": st.integers(1, 240),
        "goal": lines(),
        "activities": st.lists(activities(), max_size=3),
        "marks": marks(set(written.get("measures", ()))),
        "clearances": st.lists(clearances(), max_size=2),
        "everything_else": st.just("no"),
    }
    if "psfs" in written.get("measures", ()):
        del optional["activities"]
    return written | {field: draw(values) for field, values in optional.items() if draw(st.booleans())}


def replies(qualifiers: list[str]) -> st.SearchStrategy[Any]:
    plain = st.sampled_from(REPLIES)
    alone = plain.map(lambda reply: {"answer": reply})
    if not qualifiers:
        return plain | alone
    return plain | alone | st.sampled_from(qualifiers).map(lambda one: {"answer": "yes", "qualifier": one})


def sided(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(["left", "right"]), values, min_size=1)


def by_side(item: Question | Test, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return sided(values) if item.per_side else values


def question_values(question: Question) -> st.SearchStrategy[Any]:
    if question.type == "answer":
        return st.sampled_from(REPLIES)
    if question.type == "choice":
        return st.sampled_from(question.options)
    return st.integers(int(question.min or 0), int(question.max or 0)).filter(lambda one: one >= (question.min or 0))


def result_values(test: Test) -> st.SearchStrategy[Any]:
    if test.plausible_range is None:
        return st.sampled_from(test.options)
    return st.floats(test.plausible_range.min, test.plausible_range.max)


def scores(measure: Measure) -> st.SearchStrategy[Any]:
    assert measure.range
    return st.integers(int(measure.range.min), int(measure.range.max))


def days(item: DateItem) -> st.SearchStrategy[str]:
    earliest, latest = allowed_days(item, TODAY)
    return st.dates(max(earliest, TODAY - timedelta(weeks=400)), latest).map(date.isoformat)


def ids(valid: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(sorted(valid)), max_size=3, unique=True)


def lines() -> st.SearchStrategy[str]:
    return st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40)


def patients() -> st.SearchStrategy[Any]:
    age = st.fixed_dictionaries({"sex": st.sampled_from("FMX"), "age": st.integers(16, 110)})
    born = st.fixed_dictionaries(
        {"sex": st.sampled_from("FMX"), "birth_date": st.dates(date(1920, 1, 1), date(2010, 1, 1)).map(date.isoformat)},
        optional={"name": lines(), "number": lines()},
    )
    return age | born


def marks(scored: set[str]) -> st.SearchStrategy[Any]:
    """Marks on questionnaires whose score was not entered: those that were could disagree."""
    return st.fixed_dictionaries(
        {},
        optional={
            id: st.fixed_dictionaries(
                {},
                optional={
                    **{str(item): st.sampled_from(list(how.choices(item))) for item in how.items},
                    **({"filled_in": st.just("yes")} if id == "rmdq" else {}),
                },
            )
            for id, (_, how) in marked_measures(KNOWLEDGE).items()
            if id not in scored
        },
    )


def activities() -> st.SearchStrategy[Any]:
    words = lines().filter(str.strip)
    return st.fixed_dictionaries({"activity": words}, optional={"score": st.integers(0, 10)}) | st.just({})


def clearances() -> st.SearchStrategy[Any]:
    clearable = [flag.id for flag in KNOWLEDGE.flags.values() if flag.clearable]
    return st.fixed_dictionaries(
        {
            "finding": st.sampled_from(clearable),
            "on": st.dates(date(2020, 1, 1), TODAY).map(date.isoformat),
            "by": st.just("a letter"),
        }
    )


def mistakes(raw: dict[str, Any]) -> tuple[CaseMistake, ...]:
    with pytest.raises(CaseError) as refusal:
        read_case(raw, KNOWLEDGE)
    return refusal.value.mistakes


def the_mistake(**fields: Any) -> CaseMistake:
    (one,) = mistakes(case(**fields))
    return one
