"""What is wrong with a folder of clinical knowledge: every mistake with its place and the nearest valid word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: the file, the table as it is written between brackets, the field inside it."""

    file: str
    table: str = ""
    field: str = ""

    def inside(self, part: str) -> Place:
        """The same place one step further in: `limits` becomes `limits.shear`, `when` becomes `when.all[0]`."""
        glue = "" if not self.field or part.startswith("[") else "."
        return Place(self.file, self.table, f"{self.field}{glue}{part}")

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, f"[{self.table}]" if self.table else "", self.field) if part)


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: where, what is wrong, and the nearest valid word when there is one."""

    place: Place
    wrong: str
    nearest: str = ""

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{self.place}: {self.wrong}.{hint}"


class KnowledgeError(Exception):
    """The knowledge cannot be used. `mistakes` holds every one that was found, in the order of files and tables."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        count = len(self.mistakes)
        plural = "" if count == 1 else "s"
        head = f"The clinical knowledge has {count} mistake{plural}. Mend the named files and start again:"
        super().__init__("\n".join([head, *(f"  {mistake}" for mistake in self.mistakes)]))


def nearest(word: str, valid: Collection[str]) -> str:
    """The valid word most like this one, or "" when none is close."""
    return next(iter(get_close_matches(word, list(valid), n=1, cutoff=0.6)), "")


def unknown(place: Place, what: str, word: str, valid: Collection[str]) -> Mistake:
    """A mistake about a word that is none of the valid ones."""
    return Mistake(place, f"no {what} is called {word!r}", nearest(word, valid))
