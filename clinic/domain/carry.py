"""Carrying a programme forward into a new screening, and applying a template: what may be given now stays, the rest is
left out with its reasons. An override never comes along: it was a decision on another day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from clinic.domain.change import Changed, barred, name_of
from clinic.domain.choice import choose, places
from clinic.domain.chosen import ACTIVATION
from clinic.domain.dose_room import DoseChange, as_change, clamped, differences, dose_room
from clinic.domain.in_words import ended, raised
from clinic.domain.placing import placed
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach
from clinic.domain.recovery import in_order
from clinic.domain.settled import settled

CARRIED = "Carried forward from the last programme."
FROM_TEMPLATE = "From a template."


@dataclass(frozen=True)
class TemplateEntry:
    """One exercise of a template: its id, how much of it and on which days. Nothing here comes from a person."""

    exercise: str
    dose: DoseChange = field(default_factory=DoseChange)
    days: tuple[str, ...] = ()


def template_of(programme: Programme) -> tuple[TemplateEntry, ...]:
    """A programme as a template. The effort stays behind: it follows from a person's findings and stage."""
    return tuple(
        TemplateEntry(one.exercise, replace(as_change(one.dose), rpe=None), one.days) for one in programme.exercises
    )


def carried_forward(reach: Reach, old: Programme) -> Changed:
    """The exercises of an older version as they may be given under the present screening, with a new day of review.

    What is withheld, not recommended or no longer in the library is left out; doses are brought within today's bounds
    and ceilings; days stay where they still fit. `notes` say all of it. Refused where nothing is left.
    """
    entries = (TemplateEntry(one.exercise, as_change(one.dose), one.days) for one in old.exercises)
    at = {one.exercise: (one.aim, one.ladder) for one in old.exercises if one.aim in reach.aims}
    opens = [one.exercise for one in old.exercises if one.role == ACTIVATION]
    return _taken(reach, entries, CARRIED, at, opens)


def applied_template(reach: Reach, entries: Iterable[TemplateEntry]) -> Changed:
    """A new programme from a template, under the same rules as a carried one."""
    return _taken(reach, entries, FROM_TEMPLATE, {}, [])


def _taken(
    reach: Reach,
    entries: Iterable[TemplateEntry],
    why: str,
    at: dict[str, tuple[str, str]],
    opens: Iterable[str],
) -> Changed:
    if refusals := barred(reach):
        return Changed(None, refusals)
    ones: tuple[PlannedExercise, ...] = ()
    notes: list[str] = []
    first = set(opens)
    for entry in sorted({one.exercise: one for one in entries}.values(), key=lambda one: one.exercise not in first):
        name = name_of(reach, entry.exercise)
        if reason := _left_out(reach, entry.exercise):
            notes.append(f"'{name}' is left out: {reason}")
            continue
        room = dose_room(reach, reach.knowledge.exercises[entry.exercise])
        dose, days = clamped(room, entry.dose), in_order(entry.days)
        new = placed(reach, ones, entry.exercise, why, at=at.get(entry.exercise), days=days, dose=dose)
        altered = [differences(entry.dose, dose)]
        if days and new.days != days:
            altered.append(f"{_listed(new.days)} instead of {_listed(days)}")
        if any(altered):
            notes.append(f"'{name}' is brought within bounds: {', '.join(filter(None, altered))}.")
        ones = (*ones, new)
    if not ones:
        return Changed(None, ("Nothing of it may be given now.", *notes))
    review_by = reach.facts.assessed_on + timedelta(days=reach.stage.review_by_days)
    programme = Programme((), 0, review_by, empty=choose(reach, places(reach)).empty)
    return Changed(settled(reach, programme, ones), notes=tuple(notes))


def _left_out(reach: Reach, exercise: str) -> str:
    if exercise not in reach.knowledge.exercises:
        return "it is no longer in the library."
    if objections := reach.withheld.get(exercise, ()):
        return f"it is withheld: {ended('; '.join(one.reason for one in objections))}"
    return ""


def _listed(days: tuple[str, ...]) -> str:
    return ", ".join(raised(day) for day in days)
