"""The one activation drill that opens every session."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.chosen import ACTIVATION, Chosen
from clinic.domain.library import Ladder
from clinic.domain.preference import preferred_drill
from clinic.domain.reach import Reach


def choose_drill(reach: Reach) -> Chosen | None:
    """A preferred drill; else the highest within reach on the first drill ladder that has one; None without any."""
    preference = preferred_drill(reach)
    if preference:
        finding = reach.knowledge.finding_label(preference.finding)
        ladder = ladder_with(reach, preference.exercise)
        return _opening(reach, preference.exercise, ladder, f"Opens every session; preferred with '{finding}'.")
    for ladder in drill_ladders(reach):
        for exercise in reversed(ladder.rungs):
            if exercise in reach.knowledge.activation.drills and reach.can_choose(exercise):
                return _opening(reach, exercise, ladder, f"Opens every session, from the ladder '{ladder.label}'.")
    return None


def _opening(reach: Reach, exercise: str, ladder: Ladder, why: str) -> Chosen:
    return Chosen(exercise, reach.aims[0], ladder.id, ACTIVATION, why)


def ladder_with(reach: Reach, exercise: str) -> Ladder:
    """The ladder a drill is stepped along: one whose whole purpose is activation where there is one."""
    ladders = [ladder for ladder in reach.knowledge.ladders.values() if exercise in ladder.rungs]
    return next((ladder for ladder in ladders if ladder.role == ACTIVATION), ladders[0])


def drill_ladders(reach: Reach) -> Iterator[Ladder]:
    """The drill ladders in order: that of an effect, those of the aims, the fallbacks."""
    ids = [effect.drills_from for effect in reach.effects if effect.drills_from]
    ids += [ladder for aim in reach.aims for ladder in reach.aim_stage(aim).drills]
    ids += reach.knowledge.choice.fallback_drills
    for id in dict.fromkeys(ids):
        yield reach.knowledge.ladders[id]
