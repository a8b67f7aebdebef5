"""What the findings of a person prefer: a rung of a ladder, a ladder that no aim names, or the drill.

A preference orders what is within reach; it never permits anything, and it ends with mastery, of the preferred exercise
or of a harder one on the same ladder, so that it never holds anyone back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.library import Ladder
from clinic.domain.reach import Reach


@dataclass(frozen=True)
class Preference:
    """One exercise that one finding prefers."""

    finding: str
    exercise: str


def preferences(reach: Reach) -> Iterator[Preference]:
    """Every preference of the findings that stand, sure or unsure, in file order; each finding's own order is kept."""
    for condition in reach.knowledge.conditions.values():
        if condition.id in reach.standing:
            for exercise in condition.prefer:
                yield Preference(condition.id, exercise)


def preferred_drill(reach: Reach) -> Preference | None:
    """The first preferred drill that is within reach and not mastered."""
    for preference in preferences(reach):
        if (
            preference.exercise in reach.knowledge.activation.drills
            and preference.exercise not in reach.facts.mastered
            and reach.can_choose(preference.exercise)
        ):
            return preference
    return None


def preferred_rung(reach: Reach, ladder: Ladder) -> Preference | None:
    """The highest preferred rung of a ladder that is within reach and above everything mastered on it.

    Drills do not count: a preferred drill takes the drill's place and never a second one.
    """
    wanted = {one.exercise: one for one in reversed(tuple(preferences(reach)))}
    for exercise in reversed(ladder.rungs):
        if exercise in reach.facts.mastered:
            return None
        if exercise in wanted and exercise not in reach.knowledge.activation.drills and reach.can_choose(exercise):
            return wanted[exercise]
    return None


def preferred_ladder(reach: Reach) -> str:
    """The first ladder no aim names that has a rung a finding prefers and no aim's ladder has; "" without one."""
    named = {ladder for aim in reach.aims for ladder in reach.aim_stage(aim).ladders}
    ladders = [ladder for ladder in reach.knowledge.ladders.values() if reach.is_open(ladder)]
    served = {exercise for ladder in ladders if ladder.id in named for exercise in ladder.rungs}
    for preference in preferences(reach):
        for ladder in ladders:
            unnamed = ladder.id not in named and preference.exercise not in served
            if unnamed and preference.exercise in ladder.rungs and preferred_rung(reach, ladder):
                return ladder.id
    return ""
