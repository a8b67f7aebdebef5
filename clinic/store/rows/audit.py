"""The audit trail."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.store.rows.base import Row, Word

COUNTED = BigInteger().with_variant(Integer, "sqlite")


class AuditRow(Row):
    """One entry. Everything in it, and the hash of the entry before, goes into its own `hash`. `at` is text and
    `detail` canonical JSON, so that what is hashed is what is kept."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(COUNTED, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column("noted_at", String(40))
    account_id: Mapped[str] = mapped_column(String(32))
    act: Mapped[Word]
    kind: Mapped[Word]
    object_id: Mapped[str] = mapped_column(String(64))
    patient_id: Mapped[str] = mapped_column(String(32), index=True)
    detail: Mapped[str] = mapped_column(String(4000))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Row):
    """How long the trail is and how it ends, one row: a trail cut short does not fit it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(COUNTED)
    hash: Mapped[str] = mapped_column(String(64))
