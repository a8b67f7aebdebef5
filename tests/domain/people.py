"""Invented people for the domain tests: plain builders, and a hypothesis strategy that draws facts of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from clinic.domain.facts import Answer, Facts, Key, Person
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import SIDES, Value
from clinic.domain.scales import Reply
from clinic.knowledge import read_knowledge

KNOWLEDGE: Knowledge = read_knowledge()
TODAY = date(2026, 11, 20)


def person(
    answers: Mapping[str, str] | None = None,
    *,
    age: int = 45,
    sex: str = "M",
    values: Mapping[str, Value] | None = None,
    dates: Mapping[str, date] | None = None,
    everything_else_no: bool = True,
) -> Facts:
    """Somebody of whom everything not named was asked and answered no. Keys are "id" or "id left"."""
    return Facts(
        assessed_on=TODAY,
        person=Person(age=age, sex=sex),
        answers={_key(item): _answer(word) for item, word in (answers or {}).items()},
        values={_key(item): value for item, value in (values or {"nprs_back_worst": 4}).items()},
        dates=dates or {},
        everything_else_no=everything_else_no,
    )


def _key(item: str) -> Key:
    name, _, side = item.partition(" ")
    return name, side


def _answer(word: str) -> Answer:
    reply, _, qualifier = word.partition(" ")
    return Answer(Reply(reply), qualifier)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts of a person with a few answers, measurements and dates of any kind."""
    values: dict[Key, Value] = {}
    for name in draw(st.sets(st.sampled_from(sorted(KNOWLEDGE.tests)), max_size=4)):
        test = KNOWLEDGE.tests[name]
        for side in SIDES if test.per_side else ("",):
            if test.options:
                values[name, side] = draw(st.sampled_from(test.options))
            elif test.plausible_range:
                values[name, side] = draw(st.integers(int(test.plausible_range.min), int(test.plausible_range.max)))
    for name in draw(st.sets(st.sampled_from(["nprs_back_worst", "nprs_leg_worst"]))):
        values[name, ""] = draw(st.integers(0, 10))
    answers: dict[Key, Answer] = {}
    for item in draw(st.lists(st.sampled_from(ITEMS), max_size=8, unique_by=lambda one: one.id)):
        answers[item.id, ""] = draw(replies(item))
    dates = {
        name: TODAY - timedelta(days=draw(st.integers(0, 500)))
        for name in draw(st.sets(st.sampled_from(sorted(set(KNOWLEDGE.dates) - {"due"})), max_size=2))
    }
    return Facts(
        assessed_on=TODAY,
        person=Person(age=draw(st.integers(10, 99)), sex=draw(st.sampled_from("FMX"))),
        answers=answers,
        values=values,
        dates=dates,
        everything_else_no=draw(st.booleans()),
    )


def replies(item: Flag | Condition) -> st.SearchStrategy[Answer]:
    """Yes, no, unsure, or yes with a qualifier."""
    plain = [Answer(reply) for reply in Reply]
    qualified = [Answer(Reply.YES, qualifier) for qualifier in item.qualifiers]
    return st.sampled_from(plain + qualified)


ITEMS: tuple[Flag | Condition, ...] = (
    *(flag for flag in KNOWLEDGE.flags.values() if flag.question),
    *KNOWLEDGE.conditions.values(),
)
