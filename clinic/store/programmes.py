"""Programmes in all their versions, and the overrides that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, ConflictError
from clinic.store.ids import new_id
from clinic.store.rows.base import next_number
from clinic.store.rows.programmes import OverrideRow, ProgrammeRow, ProgrammeVersionRow


class Kind(StrEnum):
    """What a version is: what was proposed, a change to it, or the one that was signed."""

    PROPOSAL = "proposal"
    CHANGE = "change"
    SIGNED = "signed"


@dataclass(frozen=True)
class Version:
    """One version of a programme, never changed. `content` is the programme, `says` what was changed for the clinician,
    `reason` why there are as many exercises as there are, where that needs one."""

    id: str
    programme: str
    screening: str
    number: int
    kind: Kind
    content: Mapping[str, Any]
    says: str
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class RecordedProgramme:
    """The programme of one assessment; `version` is the number of its newest version."""

    id: str
    patient: str
    assessment: str
    made_by: str
    made_at: datetime
    version: int


@dataclass(frozen=True)
class RecordedOverride:
    """A decision to give a withheld exercise in spite of one objection; `withdrawn_by` is empty while it stands."""

    id: str
    exercise: str
    objection: str
    why: str
    made_by: str
    made_at: datetime
    withdrawn_by: str


def begin(
    session: Session,
    actor: Actor,
    patient: str,
    assessment: str,
    screening: str,
    content: Mapping[str, Any],
    *,
    says: str = "",
) -> RecordedProgramme:
    """A new programme with what was proposed as its first version."""
    row = ProgrammeRow(
        id=new_id(),
        patient_id=patient,
        assessment_id=assessment,
        number=next_number(session, ProgrammeRow.number, ProgrammeRow.assessment_id, assessment),
        made_by=actor.account,
        made_at=actor.at,
        version=1,
    )
    session.add(row)
    session.flush()
    _add_version(session, actor, row, screening, Kind.PROPOSAL, content, says, "")
    return _programme(row)


def append(
    session: Session,
    actor: Actor,
    id: str,
    version: int,
    screening: str,
    kind: Kind,
    content: Mapping[str, Any],
    *,
    says: str = "",
    reason: str = "",
) -> Version:
    """A further version of a programme, changed from `version`.

    Raises ConflictError when somebody else changed it first, AbsentError.
    """
    row = ProgrammeRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is no programme with the id {id}.")
    if row.version != version:
        raise ConflictError("programme", id, row.version)
    row.version += 1
    return _add_version(session, actor, row, screening, kind, content, says, reason)


def get(session: Session, id: str) -> RecordedProgramme | None:
    """One programme by id."""
    row = ProgrammeRow.found(session, id)
    return _programme(row) if row else None


def of_assessment(session: Session, assessment: str) -> RecordedProgramme | None:
    """The newest programme of an assessment."""
    query = select(ProgrammeRow).where(ProgrammeRow.assessment_id == assessment)
    row = session.scalar(query.order_by(ProgrammeRow.number.desc()).limit(1))
    return _programme(row) if row else None


def of_patient(session: Session, patient: str) -> tuple[RecordedProgramme, ...]:
    """All programmes of one patient, newest first."""
    query = select(ProgrammeRow).where(ProgrammeRow.patient_id == patient)
    return tuple(
        _programme(row) for row in session.scalars(query.order_by(ProgrammeRow.made_at.desc(), ProgrammeRow.id))
    )


def newest(session: Session, id: str) -> Version:
    """The newest version of a programme. Raises AbsentError."""
    query = select(ProgrammeVersionRow).where(ProgrammeVersionRow.programme_id == id)
    row = session.scalar(query.order_by(ProgrammeVersionRow.number.desc()).limit(1))
    if row is None:
        raise AbsentError(f"There is no programme with the id {id}.")
    return _version(row)


def versions(session: Session, id: str) -> tuple[Version, ...]:
    """Every version of a programme, the proposal first. Raises AbsentError."""
    query = select(ProgrammeVersionRow).where(ProgrammeVersionRow.programme_id == id)
    found = tuple(_version(row) for row in session.scalars(query.order_by(ProgrammeVersionRow.number)))
    if not found:
        raise AbsentError(f"There is no programme with the id {id}.")
    return found


def version(session: Session, id: str) -> Version | None:
    """One version by its own id."""
    row = ProgrammeVersionRow.found(session, id)
    return _version(row) if row else None


def override(session: Session, actor: Actor, programme: str, exercise: str, objection: str, why: str) -> None:
    """Record a decision to give an exercise in spite of one objection."""
    session.add(
        OverrideRow(
            id=new_id(),
            programme_id=programme,
            number=next_number(session, OverrideRow.number, OverrideRow.programme_id, programme),
            exercise=exercise,
            objection=objection,
            why=why,
            made_by=actor.account,
            made_at=actor.at,
        )
    )
    session.flush()


def withdraw(session: Session, actor: Actor, programme: str, exercise: str) -> int:
    """Take back every override of one exercise; how many there were."""
    query = select(OverrideRow).where(OverrideRow.programme_id == programme, OverrideRow.exercise == exercise)
    rows = [row for row in session.scalars(query) if row.withdrawn_at is None]
    for row in rows:
        row.withdrawn_by, row.withdrawn_at = actor.account, actor.at
    return len(rows)


def overrides(session: Session, programme: str) -> tuple[RecordedOverride, ...]:
    """Every override of a programme, those taken back too, oldest first."""
    query = select(OverrideRow).where(OverrideRow.programme_id == programme)
    return tuple(
        RecordedOverride(row.id, row.exercise, row.objection, row.why, row.made_by, row.made_at, row.withdrawn_by or "")
        for row in session.scalars(query.order_by(OverrideRow.number))
    )


def _add_version(
    session: Session,
    actor: Actor,
    row: ProgrammeRow,
    screening: str,
    kind: Kind,
    content: Mapping[str, Any],
    says: str,
    reason: str,
) -> Version:
    added = ProgrammeVersionRow(
        id=new_id(),
        programme_id=row.id,
        screening_id=screening,
        number=row.version,
        kind=kind.value,
        content=dict(content),
        says=says[:500],
        reason=reason,
        made_by=actor.account,
        made_at=actor.at,
    )
    session.add(added)
    session.flush()
    return _version(added)


def _programme(row: ProgrammeRow) -> RecordedProgramme:
    return RecordedProgramme(row.id, row.patient_id, row.assessment_id, row.made_by, row.made_at, row.version)


def _version(row: ProgrammeVersionRow) -> Version:
    return Version(
        row.id, row.programme_id, row.screening_id, row.number, Kind(row.kind), row.content, row.says, row.reason,
        row.made_by, row.made_at,
    )  # fmt: skip  # one record, few lines
