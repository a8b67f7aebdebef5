"""Aims: every stage, ladders that serve what has to be served, drills that are drills; every ladder is reached."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.knowledge import Knowledge
from clinic.domain.library import AimStage
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place

BUILT_IN = {
    "second_pull_is_the_other": True,
    "preferred_rung_first": True,
    "preferred_until_mastered": True,
    "preferred_drill_takes_the_drill": True,
}
"""Rows of `[choice]` that say how exercises are chosen and leave nothing to choose: one table, no options."""


def check_aims(whole: Whole) -> Iterator[Mistake]:
    """Aims that leave a stage out or ask for what their ladders cannot give."""
    knowledge = whole.knowledge
    for aim in knowledge.aims.values():
        place = whole.place("aims", aim.id)
        for stage in knowledge.staging.stages:
            if stage.id not in aim.stages:
                yield Mistake(place.inside("stages").inside(stage.id), "is missing; every aim states every stage")
        for id, part in aim.stages.items():
            yield from _stage(knowledge, place.inside("stages").inside(id), part)
    choice = knowledge.choice
    for row, value in BUILT_IN.items():
        if getattr(choice, row) != value:
            place = Place("aims.toml", "choice", row)
            yield Mistake(place, f"is built in and has to be {str(value).lower()}; the choice rules are no options")
    yield from _drills(knowledge, Place("aims.toml", "choice", "fallback_drills"), choice.fallback_drills)
    reached = {*choice.fallback_ladders, *choice.fallback_drills}
    reached |= {
        id for aim in knowledge.aims.values() for one in aim.stages.values() for id in (*one.drills, *one.ladders)
    }
    reached |= {id for one in knowledge.effects.values() for id in (*one.adds_ladders, *one.moves_first)}
    for id in knowledge.ladders:
        if id not in reached:
            yield Mistake(whole.place("ladders", id), "no aim, no fallback and no effect leads to this ladder")


def _stage(knowledge: Knowledge, place: Place, stage: AimStage) -> Iterator[Mistake]:
    for field in ("drills", "ladders", "must_serve"):
        yield from twice(place.inside(field), getattr(stage, field))
        if not getattr(stage, field):
            yield Mistake(place.inside(field), "is empty")
    served = {knowledge.ladders[id].kind for id in stage.ladders if id in knowledge.ladders}
    for kind in stage.must_serve:
        if kind in knowledge.kinds and kind not in served:
            yield Mistake(place.inside("must_serve"), f"no ladder of this stage serves {kind!r}")
    yield from _drills(knowledge, place.inside("drills"), stage.drills)


def _drills(knowledge: Knowledge, place: Place, drills: tuple[str, ...]) -> Iterator[Mistake]:
    for id in drills:
        ladder = knowledge.ladders.get(id)
        if ladder is not None and not set(ladder.rungs) & set(knowledge.activation.drills):
            yield Mistake(place, f"no rung of {id!r} is an activation drill")
