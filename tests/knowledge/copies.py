"""Copies of the packaged knowledge, as parsed tables, with something planted in them."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from clinic.knowledge.files import Tables, packaged_folder, read_tables
from clinic.knowledge.mistakes import KnowledgeError
from clinic.knowledge.read import knowledge_of

CUT = object()
"""In place of a value: the field is taken out."""


@cache
def _packaged() -> Tables:
    return read_tables(packaged_folder())


def packaged() -> Tables:
    """The packaged tables, to plant something in; change nothing else in place."""
    return dict(_packaged())


def plant(tables: Tables, file: str, path: str, value: Any) -> None:
    """Put a value at a dotted path (numbers count the entries of a list, unless quoted), or cut it out."""
    *way, last = [int(part) if part.isdecimal() else part.strip("'") for part in path.split(".")]
    name = _file(file)
    tables[name] = copy.deepcopy(tables[name])
    at: Any = tables[name]
    for part in way:
        at = at[part]
    if value is CUT:
        del at[last]
    elif isinstance(last, int) and last == len(at):
        at.append(value)
    else:
        at[last] = value


def mistakes(tables: Tables) -> list[str]:
    """What is wrong with these tables, one text per mistake."""
    with pytest.raises(KnowledgeError) as raised:
        knowledge_of(tables)
    return [str(mistake) for mistake in raised.value.mistakes]


def _file(name: str) -> str:
    """`phase_3` stands for the file of that phase."""
    return next(file for file in _packaged() if file in (name, f"{name}.toml") or file.startswith(f"exercises/{name}_"))
