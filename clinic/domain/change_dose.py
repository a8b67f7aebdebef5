"""Changing how much: one exercise at a time, within its bounds and under every ceiling."""

from __future__ import annotations

from dataclasses import replace

from clinic.domain.change import Changed, barred, not_in, put_in, the
from clinic.domain.dose import timed
from clinic.domain.dose_room import DoseChange, changed_dose, dose_room, refused
from clinic.domain.planned import as_dosed, planned
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.domain.settled import settled


def with_dose(reach: Reach, programme: Programme, exercise: str, change: DoseChange) -> Changed:
    """The programme with another dose of one exercise. A refusal names the range and what narrows it."""
    if missing := (*barred(reach, programme.exercises), *not_in(reach, programme, exercise)):
        return Changed(None, missing)
    known = reach.knowledge.exercises[exercise]
    if refusals := refused(known, dose_room(reach, known), change):
        return Changed(None, refusals)
    one = as_dosed(the(programme, exercise))
    new = timed(reach, replace(one, dose=changed_dose(one.dose, change)))
    return Changed(settled(reach, programme, put_in(programme, planned(reach, new))))
