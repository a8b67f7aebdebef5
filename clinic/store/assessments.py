"""Assessments: drafts with every answer as it was typed, and final ones, which never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, ConflictError, FrozenError
from clinic.store.ids import new_id
from clinic.store.rows.assessments import AssessmentRow, MeasurementRow


class State(StrEnum):
    """Whether an assessment may still be written in."""

    DRAFT = "draft"
    FINAL = "final"


class How(StrEnum):
    """Whether an answer was asked of the person or found by examining."""

    ASKED = "asked"
    EXAMINED = "examined"


@dataclass(frozen=True)
class Entered:
    """What stands in one field: its values as typed, who entered them, when, and how they were found out."""

    values: tuple[str, ...]
    by: str
    at: str
    how: How


@dataclass(frozen=True)
class Assessment:
    """One assessment. `answers` by field name; `case` as it was read when it became final; `amends`: the id of the
    final assessment that this one corrects, for `reason`."""

    id: str
    patient: str
    episode: str
    state: State
    assessed_on: date
    answers: Mapping[str, Entered]
    case: Mapping[str, Any] | None
    amends: str
    reason: str
    made_by: str
    made_at: datetime
    saved_at: datetime
    final_by: str
    final_at: datetime | None
    version: int


@dataclass(frozen=True)
class Measurement:
    """One result of a test or outcome measure, a number or one of the item's words."""

    item: str
    side: str
    taken_on: date
    number: float | None
    words: str = ""


def begin(
    session: Session,
    actor: Actor,
    patient: str,
    episode: str,
    on: date,
    *,
    answers: Mapping[str, Entered] | None = None,
    amends: str = "",
    reason: str = "",
) -> Assessment:
    """A new draft. `answers` are those it starts with: none, or those of the assessment that it amends."""
    row = AssessmentRow(
        id=new_id(),
        patient_id=patient,
        episode_id=episode,
        state=State.DRAFT.value,
        assessed_on=on,
        answers=_kept(answers or {}),
        case=None,
        amends_id=amends or None,
        reason=reason,
        made_by=actor.account,
        made_at=actor.at,
        saved_at=actor.at,
        version=1,
    )
    session.add(row)
    session.flush()
    return _assessment(row)


def get(session: Session, id: str) -> Assessment | None:
    """One assessment by id."""
    row = AssessmentRow.found(session, id)
    return _assessment(row) if row else None


def write(
    session: Session,
    actor: Actor,
    id: str,
    version: int,
    typed: Mapping[str, Sequence[str]],
    *,
    on: date,
    examined: Iterable[str] = (),
) -> Assessment:
    """A draft holds what is now typed in its fields; a field that did not change keeps who entered it and when.

    `examined`: the fields that are found out by examining. Raises ConflictError when `version` is not the newest,
    FrozenError for a final assessment, AbsentError.
    """
    row = _draft(session, id, version)
    found = frozenset(examined)
    before, at = row.answers, actor.at.isoformat()
    row.answers = {
        field: before[field]
        if field in before and before[field]["values"] == list(values)
        else {
            "values": list(values),
            "by": actor.account,
            "at": at,
            "how": (How.EXAMINED if field in found else How.ASKED).value,
        }
        for field, values in typed.items()
        if any(value.strip() for value in values)
    }
    row.assessed_on = on
    row.saved_at = actor.at
    row.version += 1
    session.flush()
    return _assessment(row)


def finalise(
    session: Session, actor: Actor, id: str, version: int, case: Mapping[str, Any], measured: Iterable[Measurement]
) -> Assessment:
    """A draft becomes final with the case read from it. Raises as `write`."""
    row = _draft(session, id, version)
    row.state, row.case = State.FINAL.value, dict(case)
    row.final_by, row.final_at = actor.account, actor.at
    row.version += 1
    session.flush()
    session.add_all(
        MeasurementRow(
            assessment_id=id,
            item=one.item,
            side=one.side,
            patient_id=row.patient_id,
            taken_on=one.taken_on,
            number=one.number,
            words=one.words,
        )
        for one in measured
    )
    session.flush()
    return _assessment(row)


def of_patient(session: Session, patient: str) -> tuple[Assessment, ...]:
    """All assessments of one patient, newest first."""
    query = select(AssessmentRow).where(AssessmentRow.patient_id == patient)
    rows = session.scalars(
        query.order_by(AssessmentRow.assessed_on.desc(), AssessmentRow.made_at.desc(), AssessmentRow.id)
    )
    return tuple(_assessment(row) for row in rows)


def amended_by(session: Session, assessment: Assessment) -> str:
    """The id of the assessment that corrects this one, or empty."""
    same = AssessmentRow.patient_id == assessment.patient  # what a patient has is few, and is found by an index
    return session.scalar(select(AssessmentRow.id).where(same, AssessmentRow.amends_id == assessment.id)) or ""


def course_of(session: Session, patient: str, item: str) -> tuple[Measurement, ...]:
    """Every result of one item for one patient, oldest first."""
    query = select(MeasurementRow).where(MeasurementRow.patient_id == patient, MeasurementRow.item == item)
    rows = session.scalars(query.order_by(MeasurementRow.taken_on, MeasurementRow.side))
    return tuple(Measurement(row.item, row.side, row.taken_on, row.number, row.words) for row in rows)


def _draft(session: Session, id: str, version: int) -> AssessmentRow:
    row = AssessmentRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is no assessment with the id {id}.")
    if row.state != State.DRAFT.value:
        raise FrozenError("This assessment is final. What changes now is written as an amendment.")
    if row.version != version:
        raise ConflictError("assessment", id, row.version)
    return row


def _kept(answers: Mapping[str, Entered]) -> dict[str, Any]:
    return {
        field: {"values": list(one.values), "by": one.by, "at": one.at, "how": one.how.value}
        for field, one in answers.items()
    }


def _assessment(row: AssessmentRow) -> Assessment:
    answers = {
        field: Entered(tuple(one["values"]), one["by"], one["at"], How(one["how"]))
        for field, one in row.answers.items()
    }
    return Assessment(
        id=row.id,
        patient=row.patient_id,
        episode=row.episode_id,
        state=State(row.state),
        assessed_on=row.assessed_on,
        answers=answers,
        case=row.case,
        amends=row.amends_id or "",
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.made_at,
        saved_at=row.saved_at,
        final_by=row.final_by or "",
        final_at=row.final_at,
        version=row.version,
    )
