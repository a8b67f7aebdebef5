"""Reads one TOML value into the type that a dataclass of `clinic.domain` states, strictly.

What cannot be read becomes a mistake and an empty stand-in, so that one reading finds every mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from clinic.domain.rule import Atom
from clinic.knowledge.mistakes import Mistake, Place, nearest

Special = Callable[[Any, Place, "Reader"], Any]
KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class Reader:
    """Reads values and keeps the mistakes. `special` holds the types whose written form is not their fields."""

    def __init__(self, special: Mapping[type, Special]) -> None:
        self.mistakes: list[Mistake] = []
        self._special = special

    def wrong(self, place: Place, wrong: str, near: str = "") -> None:
        """Note one mistake."""
        self.mistakes.append(Mistake(place, wrong, near))

    def unknown_field(self, place: Place, key: str, valid: list[str]) -> None:
        """Note a field that does not belong here."""
        self.wrong(place.inside(key), f"{key!r} is not a field here", nearest(key, valid))

    def read(self, hint: Any, raw: Any, place: Place) -> Any:
        """The value of the type `hint` that `raw` writes."""
        if hint in self._special:
            return self._special[hint](raw, place, self)
        form, parts = _form(hint)
        if form == "optional":
            return self.read(parts[0], raw, place)
        if form == "tuple":
            return self._tuple(parts, raw, place)
        if form == "mapping":
            return self._mapping(parts, raw, place)
        if form == "table":
            return self.table(hint, raw, place)
        return self._word(hint, raw, place) if form == "word" else self._plain(hint, raw, place)

    def table(self, kind: Any, raw: Any, place: Place, given: Mapping[str, Any] | None = None) -> Any:
        """A dataclass out of a table; `given` holds fields that come from elsewhere, as the id of a table's key."""
        if not isinstance(raw, dict):
            self.wrong(place, f"has to be a table, not {raw!r}")
            return empty(kind)
        hints = hints_of(kind)
        values = dict(given or {})
        written = {name.rstrip("_"): name for name in hints if name not in values}
        for key, value in raw.items():
            if key in written:
                values[written[key]] = self.read(hints[written[key]], value, place.inside(key))
            else:
                self.unknown_field(place, key, list(written))
        for name in required(kind):
            if name not in values:
                self.wrong(place.inside(name.rstrip("_")), "is missing")
                values[name] = empty(hints[name])
        return kind(**values)

    def _tuple(self, parts: tuple[Any, ...], raw: Any, place: Place) -> Any:
        if not isinstance(raw, list):
            self.wrong(place, f"has to be a list, not {raw!r}")
            return ()
        if parts[-1] is Ellipsis:
            return tuple(
                self.read(parts[0], value, place.inside(f"[{label(value, at)}]")) for at, value in enumerate(raw)
            )
        if len(raw) != len(parts):
            self.wrong(place, f"has to have {len(parts)} values, not {len(raw)}")
            return tuple(empty(part) for part in parts)
        return tuple(self.read(part, value, place) for part, value in zip(parts, raw, strict=True))

    def _mapping(self, kinds: tuple[Any, ...], raw: Any, place: Place) -> dict[Any, Any]:
        if not isinstance(raw, dict):
            self.wrong(place, f"has to be a table, not {raw!r}")
            return {}
        of_key, kind = kinds
        return {
            self._key(of_key, key, place): self.item(kind, key, value, place.inside(key)) for key, value in raw.items()
        }

    def item(self, kind: Any, key: str, raw: Any, place: Place) -> Any:
        """One entry of a mapping; where it has a field `id`, the key is that id."""
        if isinstance(kind, type) and is_dataclass(kind) and "id" in hints_of(kind):
            if kind in self._special:
                return self._special[kind]((key, raw), place, self)
            return self.table(kind, raw, place, {"id": key})
        return self.read(kind, raw, place)

    def _key(self, kind: type, key: str, place: Place) -> Any:
        if kind is int and not key.isdecimal():
            self.wrong(place.inside(key), "the name of this table has to be a whole number")
            return 0
        return kind(key)

    def _word(self, kind: Any, raw: Any, place: Place) -> Any:
        words = {str(one.value) if issubclass(kind, StrEnum) else one.word: one for one in kind}
        if isinstance(raw, str) and raw in words:
            return words[raw]
        self.wrong(place, f"has to be one of {', '.join(words)}, not {raw!r}", nearest(str(raw), list(words)))
        return next(iter(kind))

    def _plain(self, kind: type, raw: Any, place: Place) -> Any:
        fits = isinstance(raw, int | float) if kind is float else isinstance(raw, kind)
        if not fits or (isinstance(raw, bool) and kind is not bool):
            self.wrong(place, f"has to be {KINDS[kind]}, not {raw!r}")
            return kind()
        if isinstance(raw, float) and not isfinite(raw):
            self.wrong(place, f"has to be a number that can be reached, not {raw}")
        if isinstance(raw, str) and (raw != raw.strip() or not raw):
            self.wrong(place, "is empty or begins or ends with a space")
        return raw


def label(value: Any, at: int) -> str:
    """How an entry of a list is called in a place: by its id, or by its position counted from 0."""
    id = value.get("id") if isinstance(value, dict) else None if isinstance(value, Atom) else getattr(value, "id", None)
    return id if isinstance(id, str) and id else str(at)


def hints_of(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields, by name."""
    return _hints_of(kind)


@cache
def _hints_of(kind: Any) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}


@cache
def required(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that have no default."""
    return tuple(one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)


@cache
def _form(hint: Any) -> tuple[str, tuple[Any, ...]]:
    """How a type is written, and the types it is made of."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return "optional", tuple(part for part in get_args(hint) if part is not type(None))
    if origin is tuple:
        return "tuple", get_args(hint)
    if origin is not None:
        return "mapping", get_args(hint)
    if is_dataclass(hint):
        return "table", ()
    return ("word" if issubclass(hint, Enum) else "plain"), ()


def empty(hint: Any) -> Any:
    """A stand-in of this type for a value that could not be read."""
    form, _ = _form(hint)
    if form == "table":
        return hint(**{name: empty(one) for name, one in hints_of(hint).items()})
    if form == "word":
        return next(iter(hint))
    return {"optional": None, "tuple": (), "mapping": {}}[form] if form != "plain" else hint()
