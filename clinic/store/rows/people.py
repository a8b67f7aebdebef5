"""The people who sign in, and what proves it is they."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.store.rows.base import AccountId, Id, Line, Row, Word


class AccountRow(Row):
    """One person who may sign in. `sign_in` is the folded name they type, none before they have chosen one;
    `totp_step` is the half minute of the last code used."""

    __tablename__ = "account"

    id: Mapped[Id]
    name: Mapped[Line]
    sign_in: Mapped[str | None] = mapped_column(String(200), unique=True)
    role: Mapped[Word]
    registration: Mapped[Line] = mapped_column(default="")
    password_hash: Mapped[Line] = mapped_column(default="")
    totp_secret: Mapped[Line] = mapped_column(default="")
    totp_on: Mapped[bool] = mapped_column(default=False)
    totp_step: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class TokenRow(Row):
    """One signed-in browser, known by the hash of its token only."""

    __tablename__ = "token"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(index=True)
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locked: Mapped[bool] = mapped_column(default=False)


class InvitationRow(Row):
    """A one-time link. `kind` is first, join, reset or recover; `account_id` is whom it is for, none for the first."""

    __tablename__ = "invitation"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[Word]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class GuessRow(Row):
    """How often a name or a browser's address has guessed wrong, and when the next guess is heard."""

    __tablename__ = "guess"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    open_at: Mapped[datetime]
