"""Overrides of one programme: recorded for a withheld exercise, each with its reason, and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.change import name_of
from clinic.domain.override import Override, against_override, objection_key
from clinic.pathway.plan import Plan
from clinic.pathway.replan import against_stale, kept
from clinic.store import programmes
from clinic.store.audit import Actor
from clinic.store.errors import FrozenError
from clinic.store.transactions import Session

NOTHING_TO_OVERRIDE = "Nothing objects to this exercise on these grounds now."


def overridden(
    session: Session, actor: Actor, plan: Plan, version: int, exercise: str, whys: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Record why an exercise of the programme is given in spite of what objects to it: a reason for every objection
    that has none yet, by its key. All are kept or none: what stands against each is the answer, empty when kept.

    Raises ConflictError when the version is not the newest.
    """
    against_stale(plan, version)
    waiting = [
        objection_key(gap.objection)
        for one in plan.judgement.exercises
        if one.exercise == exercise
        for gap in one.outstanding
    ]
    if plan.against_change or not waiting:
        return {"": (plan.against_change or NOTHING_TO_OVERRIDE,)}
    screening, on = plan.screened.screening, actor.at.date()
    against = {
        key: against_override(screening, Override(exercise, key, whys.get(key, "").strip(), actor.account, on))
        for key in waiting
    }
    if any(against.values()):
        return {key: words for key, words in against.items() if words}
    for key in waiting:
        programmes.override(session, actor, plan.programme.id, exercise, key, whys[key].strip())
    count = "1 objection" if len(waiting) == 1 else f"{len(waiting)} objections"
    kept(session, actor, plan, f"Override of {count} to '{name_of(plan.reach, exercise)}'.")
    return {}


def taken_back(session: Session, actor: Actor, plan: Plan, version: int, exercise: str) -> int:
    """Take back every override of an exercise that stands; how many there were.

    Raises ConflictError, and FrozenError when nothing of the programme may be changed any more.
    """
    against_stale(plan, version)
    if plan.against_change:
        raise FrozenError(plan.against_change)
    count = programmes.withdraw(session, actor, plan.programme.id, exercise)
    if count:
        kept(session, actor, plan, f"Override of '{name_of(plan.reach, exercise)}' taken back.")
    return count
