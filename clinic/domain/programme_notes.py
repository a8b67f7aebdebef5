"""What the clinician has to know about a programme besides what each choice says itself."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.dose import Dosed
from clinic.domain.planned import changes
from clinic.domain.reach import Reach
from clinic.domain.week import outside_the_stage

EQUIPMENT_NOT_ASKED = "Nobody asked what is at home: only what every home has was counted on."


def notes_on(reach: Reach, exercises: tuple[Dosed, ...], shortened: tuple[str, ...] = ()) -> Iterator[str]:
    """The notes that these exercises with their doses and days call for; `shortened` says what was cut to fit."""
    if reach.facts.equipment is None:
        yield EQUIPMENT_NOT_ASKED
    for effect in reach.effects:
        if effect.moves_first or any(changes(reach, effect, one) for one in exercises):
            yield effect.says_clinician
    for one in exercises:
        yield from filter(None, (*one.notes, outside_the_stage(reach, one)))
    yield from shortened
    count = reach.knowledge.staging.exercise_count
    if len(exercises) >= count.note_from:
        yield count.adherence_note
    if len(exercises) < reach.stage.exercises.min:
        yield f"Fewer than the {reach.stage.exercises.min:g} exercises this stage asks for."
