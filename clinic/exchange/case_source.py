"""Loads the text of a case: JSON or TOML, from a file or from standard input."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from clinic.exchange.mistakes import CaseError, CaseMistake

STANDARD_INPUT = "-"
LONG_NUMBER = re.compile(r"\d{1000}")
Parser = Callable[[str], Any]


def load_case(source: str | Path) -> Mapping[str, object]:
    """The parsed tables of a case file, or of standard input for "-".

    The ending of the name decides between JSON and TOML; without one of these, JSON is tried first.
    Raises CaseError when it cannot be read or parsed, or is not a table.
    """
    name = "standard input" if str(source) == STANDARD_INPUT else str(source)
    raw = _parsed(_text(source, name), name, _parsers(Path(source).suffix.lower()))
    if not isinstance(raw, dict):
        raise _error(f"{name}: a case is one table of fields, not a list or a single value")
    return raw


def _text(source: str | Path, name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if str(source) == STANDARD_INPUT else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise _error(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _error(f"{name}: is not UTF-8 text") from error


def _parsers(suffix: str) -> Mapping[str, Parser]:
    both: Mapping[str, Parser] = {"JSON": read_json, "TOML": tomllib.loads}
    named = {".json": "JSON", ".toml": "TOML"}.get(suffix)
    return {named: both[named]} if named else both


def _parsed(text: str, name: str, parsers: Mapping[str, Parser]) -> object:
    if LONG_NUMBER.search(text):
        raise _error(f"{name}: holds a number that is too long")
    reasons = []
    for language, parse in parsers.items():
        try:
            return parse(text)
        except RecursionError:
            reasons.append(f"not {language}: nested too deeply")
        except ValueError as error:
            reasons.append(f"not {language}: {error}")
    raise _error(f"{name}: {'; '.join(reasons)}")


def read_json(text: str) -> object:
    """What a JSON text holds. Raises ValueError where it is none, has a key twice or a number that JSON does not know,
    and RecursionError where it is nested too deeply."""
    return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A table; of a key that stands twice nobody could say which value is meant."""
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise ValueError(f"{key!r} stands twice in one table")
        table[key] = value
    return table


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number of JSON")


def _error(text: str) -> CaseError:
    return CaseError((CaseMistake((), "{text}", {"text": text}),))
