"""Patients, the words they are found by, and their episodes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.store.rows.base import AccountId, Id, Line, Row, Word

FOLDED = String(200).with_variant(String(200, collation="C"), "postgresql")
"""Text compared letter by letter, so that a prefix is a range of the index."""


class PatientRow(Row):
    """One patient. `sorted_by` is the folded name that lists stand in order of."""

    __tablename__ = "patient"
    __table_args__ = (Index("ix_patient_order", "sorted_by", "id"),)

    id: Mapped[Id]
    surname: Mapped[Line]
    given: Mapped[Line]
    birth_date: Mapped[date | None] = mapped_column(index=True)
    sex: Mapped[Word]
    number: Mapped[Line] = mapped_column(default="", index=True)
    telephone: Mapped[Line] = mapped_column(default="")
    language: Mapped[Word] = mapped_column(default="en")
    large_print: Mapped[bool] = mapped_column(default=False)
    alerts: Mapped[str] = mapped_column(String(2000), default="")
    sorted_by: Mapped[str] = mapped_column(FOLDED)
    clinician_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    made_by: Mapped[AccountId]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)


class PatientWordRow(Row):
    """One folded word of a name or number, by which a patient is found. The index answers from the patient's side."""

    __tablename__ = "patient_word"
    __table_args__ = (Index("ix_patient_word_of", "patient_id", "word"),)

    word: Mapped[str] = mapped_column(FOLDED, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)


class EpisodeRow(Row):
    """One course of care: a reason to come, from the first visit to the last."""

    __tablename__ = "episode"

    id: Mapped[Id]
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    title: Mapped[Line]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    made_by: Mapped[AccountId]
    version: Mapped[int] = mapped_column(default=1)
