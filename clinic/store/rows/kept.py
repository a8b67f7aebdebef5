"""What a column can keep: the same on every database, and refused before it gets there.

SQLite keeps a text of any length in a column of 64 letters, and PostgreSQL does not; it refuses the letter NUL and
numbers that are none. Here both refuse the same things, with the same words.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, String

from clinic.store.errors import UnfitError

SMALL, LARGE = 2**31 - 1, 2**63 - 1


def check(column: Column[Any], value: object) -> None:
    """Raises UnfitError for a value that not every database could keep in this column and give back as it was."""
    place = f"{column.table.name}, {column.name}".replace("_", " ")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise UnfitError(f"{place}: a moment needs its time zone.")
    elif isinstance(value, str):
        _check_text(place, value)
        longest = column.type.length if isinstance(column.type, String) else None
        if longest is not None and len(value) > longest:
            raise UnfitError(f"{place}: {len(value)} letters are too many; {longest} can be kept.")
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if isinstance(column.type, Integer) and abs(value) > _largest(column):
            raise UnfitError(f"{place}: the number is too large to be kept.")
    elif isinstance(value, float):
        _check_number(place, value)
    elif isinstance(column.type, JSON):
        _check_content(place, value)


def _largest(column: Column[Any]) -> int:
    return LARGE if isinstance(column.type, BigInteger) else SMALL


def _check_text(place: str, value: str) -> None:
    try:
        whole = "\0" not in value and value.encode()
    except UnicodeEncodeError:  # half of a pair
        whole = False
    if whole is False:
        raise UnfitError(f"{place}: the text holds a character that is no letter and cannot be kept. Take it out.")


def _check_number(place: str, value: float) -> None:
    if not math.isfinite(value):
        raise UnfitError(f"{place}: {value} is no number that can be kept.")


def _check_content(place: str, value: object) -> None:
    if isinstance(value, str):
        _check_text(place, value)
    elif isinstance(value, float):
        _check_number(place, value)
    elif isinstance(value, dict):
        for name, one in value.items():
            _check_text(place, name)
            _check_content(place, one)
    elif isinstance(value, list | tuple):
        for one in value:
            _check_content(place, one)
