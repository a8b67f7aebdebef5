"""Episodes: one course of care of one patient, from the first visit to the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.errors import AbsentError
from clinic.store.ids import new_id
from clinic.store.rows.patients import EpisodeRow


@dataclass(frozen=True)
class Episode:
    """One course of care. `closed_on` is None while it goes on."""

    id: str
    patient: str
    title: str
    opened_on: date
    closed_on: date | None = None


def opened(session: Session, actor: Actor, patient: str, title: str, on: date) -> Episode:
    """A new course of care."""
    row = EpisodeRow(
        id=new_id(), patient_id=patient, title=title, opened_on=on, closed_on=None, made_by=actor.account, version=1
    )
    session.add(row)
    session.flush()
    return _episode(row)


def closed(session: Session, id: str, on: date) -> Episode:
    """The course of care ended on this day. Raises AbsentError."""
    row = EpisodeRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is no episode with the id {id}.")
    row.closed_on = on
    row.version += 1
    return _episode(row)


def of_patient(session: Session, patient: str) -> tuple[Episode, ...]:
    """All courses of care of one patient, newest first."""
    query = select(EpisodeRow).where(EpisodeRow.patient_id == patient)
    rows = session.scalars(query.order_by(EpisodeRow.opened_on.desc(), EpisodeRow.id))
    return tuple(_episode(row) for row in rows)


def running(session: Session, patient: str) -> Episode | None:
    """The course of care that goes on, the newest where there are several."""
    return next((one for one in of_patient(session, patient) if one.closed_on is None), None)


def _episode(row: EpisodeRow) -> Episode:
    return Episode(row.id, row.patient_id, row.title, row.opened_on, row.closed_on)
