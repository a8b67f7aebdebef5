"""What a clinician may choose instead or besides: the rungs of a ladder, and every exercise that some words find."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from clinic.domain.candidate import Candidate, candidates
from clinic.domain.placing import aim_and_ladder, fits_at
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach


def rungs_beside(reach: Reach, one: PlannedExercise, programme: Programme | None = None) -> tuple[Candidate, ...]:
    """The whole ladder of an exercise, easiest first; with the programme it also says which rungs are taken.

    An exercise without a ladder that the library knows is shown on the first ladder of the person's aims that has it,
    and one that is on no ladder brings nothing.
    """
    ladder = _ladder(reach, one)
    if not ladder:
        return ()
    every = candidates(reach, programme)
    return tuple(replace(every[rung], current=rung == one.exercise) for rung in reach.knowledge.ladders[ladder].rungs)


def search(reach: Reach, programme: Programme | None, words: str) -> tuple[Candidate, ...]:
    """Every exercise in which all the words occur, in its name, other names, category, ladders and kinds; every
    exercise at all without words. Case and accents do not matter. In library order, each with what speaks against it.
    """
    wanted = folded(words).split()
    return tuple(
        one
        for one in candidates(reach, programme).values()
        if all(word in _said_of(reach, one.exercise) for word in wanted)
    )


def folded(text: str) -> str:
    """A text without case, accents and joining marks, as searches compare it."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


def _said_of(reach: Reach, id: str) -> str:
    exercise = reach.knowledge.exercises[id]
    ladders = [ladder for ladder in reach.knowledge.ladders.values() if id in ladder.rungs]
    kinds = [reach.knowledge.kinds[ladder.kind].label for ladder in ladders]
    labels = [ladder.label for ladder in ladders]
    return folded("\n".join([exercise.name, *exercise.aliases, exercise.category, *labels, *kinds]))


def _ladder(reach: Reach, one: PlannedExercise) -> str:
    if fits_at(reach, one.exercise, one.aim, one.ladder):
        return one.ladder
    stands = any(one.exercise in ladder.rungs for ladder in reach.knowledge.ladders.values())
    return aim_and_ladder(reach, one.exercise, one.role)[1] if stands else ""
