"""Signed-in browsers: each holds a token of which only the hash is kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from clinic.store.audit import Actor, note
from clinic.store.rows.people import TokenRow

KEPT = timedelta(days=30)
"""How long an ended token still says whose it was, so that a form sent with it can go on when they sign in again."""


@dataclass(frozen=True)
class Token:
    """One signed-in browser: whose it is, since when, when they last did something, and whether it is locked."""

    hash: str
    account: str
    made_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    locked: bool = False


def get(session: Session, digest: str) -> Token | None:
    """One token by the hash of what the browser holds."""
    row = session.get(TokenRow, digest)
    return Token(row.hash, row.account_id, row.made_at, row.seen_at, row.ended_at, row.locked) if row else None


def sign_in(session: Session, actor: Actor, digest: str) -> None:
    """Who acts has signed in with a new token. Tokens that nobody will show any more are forgotten."""
    session.execute(delete(TokenRow).where(TokenRow.made_at < actor.at - KEPT))
    session.add(TokenRow(hash=digest, account_id=actor.account, made_at=actor.at, seen_at=actor.at))
    session.flush()
    note(session, actor, "sign_in", "account", actor.account)


def sign_in_failed(session: Session, at: datetime, account: str = "") -> None:
    """Somebody gave a wrong password or code; `account` is whose name they gave, where there is such a person."""
    note(session, Actor("", at), "sign_in_failed", "account", account)


def sign_out(session: Session, actor: Actor, digest: str) -> None:
    """Who acts has signed out; a second time changes nothing."""
    row = session.get(TokenRow, digest)
    if row is not None and row.ended_at is None:
        row.ended_at = actor.at
        note(session, actor, "sign_out", "account", actor.account)


def seen(session: Session, digest: str, at: datetime) -> None:
    """The person did something."""
    session.execute(update(TokenRow).where(TokenRow.hash == digest, TokenRow.seen_at < at).values(seen_at=at))


def lock(session: Session, digest: str) -> None:
    """The person has to give their password before anything else."""
    session.execute(update(TokenRow).where(TokenRow.hash == digest).values(locked=True))


def unlock(session: Session, actor: Actor, digest: str) -> None:
    """The person gave their password again."""
    session.execute(update(TokenRow).where(TokenRow.hash == digest).values(locked=False, seen_at=actor.at))
    note(session, actor, "unlock", "account", actor.account)


def end_all(session: Session, account: str, at: datetime, *, keep: str = "") -> None:
    """Sign a person out everywhere, but for the token with the hash `keep`."""
    mine = update(TokenRow).where(TokenRow.account_id == account, TokenRow.ended_at.is_(None), TokenRow.hash != keep)
    session.execute(mine.values(ended_at=at))
