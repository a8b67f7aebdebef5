"""What is known about one person on one day: answers, measurements, dates, age; in the units of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from clinic.domain.marks import Activity, ItemMarks
from clinic.domain.rule import Value
from clinic.domain.scales import Reply

Key: TypeAlias = tuple[str, str]
"""An item's id and its side: "left", "right", or "" where the item has none."""

WEEKS_OF_PREGNANCY = 40
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Answer:
    """One reply to a red flag, a condition or a yes/no question, with the qualifier that goes with a yes."""

    reply: Reply
    qualifier: str = ""


@dataclass(frozen=True)
class Clearance:
    """A recorded medical all-clear for one finding."""

    finding: str
    on: date
    by: str


@dataclass(frozen=True)
class Person:
    """Who it is. `age` in completed years stands where there is no birth date; `sex` is F, M or X."""

    birth_date: date | None = None
    age: int | None = None
    sex: str = ""
    name: str = ""
    number: str = ""

    def age_on(self, day: date) -> int | None:
        """Age in completed years on a day."""
        if self.birth_date is None:
            return self.age
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True)
class Facts:
    """Everything that was told, asked or measured. A key that is absent was not asked, which is never `no`.

    `answers` hold replies (red flags, conditions, yes/no questions); `values` numbers and chosen options (questions,
    tests, measures); `asked_all_no` the groups with the recorded act; `everything_else_no` is that act for every group.
    `equipment` is None when nobody asked; `goal` is in the person's own words, and so are the `activities`. `marks` are
    those on the questionnaires, by measure; a score that they make stands among the `values`.
    """

    assessed_on: date
    person: Person = Person()
    answers: Mapping[Key, Answer] = field(default_factory=dict)
    values: Mapping[Key, Value] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    asked_all_no: frozenset[str] = frozenset()
    everything_else_no: bool = False
    clearances: tuple[Clearance, ...] = ()
    aims: tuple[str, ...] = ()
    equipment: frozenset[str] | None = None
    minutes_a_day: float | None = None
    mastered: frozenset[str] = frozenset()
    goal: str = ""
    activities: tuple[Activity, ...] = ()
    marks: Mapping[str, ItemMarks] = field(default_factory=dict)

    @property
    def age(self) -> int | None:
        """Age in completed years on the day of assessment."""
        return self.person.age_on(self.assessed_on)

    def weeks_since(self, id: str) -> float | None:
        """Weeks from a dated event to the assessment, days / 7, not rounded."""
        on = self.dates.get(id)
        return None if on is None else (self.assessed_on - on).days / DAYS_A_WEEK

    @property
    def weeks_pregnant(self) -> float | None:
        """Weeks of pregnancy: 40 less the weeks to the due date; None without one."""
        since = self.weeks_since("due")
        return None if since is None else WEEKS_OF_PREGNANCY + since

    def with_answer(self, key: Key, reply: Reply) -> Facts:
        """The same facts with one reply put in."""
        return replace(self, answers={**self.answers, key: Answer(reply)})

    def with_value(self, key: Key, value: Value) -> Facts:
        """The same facts with one number or chosen option put in."""
        return replace(self, values={**self.values, key: value})
