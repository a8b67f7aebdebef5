"""The marks on a questionnaire, item by item: what the knowledge says about them, and what was marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class MarkRule(StrEnum):
    """How the marks of a questionnaire make its score, and what becomes of an item without one."""

    PERCENT_OF_ANSWERED = "percent_of_answered"
    """The sum out of what the marked items allow, in percent: an item without a mark leaves the count."""
    TICKS = "ticks"
    """The number of ticks on a form that was filled in, where no tick is an answer too."""
    SUM_OF_ALL = "sum_of_all"
    """The sum of every item: one without a mark leaves no score."""
    MEAN_OF_SCORED = "mean_of_scored"
    """The mean of the person's own activities that have a number."""


@dataclass(frozen=True)
class Subscale:
    """A part of a questionnaire with a score of its own: the numbers of its items."""

    label: str
    items: tuple[int, ...]


@dataclass(frozen=True)
class Marks:
    """How one questionnaire is marked: `count` items from 1, a mark from `min` to `max` points each.

    `boxes` holds the points of the boxes of an item that is marked by box, counted from 1 as they are printed. Below
    `least_answered` marked items there is no score. `words` name the marks from `min` on where they are no numbers.
    `higher_of_two`: of two marked boxes of one item the higher counts.
    """

    count: int
    min: int
    max: int
    least_answered: int
    rule: MarkRule
    words: tuple[str, ...] = ()
    boxes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    higher_of_two: bool = False
    subscale: Subscale | None = None

    @property
    def items(self) -> range:
        """The numbers of the items."""
        return range(1, self.count + 1)

    def choices(self, item: int) -> range:
        """The marks that one item may have."""
        return range(1, len(self.boxes[item]) + 1) if item in self.boxes else range(self.min, self.max + 1)

    def points(self, item: int, mark: int) -> int:
        """What a mark counts."""
        return self.boxes[item][mark - 1] if item in self.boxes else mark


@dataclass(frozen=True)
class ItemMarks:
    """What was marked on one questionnaire: the mark by item number. An item that is absent has none.

    `filled_in` is the recorded act that the person filled in the form, so that no tick means "not today"; `put` are the
    items that were put to the person where not all were.
    """

    given: Mapping[int, int] = field(default_factory=dict)
    filled_in: bool = False
    put: tuple[int, ...] = ()


@dataclass(frozen=True)
class Activity:
    """Something that is hard for the person, in their own words, and how well they can do it: 0 not at all, 10 as
    before; None without a number."""

    words: str
    score: int | None = None


def activity_marks(activities: tuple[Activity, ...]) -> ItemMarks:
    """The activities as marks, numbered in their order."""
    numbered = tuple(enumerate(activities, start=1))
    given = {number: one.score for number, one in numbered if one.score is not None}
    return ItemMarks(given, put=tuple(number for number, _ in numbered))
