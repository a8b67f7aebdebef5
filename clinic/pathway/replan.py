"""Changing a programme: each change is judged again, makes a new version, and says what was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from clinic.domain.change import Changed
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.exchange.programme_file import programme_case
from clinic.pathway.plan import Plan
from clinic.store import programmes
from clinic.store.audit import Actor
from clinic.store.errors import ConflictError
from clinic.store.programmes import Kind
from clinic.store.transactions import Session

SAYS_AT_MOST = 500


@dataclass(frozen=True)
class Wish:
    """One change that is asked for: how it reads in the history, and what it makes of a programme."""

    says: str
    make: Callable[[Reach, Programme], Changed]
    kind: Kind = Kind.CHANGE


def changed(session: Session, actor: Actor, plan: Plan, version: int, wish: Wish) -> Changed:
    """What became of a change that was asked of one version; the new programme is kept when there is one.

    Raises ConflictError when that version is not the newest.
    """
    against_stale(plan, version)
    outcome = wished(plan, plan.content, wish)
    if outcome.programme is not None and outcome.programme != plan.content:
        says = " ".join((f"{wish.says}.", *outcome.notes))
        kept(session, actor, plan, says, content=outcome.programme, kind=wish.kind)
        _forget_overrides(session, actor, plan, outcome.programme)
    return outcome


def wished(plan: Plan, content: Programme, wish: Wish) -> Changed:
    """What a change makes of one version of the programme under the screening that counts now; nothing is kept. What
    was left out or altered on the way stands among the notes until the next change."""
    if plan.against_change:
        return Changed(None, (plan.against_change,))
    outcome = wish.make(plan.reach, content)
    if outcome.programme is None or not outcome.notes:
        return outcome
    notes = tuple(dict.fromkeys((*outcome.notes, *outcome.programme.notes)))
    return replace(outcome, programme=replace(outcome.programme, notes=notes))


def with_reason(session: Session, actor: Actor, plan: Plan, version: int, reason: str) -> str:
    """Keep why there are as many exercises as there are; the answer is what is wrong with the reason, or empty.

    Raises ConflictError when the version is not the newest.
    """
    against_stale(plan, version)
    if plan.against_change:
        return plan.against_change
    if not any(letter.isalpha() for letter in reason):
        return "Say in a few words why there are so many exercises."
    kept(session, actor, plan, "Said why there are so many exercises.", reason=reason)
    return ""


def against_stale(plan: Plan, version: int) -> None:
    """Raises ConflictError unless this version of the programme is the newest."""
    if plan.version.number != version:
        raise ConflictError("programme", plan.programme.id, plan.version.number)


def _forget_overrides(session: Session, actor: Actor, plan: Plan, now: Programme) -> None:
    """An exercise that left the programme takes its overrides along: they were decisions to give it."""
    stay = {one.exercise for one in now.exercises}
    for exercise in dict.fromkeys(one.exercise for one in plan.overrides if one.exercise not in stay):
        programmes.withdraw(session, actor, plan.programme.id, exercise)


def kept(
    session: Session,
    actor: Actor,
    plan: Plan,
    says: str,
    *,
    content: Programme | None = None,
    kind: Kind = Kind.CHANGE,
    reason: str | None = None,
) -> programmes.Version:
    """A new version: the programme as it stands but for what is given, under the screening that counts now."""
    return programmes.append(
        session,
        actor,
        plan.programme.id,
        plan.version.number,
        plan.screened.record.id,
        kind,
        programme_case(content or plan.content),
        says=says if len(says) <= SAYS_AT_MOST else f"{says[: SAYS_AT_MOST - 1]}…",
        reason=plan.version.reason if reason is None else reason,
    )
