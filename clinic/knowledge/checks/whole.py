"""The knowledge as the cross-checks see it: every part with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from typing import Any

from clinic.domain.inference import Derivation
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import Atom
from clinic.knowledge.files import EXERCISES, PARTS, WHOLE, Tables
from clinic.knowledge.mistakes import Mistake, Place
from clinic.knowledge.values import hints_of, label

PLAIN = (str, int, float, type(None))
"""Values that hold no other things."""


@dataclass(frozen=True)
class Whole:
    """The typed knowledge beside the tables it was read from."""

    knowledge: Knowledge
    tables: Tables

    @cached_property
    def things(self) -> tuple[tuple[Place, Any], ...]:
        """Every dataclass anywhere in the knowledge, each with its place, in the order of the files."""
        return tuple(self._things())

    def of(self, *kinds: type) -> Iterator[tuple[Place, Any]]:
        """The things of these kinds."""
        return ((place, thing) for place, thing in self.things if isinstance(thing, kinds))

    def place(self, field: str, id: str) -> Place:
        """Where one entry of a mapping of `Knowledge` is written: `place("exercises", "plank")`."""
        if field == EXERCISES:
            names = (
                name for name, content in self.tables.items() if name.startswith(f"{EXERCISES}/") and id in content
            )
            return Place(next(names, EXERCISES), id)
        for file, whole in WHOLE.items():
            if whole == field:
                return Place(file, id)
        return next(
            Place(file, f"{key}.{id}") for file, parts in PARTS.items() for key, part in parts.items() if part == field
        )

    def _things(self) -> Iterator[tuple[Place, Any]]:
        for field in [EXERCISES, *WHOLE.values()]:
            value = getattr(self.knowledge, field)
            if isinstance(value, Mapping):
                for id, item in value.items():
                    yield from _walk(item, self.place(field, id))
            else:
                file = next(file for file, whole in WHOLE.items() if whole == field)
                yield from _walk(value, Place(file))
        for file, parts in PARTS.items():
            for key, part in parts.items():
                value = getattr(self.knowledge, part)
                if isinstance(value, Mapping):
                    for id, item in value.items():
                        yield from _walk(item, Place(file, f"{key}.{id}"))
                else:
                    yield from _walk(value, Place(file, key))


def _walk(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    if is_dataclass(value):
        yield place, value
        if isinstance(value, Atom):
            return
        for name in hints_of(type(value)):
            inner = getattr(value, name)
            if isinstance(value, Derivation) and name == "when":
                yield from _walk(value.when.all, place.inside("all"))  # written without the word `when`
            elif not isinstance(inner, PLAIN):
                yield from _walk(inner, place.inside(name.rstrip("_")))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            if isinstance(item, PLAIN):
                return  # a list holds things of one kind
            yield from _walk(item, place.inside(f"[{label(item, at)}]"))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(item, PLAIN):
                yield from _walk(item, place.inside(str(key)))


def twice(place: Place, words: Iterable[str]) -> Iterator[Mistake]:
    """A mistake for every word that stands more than once in a list."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield Mistake(place, f"names {word!r} twice")
        seen.add(word)
