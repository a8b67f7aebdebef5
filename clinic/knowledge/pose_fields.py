"""Single values of a pose's TOML, each read or noted as a mistake with the nearest valid word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from clinic.domain.pose_words import ANCHORS, LANDMARKS
from clinic.knowledge.mistakes import Mistake, Place, nearest, unknown

Notes = list[Mistake]
Table = dict[str, Any]
_REFERENCES = (*LANDMARKS, *ANCHORS)


def no_others(table: Mapping[str, Any], valid: Collection[str], place: Place, notes: Notes) -> None:
    """Note every field that is none of the valid ones."""
    for key in table:
        if key not in valid:
            notes.append(Mistake(place.inside(key), f"{key!r} is not a field here", nearest(key, valid)))


def known_word(word: Any, valid: Collection[str], what: str, place: Place, notes: Notes) -> bool:
    """Whether a word is one of the valid ones; noted with the nearest when it is not."""
    if isinstance(word, str) and word in valid:
        return True
    notes.append(unknown(place, what, str(word), valid))
    return False


def table_of(raw: Any, place: Place, notes: Notes) -> Table:
    """The value as a table, or an empty one."""
    table: Table = _checked(raw, dict, "a table", place, notes, {})
    return table


def list_in(table: Table, name: str, place: Place, notes: Notes) -> list[Any]:
    """The list under a name, or an empty one."""
    found: list[Any] = _checked(table.get(name, []), list, "a list", place.inside(name), notes, [])
    return found


def typed(raw: Any, kind: type, words: str, place: Place, notes: Notes) -> Any:
    """The value if it is of the kind, else that kind's empty value."""
    return _checked(raw, kind, words, place, notes, kind())


def _checked(raw: Any, kind: type, words: str, place: Place, notes: Notes, stand_in: Any) -> Any:
    if isinstance(raw, kind):
        return raw
    notes.append(Mistake(place, f"has to be {words}, not {raw!r}"))
    return stand_in


def number(raw: Any, place: Place, notes: Notes) -> float:
    """The value as a number, or 0."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        notes.append(Mistake(place, f"has to be a number, not {raw!r}"))
        return 0.0
    return float(raw)


def read_spot(raw: Any, place: Place, notes: Notes) -> Any:
    """A landmark's name, or a point of three numbers."""
    if isinstance(raw, str):
        known_word(raw, _REFERENCES, "landmark", place, notes)
        return raw
    if isinstance(raw, list) and len(raw) == 3:
        return tuple(number(value, place, notes) for value in raw)
    notes.append(Mistake(place, "has to be a landmark or three numbers in cm: right, away, up"))
    return (0.0, 0.0, 0.0)
