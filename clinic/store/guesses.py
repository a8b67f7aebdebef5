"""How often somebody guessed wrong, and when the next guess is heard; kept, so that a restart forgives nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from clinic.store.rows.people import GuessRow

FORGOTTEN = timedelta(hours=24)
CLOCK_BACK = timedelta(minutes=5)
"""A guess from further in the future than this was made with a clock that was ahead: nobody waits until then."""


@dataclass(frozen=True)
class Guesses:
    """How often a subject guessed wrong in a row, and the moment from which the next guess is heard."""

    failures: int
    open_at: datetime


def of(session: Session, subject: str, at: datetime, *, forgotten: timedelta = FORGOTTEN) -> Guesses:
    """What is known of a subject; after a time without guesses, nothing."""
    row = session.get(GuessRow, subject)
    if row is None or row.last_at + max(forgotten, row.open_at - row.last_at) <= at:
        return Guesses(0, at)
    return Guesses(row.failures, row.open_at if row.last_at <= at + CLOCK_BACK else at)


def keep(session: Session, subject: str, guesses: Guesses, at: datetime) -> None:
    """Keep what is known of a subject now."""
    row = session.get(GuessRow, subject)
    if row is None:
        session.execute(delete(GuessRow).where(GuessRow.last_at < at - FORGOTTEN))
        row = GuessRow(subject=subject)
        session.add(row)
    row.failures, row.open_at, row.last_at = guesses.failures, guesses.open_at, at
    session.flush()


def forget(session: Session, subject: str) -> None:
    """A right guess: the wrong ones before it count no more."""
    session.execute(delete(GuessRow).where(GuessRow.subject == subject))
