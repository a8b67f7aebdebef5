"""Whatever is wrong anywhere in the files, the start-up stops with the places of the mistakes, not with a crash."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.knowledge import read_knowledge
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.files import Tables
from clinic.knowledge.mistakes import KnowledgeError
from clinic.knowledge.read import knowledge_of
from clinic.knowledge.values import hints_of
from tests.knowledge.copies import packaged

Way = tuple[str | int, ...]

NONSENSE: list[Any] = [
    "no such word",
    "",
    -7,
    0.5,
    True,
    [],
    {},
    ["no such word"],
    {"all": []},
    date(2026, 1, 1),
    float("inf"),
]


def _ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to every value inside parsed tables, tables and lists included."""
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _ways(one, (*way, key))


def _spoilt(way: Way) -> tuple[Tables, Any, str | int]:
    """A copy in which the file on this way may be changed; the table or list that holds its end; the end's name."""
    tables = packaged()
    tables[str(way[0])] = copy.deepcopy(tables[str(way[0])])
    at: Any = tables
    for part in way[:-1]:
        at = at[part]
    return tables, at, way[-1]


few = settings(max_examples=settings().max_examples // 4)  # each example reads the whole knowledge

FIELDS = {name.rstrip("_") for _, thing in Whole(read_knowledge(), packaged()).things for name in hints_of(type(thing))}

WAYS = [way for way in _ways(packaged()) if len(way) > 1]


def _refused_or_right(tables: Tables) -> list[str]:
    try:
        knowledge_of(tables)
    except KnowledgeError as error:
        return [mistake.place.file for mistake in error.mistakes]
    return []


@few
@given(st.sampled_from(WAYS))
def test_a_field_that_is_cut_is_missed_or_optional(way: Way) -> None:
    tables, holder, name = _spoilt(way)
    del holder[name]
    assert all(_refused_or_right(tables) or ["optional"])


@few
@given(st.sampled_from(WAYS), st.sampled_from(NONSENSE))
def test_nonsense_is_never_a_fault_of_the_program(way: Way, nonsense: Any) -> None:
    tables, holder, name = _spoilt(way)
    holder[name] = nonsense
    assert all(_refused_or_right(tables) or ["harmless"])


@few
@given(st.sampled_from([way for way in WAYS if way[-1] in FIELDS]))
def test_a_misspelt_field_is_always_refused(way: Way) -> None:
    tables, holder, name = _spoilt(way)
    holder[f"{name}_x"] = holder.pop(name)
    with pytest.raises(KnowledgeError):
        knowledge_of(tables)
