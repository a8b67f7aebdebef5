"""Assessments with every answer, what was measured, all-clears, and what screening made of them.

What is long stands last in each row, so that a list that does not need it does not read past it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic.store.rows.base import AccountId, Id, Line, Row, Word


class AssessmentRow(Row):
    """One assessment, a draft or final. `answers`: by field name `{"values", "by", "at", "how"}`; `case`: the case read
    from them when it was finalised; `amends_id`: the final one that this one corrects, for `reason`."""

    __tablename__ = "assessment"
    __table_args__ = (Index("ix_assessment_drafts", "state", "made_by", "saved_at"),)

    id: Mapped[Id]
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"), index=True)
    state: Mapped[Word]
    assessed_on: Mapped[date]
    amends_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id"))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    final_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    final_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]]
    case: Mapped[dict[str, Any] | None] = mapped_column("case_read")


class MeasurementRow(Row):
    """One result of a test or an outcome measure of a final assessment, in the unit of the knowledge."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_course", "patient_id", "item", "taken_on"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    item: Mapped[Word] = mapped_column(primary_key=True)
    side: Mapped[Word] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    taken_on: Mapped[date]
    number: Mapped[float | None]
    words: Mapped[Line] = mapped_column(default="")


class ClearanceRow(Row):
    """A medical all-clear for one finding of one assessment: the doctor or letter, its day, who recorded it. `number`
    counts those of an assessment: a clock may stand still or go back, and the newest is the one that counts."""

    __tablename__ = "clearance"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[Id]
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    finding: Mapped[Word]
    on: Mapped[date] = mapped_column("dated")
    by: Mapped[str] = mapped_column("given_by", String(300))
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]


class ScreeningRow(Row):
    """What screening made of an assessment and its all-clears, under one edition. `case` is all that was read;
    `number` counts those of an assessment."""

    __tablename__ = "screening"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[Id]
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    edition: Mapped[str] = mapped_column(String(64))
    disposition: Mapped[Word]
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    case: Mapped[dict[str, Any]] = mapped_column("case_read")
    result: Mapped[dict[str, Any]]
