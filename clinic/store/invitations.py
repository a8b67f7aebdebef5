"""One-time links: for the first person of a clinic, for those who join later, and for whoever cannot sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from clinic.store.audit import Actor, note
from clinic.store.rows.people import InvitationRow


class Kind(StrEnum):
    """What a link is for."""

    FIRST = "first"
    JOIN = "join"
    RESET = "reset"
    RECOVER = "recover"


NEW_PASSWORD = frozenset({Kind.RESET, Kind.RECOVER})
"""What somebody who has joined chooses a new password with. RECOVER, which is made on the clinic's own machine, ends
their codes besides."""


@dataclass(frozen=True)
class Invitation:
    """A link that can be used now; `account` is whom it is for, empty for the first person."""

    hash: str
    kind: Kind
    account: str


def make(session: Session, actor: Actor, digest: str, kind: Kind, *, account: str = "", ends_at: datetime) -> None:
    """A new link, known by the hash of its code. The ones before it, for the same person, are good no more."""
    theirs = InvitationRow.account_id == account if account else InvitationRow.account_id.is_(None)
    session.execute(delete(InvitationRow).where(theirs))
    session.add(InvitationRow(hash=digest, kind=kind, account_id=account or None, made_at=actor.at, ends_at=ends_at))
    session.flush()
    note(session, actor, f"link_{kind}", "account", account)


def good(session: Session, digest: str, at: datetime) -> Invitation | None:
    """The link with this hash, unless it was used, its time is over, or it was made so far in the future that the
    clock was ahead."""
    row = session.get(InvitationRow, digest)
    if row is None or row.used_at is not None or abs(at - row.made_at) >= row.ends_at - row.made_at:
        return None
    return Invitation(row.hash, Kind(row.kind), row.account_id or "")


def use(session: Session, digest: str, at: datetime) -> Invitation | None:
    """Use a link up; None when it is good no more."""
    found = good(session, digest, at)
    row = session.get(InvitationRow, digest)
    if found and row:
        row.used_at = at
    return found
