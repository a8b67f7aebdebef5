"""Changing how much and on which days: one exercise at a time, within its bounds and under every ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clinic.domain.change import Changed, barred, not_in, put_in, the, without
from clinic.domain.dose import timed
from clinic.domain.dose_room import DoseChange, changed_dose, dose_room, refused
from clinic.domain.placing import on
from clinic.domain.planned import as_dosed, planned
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.domain.recovery import against_days, collision_in_words, collisions, in_order
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


def on_days(reach: Reach, programme: Programme, exercise: str, days: Iterable[str]) -> Changed:
    """The programme with one exercise on other days. A refusal names the rule and the days that collide."""
    if missing := (*barred(reach, programme.exercises), *not_in(reach, programme, exercise)):
        return Changed(None, missing)
    known, one, wanted = reach.knowledge.exercises[exercise], the(programme, exercise), in_order(days)
    if refusals := against_days(reach.knowledge, known, one.role, wanted):
        return Changed(None, refusals)
    new = planned(reach, on(as_dosed(one), wanted))
    near = collisions(reach.knowledge, (*without(programme, exercise), new))
    if mine := [collision for collision in near if exercise in collision.exercises]:
        return Changed(None, tuple(collision_in_words(reach.knowledge, collision) for collision in mine))
    return Changed(settled(reach, programme, put_in(programme, new)))
