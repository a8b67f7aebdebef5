"""All-clears, and what screening made of a final assessment with them, each time under its edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.ids import new_id
from clinic.store.rows.assessments import ClearanceRow, ScreeningRow
from clinic.store.rows.base import next_number


@dataclass(frozen=True)
class RecordedClearance:
    """A medical all-clear as it was recorded: by whom or which letter, dated, and who recorded it when."""

    finding: str
    on: date
    by: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class RecordedScreening:
    """One screening as it was made. `case` is everything it read; `result` its JSON as the command line prints it."""

    id: str
    assessment: str
    edition: str
    disposition: str
    case: Mapping[str, Any]
    result: Mapping[str, Any]
    made_by: str
    made_at: datetime


def clear(session: Session, actor: Actor, assessment: str, finding: str, on: date, by: str) -> None:
    """Record an all-clear for a finding of an assessment; the newest for a finding is the one that counts."""
    session.add(
        ClearanceRow(
            id=new_id(),
            assessment_id=assessment,
            number=next_number(session, ClearanceRow.number, ClearanceRow.assessment_id, assessment),
            finding=finding,
            on=on,
            by=by,
            made_by=actor.account,
            made_at=actor.at,
        )
    )
    session.flush()


def clearances(session: Session, assessment: str) -> tuple[RecordedClearance, ...]:
    """The all-clears of an assessment, one for each finding, the newest of each."""
    query = select(ClearanceRow).where(ClearanceRow.assessment_id == assessment)
    rows = session.scalars(query.order_by(ClearanceRow.number))
    newest = {row.finding: row for row in rows}
    return tuple(RecordedClearance(one.finding, one.on, one.by, one.made_by, one.made_at) for one in newest.values())


def keep(
    session: Session, actor: Actor, assessment: str, case: Mapping[str, Any], result: Mapping[str, Any]
) -> RecordedScreening:
    """Keep what screening made of a case, with its edition and disposition."""
    row = ScreeningRow(
        id=new_id(),
        assessment_id=assessment,
        number=next_number(session, ScreeningRow.number, ScreeningRow.assessment_id, assessment),
        edition=result["edition"],
        disposition=result["disposition"],
        case=dict(case),
        result=dict(result),
        made_by=actor.account,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    return _screening(row)


def newest(session: Session, assessment: str) -> RecordedScreening | None:
    """The screening that counts for an assessment: the newest."""
    query = select(ScreeningRow).where(ScreeningRow.assessment_id == assessment)
    row = session.scalar(query.order_by(ScreeningRow.number.desc()).limit(1))
    return _screening(row) if row else None


def get(session: Session, id: str) -> RecordedScreening | None:
    """One screening by id."""
    row = ScreeningRow.found(session, id)
    return _screening(row) if row else None


def dispositions(session: Session, assessments: tuple[str, ...]) -> Mapping[str, str]:
    """By assessment the disposition of its newest screening, without reading the screenings whole."""
    columns = select(ScreeningRow.assessment_id, ScreeningRow.disposition)
    found = session.execute(columns.where(ScreeningRow.assessment_id.in_(assessments)).order_by(ScreeningRow.number))
    return {assessment: disposition for assessment, disposition in found}  # noqa: C416  # a row is no pair to mypy


def _screening(row: ScreeningRow) -> RecordedScreening:
    return RecordedScreening(
        row.id, row.assessment_id, row.edition, row.disposition, row.case, row.result, row.made_by, row.made_at
    )
