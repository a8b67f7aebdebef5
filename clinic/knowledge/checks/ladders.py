"""Ladders: every issued exercise stands on one, every step is a progression, phases never fall."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake


def check_ladders(whole: Whole) -> Iterator[Mistake]:
    """What is wrong with ladders, kinds and the activation drills."""
    knowledge = whole.knowledge
    for ladder in knowledge.ladders.values():
        place = whole.place("ladders", ladder.id)
        at = place.inside("rungs")
        if not ladder.rungs:
            yield Mistake(at, "is empty")
        yield from twice(at, ladder.rungs)
        for low, high in pairwise(ladder.rungs):
            lower, upper = knowledge.exercises.get(low), knowledge.exercises.get(high)
            if lower is None or upper is None:
                continue
            if high not in lower.progressions:
                yield Mistake(at, f"{high!r} is none of the progressions of {low!r}")
            if upper.phase < lower.phase:
                yield Mistake(at, f"the phase falls from {low!r} to {high!r}")
        if (ladder.kind == "pull") != bool(ladder.pull):
            yield Mistake(place.inside("pull"), "stands on every ladder of the kind pull, and on no other")
        if ladder.role:
            for id in ladder.rungs:
                if id not in knowledge.activation.drills:
                    yield Mistake(at, f"{id!r} is none of the activation drills, but the whole ladder is one")
    yield from _standing(whole)


def _standing(whole: Whole) -> Iterator[Mistake]:
    """Which exercises stand on a ladder and which kinds have one."""
    knowledge = whole.knowledge
    standing = {id for ladder in knowledge.ladders.values() for id in ladder.rungs}
    for exercise in knowledge.exercises.values():
        if exercise.recommended != (exercise.id in standing):
            wrong = "stands on no ladder" if exercise.recommended else "is never issued, but stands on a ladder"
            yield Mistake(whole.place("exercises", exercise.id), wrong)
    for id in knowledge.activation.drills:
        if id in knowledge.exercises and id not in standing:
            yield Mistake(whole.place("exercises", id), "is an activation drill that stands on no ladder")
    kinds = {ladder.kind for ladder in knowledge.ladders.values()}
    for id in knowledge.kinds:
        if id not in kinds:
            yield Mistake(whole.place("kinds", id), "no ladder is of this kind")
