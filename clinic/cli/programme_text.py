"""A programme as plain text for the clinician."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.cli import words
from clinic.domain.in_words import day_in_words, raised
from clinic.domain.knowledge import Knowledge
from clinic.domain.programme import DAYS, PlannedExercise, Programme


def programme_text(knowledge: Knowledge, programme: Programme) -> str:
    """Every exercise with dose, days, why, and its neighbours on the ladder; then what is empty, and notes."""
    minutes = f"{programme.minutes_a_day} minute{'' if programme.minutes_a_day == 1 else 's'}"
    return words.page(
        words.title(f"Programme: {len(programme.exercises)} exercises, {minutes} a day"),
        *("\n".join(_exercise(knowledge, one, number)) for number, one in enumerate(programme.exercises, start=1)),
        words.section("Nothing to choose", _empty(knowledge, programme)),
        words.section("Notes", (words.paragraph(one, hanging="  ") for one in programme.notes)),
        f"Review by {day_in_words(programme.review_by)}.",
    )


def _exercise(knowledge: Knowledge, planned: PlannedExercise, number: int) -> Iterator[str]:
    exercise = knowledge.exercises[planned.exercise]
    role = ", activation drill" if planned.role == "activation" else ""
    yield f"{number}. {exercise.name} ({exercise.id}), phase {exercise.phase}{role}"
    rows = [("Dose", words.dose(planned.dose)), ("Days", days(planned.days, planned.dose.days_per_week))]
    if aim := knowledge.aims.get(planned.aim):
        rows.append(("Aim", aim.label_clinician))
    if ladder := knowledge.ladders.get(planned.ladder):
        rows.append(("Ladder", ladder.label))
    rows.append(("Why", planned.why))
    rows += [
        (label, knowledge.exercises[id].name)
        for label, id in (("Step up", planned.steps_up_to), ("Ease back", planned.eases_back_to))
        if id
    ]
    yield from words.table(rows, indent="   ")


def days(chosen: tuple[str, ...], a_week: int) -> str:
    """Mon, Wed, Fri; every day."""
    if len(chosen) == len(DAYS):
        return "every day"
    return ", ".join(raised(one) for one in chosen) or f"{a_week} a week"


def _empty(knowledge: Knowledge, programme: Programme) -> Iterator[str]:
    for one in programme.empty:
        aim = knowledge.aims[one.aim].label_clinician if one.aim in knowledge.aims else one.aim
        ladder = knowledge.ladders[one.ladder].label if one.ladder in knowledge.ladders else one.ladder
        yield words.paragraph(f"{aim}: {ladder}" if aim else ladder)
        yield from (words.paragraph(raised(because), indent="    ", hanging="  ") for because in one.because)
