"""What lists say of assessments and programmes: without the long texts, which take many times longer to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from clinic.store.assessments import State
from clinic.store.programmes import Kind
from clinic.store.rows.assessments import AssessmentRow
from clinic.store.rows.programmes import ProgrammeRow, ProgrammeVersionRow


@dataclass(frozen=True)
class AssessmentHead:
    """An assessment without its answers, its case and the reason of an amendment."""

    id: str
    patient: str
    episode: str
    state: State
    assessed_on: date
    amends: str
    made_by: str
    made_at: datetime
    saved_at: datetime
    final_by: str
    final_at: datetime | None
    version: int

    @property
    def when(self) -> tuple[date, datetime]:
        """What assessments are put in order by."""
        return self.assessed_on, self.made_at


@dataclass(frozen=True)
class ProgrammeHead:
    """A programme by its id, with what its newest version is and the ids of all its versions in order."""

    id: str
    kind: Kind
    versions: tuple[str, ...]


def assessments_of(session: Session, patient: str) -> tuple[AssessmentHead, ...]:
    """All assessments of one patient, newest first."""
    order = AssessmentRow.assessed_on.desc(), AssessmentRow.made_at.desc(), AssessmentRow.id
    return _heads(session, select(*HEAD).where(AssessmentRow.patient_id == patient).order_by(*order))


def standing_of(session: Session, patient: str) -> tuple[AssessmentHead, ...]:
    """The final assessments of one patient that no other one amends, newest first."""
    final = [one for one in assessments_of(session, patient) if one.state is State.FINAL]
    amended = {one.amends for one in final}
    return tuple(one for one in final if one.id not in amended)


def drafts_of(session: Session, account: str, *, most: int = 20) -> tuple[AssessmentHead, ...]:
    """The drafts that somebody began and has not finalised, newest first."""
    mine = (AssessmentRow.state == State.DRAFT.value) & (AssessmentRow.made_by == account)
    return _heads(
        session, select(*HEAD).where(mine).order_by(AssessmentRow.saved_at.desc(), AssessmentRow.id).limit(most)
    )


def programmes_of(session: Session, patient: str) -> Mapping[str, ProgrammeHead]:
    """How far the newest programme of each assessment of a patient has come, by the id of the assessment."""
    query = select(ProgrammeRow.assessment_id, ProgrammeRow.id, ProgrammeVersionRow.id, ProgrammeVersionRow.kind)
    query = query.join(ProgrammeVersionRow, ProgrammeVersionRow.programme_id == ProgrammeRow.id)
    query = query.where(ProgrammeRow.patient_id == patient).order_by(ProgrammeRow.number, ProgrammeVersionRow.number)
    heads: dict[str, ProgrammeHead] = {}
    for assessment, id, version, kind in session.execute(query):
        before = heads.get(assessment)
        earlier = before.versions if before and before.id == id else ()
        heads[assessment] = ProgrammeHead(id, Kind(kind), (*earlier, version))
    return heads


HEAD = (
    AssessmentRow.id, AssessmentRow.patient_id, AssessmentRow.episode_id, AssessmentRow.state,
    AssessmentRow.assessed_on, AssessmentRow.amends_id, AssessmentRow.made_by, AssessmentRow.made_at,
    AssessmentRow.saved_at, AssessmentRow.final_by, AssessmentRow.final_at, AssessmentRow.version,
)  # fmt: skip  # in the order of AssessmentHead


def _heads(session: Session, query: Select[*tuple[Any, ...]]) -> tuple[AssessmentHead, ...]:
    found = (AssessmentHead(*row) for row in session.execute(query))
    return tuple(
        replace(one, state=State(one.state), amends=one.amends or "", final_by=one.final_by or "") for one in found
    )
