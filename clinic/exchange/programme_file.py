"""Keeps a programme, and a template, in plain JSON values and reads them back without loss."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from clinic.domain.carry import TemplateEntry
from clinic.domain.chosen import ACTIVATION, MAIN
from clinic.domain.dose_room import DoseChange
from clinic.domain.knowledge import Knowledge
from clinic.domain.programme import DAYS, Dose, EmptyChoice, PlannedExercise, Programme
from clinic.exchange.mistakes import CaseMistake, Mistakes
from clinic.exchange.programme_json import programme_json
from clinic.exchange.record_fields import RecordFields

Json = dict[str, Any]
PROGRAMME = ("exercises", "minutes_a_day", "review_by", "notes", "empty")
EXERCISE = ("id", "aim", "ladder", "role", "dose", "days", "why", "steps_up_to", "eases_back_to", "says_patient")
CHOSEN = ("sets", "reps", "hold_s", "duration_s", "times_per_day")
DOSE = (*CHOSEN, "per_side", "tempo", "rest_s", "days_per_week", "rpe", "seconds")
NO_IDS: Collection[str] | None = None


class ProgrammeError(Exception):
    """A kept programme or template cannot be read. `mistakes` holds every one that was found, each with its place."""

    def __init__(self, mistakes: Iterable[CaseMistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(["This programme cannot be read:", *(f"  {mistake}" for mistake in self.mistakes)]))


def programme_case(programme: Programme) -> Json:
    """Everything a programme holds: the object that `clinic propose --json` prints, and what the sheet says with each
    exercise."""
    written = programme_json(programme) or {}
    for exercise, one in zip(written["exercises"], programme.exercises, strict=True):
        exercise["says_patient"] = list(one.says_patient)
    return written


def read_programme(raw: object, knowledge: Knowledge | None) -> Programme:
    """The programme that `programme_case` wrote. Without knowledge no id is looked up: so an old version is read whose
    library was another one.

    Raises ProgrammeError with every mistake, among them the exercises, aims and ladders that no longer exist, by name.
    """
    mistakes = Mistakes()
    fields = RecordFields(raw, (), PROGRAMME, mistakes)
    programme = Programme(
        exercises=tuple(_exercise(one, knowledge) for one in fields.tables("exercises", EXERCISE)),
        minutes_a_day=fields.whole("minutes_a_day"),
        review_by=fields.day("review_by"),
        notes=fields.texts("notes"),
        empty=tuple(_empty(one, knowledge) for one in fields.tables("empty", ("aim", "ladder", "because"))),
    )
    if mistakes.found:
        raise ProgrammeError(mistakes.found)
    return programme


def template_case(entries: Iterable[TemplateEntry]) -> Json:
    """A template in plain JSON values."""
    return {"exercises": [_entry_case(one) for one in entries]}


def read_template(raw: object, knowledge: Knowledge | None) -> tuple[TemplateEntry, ...]:
    """The template that `template_case` wrote; without knowledge no id is looked up.

    Raises ProgrammeError with every mistake, among them the exercises that no longer exist, by name.
    """
    mistakes = Mistakes()
    fields = RecordFields(raw, (), ("exercises",), mistakes)
    exercises = knowledge.exercises if knowledge else NO_IDS
    entries = tuple(
        TemplateEntry(
            exercise=one.id("id", "exercise", exercises, required=True),
            dose=_chosen(one.inner("dose", CHOSEN)),
            days=one.words("days", DAYS),
        )
        for one in fields.tables("exercises", ("id", "dose", "days"))
    )
    if mistakes.found:
        raise ProgrammeError(mistakes.found)
    return entries


def _exercise(fields: RecordFields, knowledge: Knowledge | None) -> PlannedExercise:
    exercises = knowledge.exercises if knowledge else NO_IDS
    return PlannedExercise(
        exercise=fields.id("id", "exercise", exercises, required=True),
        aim=fields.id("aim", "aim", knowledge.aims if knowledge else NO_IDS),
        ladder=fields.id("ladder", "ladder", knowledge.ladders if knowledge else NO_IDS),
        role=fields.word("role", (ACTIVATION, MAIN)),
        dose=_dose(fields.inner("dose", DOSE)),
        days=fields.words("days", DAYS),
        why=fields.text("why"),
        steps_up_to=fields.id("steps_up_to", "exercise", exercises),
        eases_back_to=fields.id("eases_back_to", "exercise", exercises),
        says_patient=fields.texts("says_patient"),
    )


def _dose(fields: RecordFields) -> Dose:
    tempo = fields.numbers("tempo", 4)
    return Dose(
        sets=fields.whole("sets"),
        reps=fields.whole("reps"),
        per_side=fields.truth("per_side"),
        rest_s=fields.whole("rest_s"),
        days_per_week=fields.whole("days_per_week"),
        times_per_day=fields.whole("times_per_day"),
        rpe=fields.whole("rpe"),
        seconds=fields.whole("seconds"),
        tempo=(tempo[0], tempo[1], tempo[2], tempo[3]) if tempo and len(tempo) == 4 else None,
        hold_s=fields.whole_or_none("hold_s"),
        duration_s=fields.whole_or_none("duration_s"),
    )


def _empty(fields: RecordFields, knowledge: Knowledge | None) -> EmptyChoice:
    return EmptyChoice(
        aim=fields.id("aim", "aim", knowledge.aims if knowledge else NO_IDS),
        ladder=fields.id("ladder", "ladder", knowledge.ladders if knowledge else NO_IDS),
        because=fields.texts("because"),
    )


def _chosen(fields: RecordFields) -> DoseChange:
    return DoseChange(**{part: fields.whole_or_none(part) for part in CHOSEN})


def _entry_case(entry: TemplateEntry) -> Json:
    return {
        "id": entry.exercise,
        "dose": {part: getattr(entry.dose, part) for part in CHOSEN},
        "days": list(entry.days),
    }
