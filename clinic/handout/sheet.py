"""What one printed programme says: plain values and finished sentences, ready for a page of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

from clinic.domain.pain_bands import AMBER, RED
from clinic.handout.wording import Pill

Pictures: TypeAlias = Mapping[str, tuple[str, str, str]]
"""By exercise id: the drawing of the start, of the finish (the same or empty for a still hold), and what they show."""


USUAL_ACTS = 2  # what to do, in the stop box of somebody without particular findings
FOOT_NAME = 48  # letters of a name that fit into the foot; the whole name stands at the top


def shortened(name: str) -> str:
    """A name as it stands in the foot of a page."""
    return name if len(name) <= FOOT_NAME else f"{name[:FOOT_NAME].rstrip()}…"


@dataclass(frozen=True)
class ClinicDetails:
    """The clinic as it is printed; a part that is not known is empty. `logo` is a PNG. Pain of `amber_from` (0 to 10)
    and more is amber, of `red_from` and more red; 0 leaves what the knowledge says. `invented` marks a demonstration,
    whose people do not exist."""

    name: str
    address: str = ""
    telephone: str = ""
    logo: bytes = b""
    amber_from: int = 0
    red_from: int = 0
    invented: bool = False

    @property
    def pain_starts(self) -> Mapping[str, int]:
        """From which pain each band of the guide begins here, by its id."""
        return {AMBER: self.amber_from, RED: self.red_from}


@dataclass(frozen=True)
class Figure:
    """One picture: `svg` is the whole drawing, `caption` the word under it, `alt` what it shows in words."""

    caption: str
    alt: str
    svg: str


@dataclass(frozen=True)
class StopSign:
    """What to do (`act`) when any of `signs` appears."""

    act: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class PainLight:
    """One row of the pain guide: the band's id, pain while moving, the next morning, and what to do."""

    id: str
    while_moving: str
    next_morning: str
    what_to_do: str


@dataclass(frozen=True)
class SheetExercise:
    """One exercise as it is printed. `effort` says how hard it may feel and how long to rest; `remember` are sentences
    that this person needs besides."""

    number: int
    id: str
    name: str
    purpose: str
    figures: tuple[Figure, ...]
    steps: tuple[str, ...]
    pills: tuple[Pill, ...]
    effort: str
    remember: tuple[str, ...]
    watch_for: str
    stop_if: str
    easier: str
    equipment: str
    days: tuple[str, ...]

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished page is read back for, in the order in which it is printed."""
        return (self.name, *(pill.text for pill in self.pills), *((self.stop_if,) if self.stop_if else ()))


@dataclass(frozen=True)
class Sheet:
    """A whole printed programme. Dates stand in words; `edition` is the short one that is printed. `good_to_know` are
    the sentences that findings bring; `blanks` names what is written in by hand (name, number, goal)."""

    title: str
    person: str
    birth_date: str
    number: str
    printed_on: str
    created: str
    next_visit: str
    goal: str
    minutes: str
    clinic: ClinicDetails
    stop: tuple[StopSign, ...]
    call: str
    pain: tuple[PainLight, ...]
    exercises: tuple[SheetExercise, ...]
    weeks: tuple[str, ...]
    bring_back: str
    good_to_know: tuple[str, ...]
    blanks: tuple[str, ...]
    edition: str
    closer: bool = False

    @property
    def full(self) -> bool:
        """Whether the parts stand closer: told so, or because findings bring much to the first page."""
        return self.closer or bool(self.good_to_know) or len(self.stop) > USUAL_ACTS

    @property
    def pages_wanted(self) -> int:
        """Two exercises a page, and the diary on the last."""
        return max(2, ceil(len(self.exercises) / 2))

    @property
    def foot(self) -> str:
        """Who it is, for the foot of every page."""
        born = f"born {self.birth_date}" if self.birth_date else ""
        number = f"no. {self.number}" if self.number else ""
        return " · ".join(part for part in (shortened(self.person), born, number) if part)

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished page is read back for, in the order in which it is printed."""
        stop = (line for one in self.stop for line in (one.act, *one.signs))
        exercises = (line for one in self.exercises for line in one.must_read)
        return (self.title, *stop, *self.good_to_know, *exercises)
