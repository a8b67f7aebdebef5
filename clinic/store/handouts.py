"""Issued sheets: the very bytes that were handed over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, StoreError
from clinic.store.ids import new_id
from clinic.store.rows.programmes import HandoutRow


@dataclass(frozen=True)
class Handout:
    """An issued sheet without its bytes. `version` is the id of the programme version it prints."""

    id: str
    patient: str
    version: str
    sha256: str
    large: bool
    paper: str
    edition: str
    print_edition: str
    made_by: str
    made_at: datetime


def issue(
    session: Session,
    actor: Actor,
    patient: str,
    version: str,
    pdf: bytes,
    *,
    large: bool,
    paper: str,
    edition: str,
    print_edition: str,
) -> Handout:
    """Keep a sheet as it is handed over; from here on it never changes."""
    row = HandoutRow(
        id=new_id(),
        patient_id=patient,
        programme_version_id=version,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        large=large,
        paper=paper,
        edition=edition,
        print_edition=print_edition,
        made_by=actor.account,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    return _handout(row)


def get(session: Session, id: str) -> Handout | None:
    """One issued sheet by id, without its bytes."""
    row = HandoutRow.found(session, id)
    return _handout(row) if row else None


def bytes_of(session: Session, id: str) -> bytes:
    """The bytes of an issued sheet. Raises AbsentError, and StoreError when they are not those that were issued."""
    row = HandoutRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is no issued sheet with the id {id}.")
    if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
        raise StoreError("The kept copy of this sheet is not the one that was issued. Do not hand it out.")
    return row.pdf


def of_patient(session: Session, patient: str) -> tuple[Handout, ...]:
    """Every sheet issued to a patient, newest first."""
    query = select(HandoutRow).where(HandoutRow.patient_id == patient)
    return tuple(_handout(row) for row in session.scalars(query.order_by(HandoutRow.made_at.desc(), HandoutRow.id)))


def _handout(row: HandoutRow) -> Handout:
    return Handout(
        row.id, row.patient_id, row.programme_version_id, row.sha256, row.large, row.paper, row.edition,
        row.print_edition, row.made_by, row.made_at,
    )  # fmt: skip  # one record, few lines
