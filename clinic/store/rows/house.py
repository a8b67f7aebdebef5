"""What the clinic itself has set, the editions its lead has signed off, and the forms that were sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from clinic.store.rows.base import AccountId, Row


class HouseRow(Row):
    """The clinic's own settings, one row. `logo` is a PNG made anew from what was sent, or empty."""

    __tablename__ = "house"

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    logo: Mapped[bytes] = deferred(mapped_column(LargeBinary, default=b""))
    version: Mapped[int] = mapped_column(default=1)


class SignOffRow(Row):
    """The sign-off of one edition of the clinical knowledge by the clinic's lead."""

    __tablename__ = "sign_off"

    edition: Mapped[str] = mapped_column(String(64), primary_key=True)
    note: Mapped[str] = mapped_column(String(2000), default="")
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]


class SentFormRow(Row):
    """A form that was acted upon, by its key, and the page it led to; sent again it leads there and does nothing."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    led_to: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column("sent_at")
