"""Runs every cross-check and leaves out what only follows from a value that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from clinic.domain.knowledge import Knowledge
from clinic.knowledge.checks.aims import check_aims
from clinic.knowledge.checks.atoms import check_atoms
from clinic.knowledge.checks.doses import check_doses
from clinic.knowledge.checks.emergencies import check_emergencies
from clinic.knowledge.checks.exercises import check_exercises
from clinic.knowledge.checks.findings import check_findings
from clinic.knowledge.checks.form import check_form
from clinic.knowledge.checks.ladders import check_ladders
from clinic.knowledge.checks.marks import check_marks
from clinic.knowledge.checks.measurements import check_measurements
from clinic.knowledge.checks.references import check_references
from clinic.knowledge.checks.sources import check_sources
from clinic.knowledge.checks.stages import check_stages
from clinic.knowledge.checks.texts import check_texts
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.files import Tables
from clinic.knowledge.mistakes import Mistake, Place

Check = Callable[[Whole], Iterable[Mistake]]

CHECKS: tuple[Check, ...] = (
    check_references,
    check_texts,
    check_atoms,
    check_findings,
    check_emergencies,
    check_measurements,
    check_marks,
    check_form,
    check_exercises,
    check_doses,
    check_ladders,
    check_aims,
    check_stages,
)


def cross_check(knowledge: Knowledge, tables: Tables, unread: Collection[Place]) -> list[Mistake]:
    """Every mistake between tables. `unread`: places whose value is a stand-in, and no evidence of anything."""
    whole = Whole(knowledge, tables)
    found = [mistake for check in CHECKS for mistake in check(whole)]
    if not unread:
        found += check_sources(whole)
    return [mistake for mistake in found if not any(_follows(mistake.place, place) for place in unread)]


def _follows(place: Place, unread: Place) -> bool:
    """Whether two places share a table and a field of it, or one of them is the whole table."""
    ours, theirs = place.field.split(".")[0], unread.field.split(".")[0]
    return (place.file, place.table) == (unread.file, unread.table) and (ours == theirs or not ours or not theirs)
