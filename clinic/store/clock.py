"""How far the records reach: the latest moment of any entry, against which a clock that went back shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor, end, note
from clinic.store.rows.audit import AuditRow

CONFIRMED = "clock_confirmed"
"""The act of somebody who has seen that the clock is right: entries before it count no more."""
LOOKED_AT = 100_000
"""How many of the newest entries are looked at: months of work, in a tenth of a second."""
TOLERATED = timedelta(minutes=5)
"""How far a clock is put right by itself without anybody noticing."""
LONG = timedelta(days=60)
"""A clinic that is closed this long is rare."""


@dataclass(frozen=True)
class Reach:
    """The latest moment among the entries up to this number, None where there is none; and, when that is ahead of all
    before it by more than `LONG`, which moment was the latest before: either nobody worked, or the clock is ahead."""

    number: int = 0
    at: datetime | None = None
    silent_since: datetime | None = None


def reach(session: Session, before: Reach | None = None) -> Reach:
    """How far the records reach now. `before` is what was found earlier: only what came after it is looked at.

    The latest moment counts and not the newest entry: signing in with a wrong clock makes an entry as well, and must
    not make that clock right.
    """
    known = before or Reach()
    last, _ = end(session)
    if last == known.number and before:
        return known
    if last < known.number:  # another trail than the one that was looked at
        return reach(session)
    first = max(known.number, last - LOOKED_AT)
    confirmed = session.scalar(
        select(func.max(AuditRow.number)).where(AuditRow.number > first, AuditRow.act == CONFIRMED)
    )
    counted = select(func.max(AuditRow.at)).where(
        AuditRow.number >= confirmed if confirmed else AuditRow.number > first
    )
    found = session.scalar(counted)
    at = _moment(found or "")
    if confirmed or known.at is None:
        return Reach(last, at)
    if at is None:
        return Reach(last, known.at, known.silent_since)
    return Reach(last, max(at, known.at), known.at if at - known.at > LONG else known.silent_since)


def _moment(kept: str) -> datetime | None:
    """A moment as entries hold it. None for anything else: `clinic audit verify` finds an entry that was altered, and
    the clinic must open all the same."""
    try:
        at = datetime.fromisoformat(kept)
    except ValueError:
        return None
    return at if at.tzinfo else None


def is_behind(now: datetime, latest: datetime | None) -> bool:
    """Whether a clock is behind the latest moment of any entry, by more than it is put right by itself."""
    return latest is not None and latest > now + TOLERATED


def confirm(session: Session, actor: Actor) -> None:
    """Somebody has seen that the clock is right, although entries reach beyond it: it was ahead when they were made."""
    note(session, actor, CONFIRMED, "clinic")
