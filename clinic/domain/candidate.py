"""How one exercise stands for one person today: what a clinician sees before choosing it."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.change import barred
from clinic.domain.outcome import Objection
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach


@dataclass(frozen=True)
class Candidate:
    """An exercise and what speaks against it. `not_due` is the reason in words or ""; `lacking` names equipment that is
    not at home; `barred` says why nothing may be given at all; `recommended` is false for what is never given;
    `in_programme`: it is chosen already; `current`: it is the very exercise that others are shown beside."""

    exercise: str
    name: str
    phase: int
    category: str
    recommended: bool
    objections: tuple[Objection, ...]
    not_due: str
    lacking: tuple[str, ...]
    barred: str
    in_programme: bool = False
    current: bool = False

    @property
    def permitted(self) -> bool:
        """Whether nothing withholds it."""
        return not self.objections and not self.barred

    @property
    def due(self) -> bool:
        """Whether stage and gates have come to it."""
        return not self.not_due

    @property
    def at_home(self) -> bool:
        """Whether everything it needs is at home."""
        return not self.lacking

    @property
    def reasons(self) -> tuple[str, ...]:
        """Everything that speaks against it, in words, the gravest first."""
        return (
            *((self.barred,) if self.barred else ()),
            *(f"withheld: {one.reason}" for one in self.objections),
            *((f"not due yet: {self.not_due}",) if self.not_due else ()),
            *((f"not at home: {', '.join(self.lacking)}",) if self.lacking else ()),
        )

    @property
    def against(self) -> str:
        """The same in one line; "" when nothing speaks against it."""
        return "; ".join(self.reasons)


def candidates(reach: Reach, programme: Programme | None = None) -> dict[str, Candidate]:
    """Every exercise of the library by id, in library order."""
    taken = {one.exercise for one in programme.exercises} if programme else set()
    stop = " ".join(barred(reach))
    return {
        one.id: Candidate(
            exercise=one.id,
            name=one.name,
            phase=one.phase,
            category=one.category,
            recommended=one.recommended,
            objections=reach.withheld.get(one.id, ()),
            not_due=reach.waiting.get(one.id, ""),
            lacking=reach.lacking(one),
            barred=stop,
            in_programme=one.id in taken,
        )
        for one in reach.knowledge.in_library_order
    }
