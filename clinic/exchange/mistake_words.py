"""What varies in the words of a mistake, and how a file's author reads it. Whoever shows a mistake to other people says
the same parts in a voice of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

LONGEST_QUOTE = 40


@dataclass(frozen=True)
class Written:
    """What stands in the case, whatever it is."""

    value: object


@dataclass(frozen=True)
class Recorded:
    """An item of the knowledge, with its side and what is recorded under it where that is meant: "sbp", "due
    2027-02-27", "slr_deg left 40"."""

    words: str


@dataclass(frozen=True)
class Allowed:
    """The words of which one has to stand there."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """The numbers that may stand there, both ends in; None is open."""

    low: float | None
    high: float | None
    unit: str

    def __str__(self) -> str:
        ends = (
            f"from {self.low:g}" if self.low is not None else "",
            f"to {self.high:g}" if self.high is not None else "",
        )
        return " ".join(part for part in ("a number", *ends, f"({self._beside})" if self._beside else "") if part)

    @property
    def _beside(self) -> str:
        """The unit without the range, which some units name themselves: "0-10, mean of the activities"."""
        if self.low is None or self.high is None:
            return self.unit
        for span in (f"{self.low:g}-{self.high:g}", f"{self.low:g} to {self.high:g}"):
            if span in self.unit:
                return self.unit.replace(span, "").strip(" ,()")
        return self.unit


Part: TypeAlias = Written | Recorded | tuple[Recorded, ...] | Allowed | Numbers | date | int | str


@dataclass(frozen=True)
class Voice:
    """How the parts of a mistake are said to one kind of reader."""

    day: Callable[[date], str]
    written: Callable[[object], str]
    recorded: Callable[[str], str]
    allowed: Callable[[Collection[str]], str]

    def said(self, part: Part) -> str:
        """One part in words."""
        if isinstance(part, tuple):
            return " and ".join(self.recorded(one.words) for one in part)
        if isinstance(part, Recorded):
            return self.recorded(part.words)
        if isinstance(part, Written):
            return self.written(part.value)
        if isinstance(part, Allowed):
            return self.allowed(part.words)
        return self.day(part) if isinstance(part, date) else str(part)


def shown(written: object) -> str:
    """A value as it stands in the case, cut to a readable length."""
    if isinstance(written, Mapping):
        return "a table"
    if isinstance(written, list | tuple):
        return "a list"
    return cut(json.dumps(written, ensure_ascii=False, default=str))


def cut(text: str) -> str:
    """A text of readable length."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 3]}..."


def either(words: Collection[str]) -> str:
    """One, two or three: "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


IN_FILES = Voice(
    day=date.isoformat,
    written=shown,
    recorded=str,
    allowed=lambda words: either([f'"{word}"' for word in words]),
)
"""As whoever writes case files reads it: ids, days and values as they stand there."""
