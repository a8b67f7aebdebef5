"""Programmes in all their versions, overrides, issued sheets, templates. What is long stands last in each row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from clinic.store.rows.base import AccountId, Id, Line, Row, Word


class ProgrammeRow(Row):
    """The programme of one assessment; its versions hold what it says. `version` is the number of the newest;
    `number` counts the programmes of an assessment."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[Id]
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class ProgrammeVersionRow(Row):
    """One version, never changed. `kind` is proposal, change or signed; `says` what was changed, for the clinician."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[Id]
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    screening_id: Mapped[str] = mapped_column(ForeignKey("screening.id"))
    number: Mapped[int]
    kind: Mapped[Word]
    says: Mapped[Line] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(String(2000), default="")
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class OverrideRow(Row):
    """A recorded decision to give a withheld exercise in spite of one objection, and why. `number` counts those of a
    programme."""

    __tablename__ = "override"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[Id]
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int]
    exercise: Mapped[Word]
    objection: Mapped[str] = mapped_column(String(1000))
    why: Mapped[str] = mapped_column(String(2000))
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]


class HandoutRow(Row):
    """An issued sheet: its bytes as they were handed over, and their SHA-256. Never changed."""

    __tablename__ = "handout"

    id: Mapped[Id]
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    programme_version_id: Mapped[str] = mapped_column(ForeignKey("programme_version.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    large: Mapped[bool]
    paper: Mapped[Word]
    edition: Mapped[str] = mapped_column(String(64))
    print_edition: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class TemplateRow(Row):
    """A programme kept as a starting point: exercises, doses and days, and nothing of a person."""

    __tablename__ = "template"

    id: Mapped[Id]
    name: Mapped[Line]
    content: Mapped[dict[str, Any]]
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
