"""Programmes in the records, as plans to try changes and issues on."""

from __future__ import annotations

from typing import Any

from clinic.domain.change import added, swapped
from clinic.domain.override import objection_key
from clinic.pathway.plan import Plan, begun, looked_at
from clinic.pathway.replan import Wish, changed
from clinic.store import assessments, programmes
from clinic.store.audit import Actor
from clinic.store.transactions import Session
from tests.web.recorded import KNOWLEDGE, Recorded

BRITTLE: dict[str, Any] = {"conditions": {"osteoporosis": "yes"}, "aims": ["move_with_control"]}
WHY = "agreed with the rheumatologist, first under supervision"


def plan_of(session: Session, actor: Actor, one: Recorded) -> Plan:
    final = assessments.get(session, one.assessment)
    assert final
    programme = begun(session, actor, KNOWLEDGE, final)
    assert programme
    return looked_at(session, actor, KNOWLEDGE, programme)


def withheld(plan: Plan) -> str:
    """An exercise that may be given by override only."""
    known = plan.knowledge.exercises
    return next(id for id in plan.reach.withheld if known[id].recommended)


def adding(exercise: str) -> Wish:
    return Wish("added", lambda reach, content: added(reach, content, exercise))


def with_withheld(session: Session, actor: Actor, plan: Plan) -> tuple[Plan, str]:
    """The plan with a withheld exercise that waits for its overrides."""
    exercise, gone = withheld(plan), plan.content.exercises[-1].exercise
    wish = Wish("swapped", lambda reach, content: swapped(reach, content, gone, exercise))
    changed(session, actor, plan, plan.version.number, wish)
    return again(session, actor, plan), exercise


def again(session: Session, actor: Actor, plan: Plan) -> Plan:
    found = programmes.get(session, plan.programme.id)
    assert found
    return looked_at(session, actor, KNOWLEDGE, found)


def whys(plan: Plan, exercise: str, why: str = WHY) -> dict[str, str]:
    return {objection_key(one): why for one in plan.reach.withheld[exercise]}
