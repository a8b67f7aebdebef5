"""How many exercises are permitted, withheld, or never given to anyone, and what restricts a programme: the same
wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.outcome import Objection, Screening

NEVER = "not_recommended"
BY_NAME = ("excluded", "blocked_by_test")


@dataclass(frozen=True)
class Tally:
    """Counts of exercises. What is never given to anyone is neither permitted nor withheld; `not_due` are among the
    permitted."""

    permitted: int
    not_due: int
    withheld: int
    never_given: int

    @property
    def of(self) -> int:
        """Every exercise that may be given to somebody."""
        return self.permitted + self.withheld


def tally(screening: Screening) -> Tally:
    """The counts of a screening, whatever its disposition."""
    never = sum(is_never_given(objections) for objections in screening.withheld.values())
    return Tally(len(screening.permitted_if_cleared), len(screening.not_due), len(screening.withheld) - never, never)


@dataclass(frozen=True)
class LeftOut:
    """Exercises withheld for a reason other than a limit or ceiling: a test result or a condition names them."""

    reason: str
    sources: tuple[str, ...]
    exercises: tuple[str, ...]


def left_out(screening: Screening) -> tuple[LeftOut, ...]:
    """What test results and conditions leave out by name, each reason once with all its exercises."""
    found: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for exercise, objections in screening.withheld.items():
        for one in objections:
            if one.rule in BY_NAME:
                found.setdefault(one.reason, (one.sources, []))[1].append(exercise)
    return tuple(LeftOut(reason, sources, tuple(ids)) for reason, (sources, ids) in found.items())


def is_never_given(objections: tuple[Objection, ...]) -> bool:
    """Whether one of the objections to an exercise holds for everyone."""
    return any(one.rule == NEVER for one in objections)
