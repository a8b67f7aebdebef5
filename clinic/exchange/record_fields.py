"""Reads the fields of a kept record one by one, and notes every mistake with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TypeGuard

from clinic.exchange.mistake_words import Written
from clinic.exchange.mistakes import Mistakes, Place


class RecordFields:
    """The fields of one table. Each reader gives the value, or a stand-in and a mistake; every field has to be there
    and no other may be."""

    def __init__(self, raw: object, place: Place, valid: Collection[str], mistakes: Mistakes) -> None:
        self.place, self.mistakes = place, mistakes
        self.table = mistakes.fields(raw, place, valid)
        for name in valid:
            if isinstance(raw, dict) and name not in self.table:
                mistakes.missing((*place, name))

    def text(self, name: str) -> str:
        """A text; null is the empty one."""
        raw = self.table.get(name)
        return "" if raw is None else self.mistakes.text(raw, (*self.place, name)) or ""

    def id(self, name: str, what: str, known: Collection[str] | None, *, required: bool = False) -> str:
        """An id, one of the known where anything is known; null is the empty one, unless one is required."""
        id = self.text(name)
        if required and not id and name in self.table:
            self._wrong(name, f"the id of an {what}", self.table[name])
        if id and known is not None and id not in known:
            self.mistakes.unknown((*self.place, name), what, id, known)
        return id

    def word(self, name: str, allowed: Collection[str]) -> str:
        """One of a few words."""
        word = self.text(name)
        if name in self.table and word not in allowed:
            self.mistakes.not_one_of((*self.place, name), word, allowed)
        return word

    def whole(self, name: str) -> int:
        """A whole number from 0 on."""
        return self.whole_or_none(name, required=True) or 0

    def whole_or_none(self, name: str, *, required: bool = False) -> int | None:
        """A whole number from 0 on, or null."""
        raw = self.table.get(name)
        if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
            return raw
        if name in self.table and (required or raw is not None):
            self._wrong(name, "a whole number from 0 on", raw)
        return None

    def truth(self, name: str) -> bool:
        """True or false."""
        raw = self.table.get(name)
        if name in self.table and not isinstance(raw, bool):
            self._wrong(name, "true or false", raw)
        return raw is True

    def day(self, name: str) -> date:
        """A day such as 2026-11-20."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            if name in self.table:
                self._wrong(name, "a day such as 2026-11-20", self.table[name])
            return date.min

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(
            text for text in (self.mistakes.text(one, at) for one, at in self._items(name)) if text is not None
        )

    def words(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of words out of a few, each once."""
        words = self.texts(name)
        for word in words:
            if word not in allowed:
                self.mistakes.not_one_of((*self.place, name), word, allowed)
        if len(set(words)) != len(words):
            self._wrong(name, "a list without anything twice", list(words))
        return words

    def numbers(self, name: str, count: int) -> tuple[float, ...] | None:
        """A list of so many numbers, or null."""
        if self.table.get(name) is None:
            return None
        raw = [one for one, _ in self._items(name)]
        numbers = tuple(one for one in raw if _is_number(one))
        if len(numbers) != count or len(raw) != count:
            self._wrong(name, f"a list of {count} numbers", self.table[name])
        return numbers

    def inner(self, name: str, valid: Collection[str]) -> RecordFields:
        """The fields of a table inside this one."""
        return RecordFields(self.table.get(name, {}), (*self.place, name), valid, self.mistakes)

    def tables(self, name: str, valid: Collection[str]) -> Iterator[RecordFields]:
        """The fields of each table of a list."""
        return (RecordFields(one, at, valid, self.mistakes) for one, at in self._items(name))

    def _items(self, name: str) -> Iterator[tuple[object, Place]]:
        place = (*self.place, name)
        raw = self.mistakes.list(self.table[name], place) if name in self.table else ()
        return ((one, (*place, f"{number}")) for number, one in enumerate(raw, start=1))

    def _wrong(self, name: str, allowed: str, written: object) -> None:
        self.mistakes.wrong(
            (*self.place, name), "has to be {allowed}, not {written}", allowed=allowed, written=Written(written)
        )


def _is_number(one: object) -> TypeGuard[float]:
    return isinstance(one, int | float) and not isinstance(one, bool)
