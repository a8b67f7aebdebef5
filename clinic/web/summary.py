"""The assessment summary for paper notes: collected from the records first, printed when nothing is open any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint
from flask.typing import ResponseReturnValue

from clinic.domain.body_chart import read_chart
from clinic.domain.programme import Programme
from clinic.exchange.programme_file import read_programme
from clinic.handout.printing import render_summary
from clinic.handout.summary import Assessed, summary_content
from clinic.knowledge.body_chart import load_body_chart
from clinic.pathway.assess import Screened, screened
from clinic.store import people, programmes
from clinic.store.assessments import Assessment, State
from clinic.store.errors import FrozenError
from clinic.store.patients import Patient
from clinic.web.access.desk import Desk, at_desk
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.assessment_parts import opened, paper
from clinic.web.clinic_details import details_of
from clinic.web.practice import practice, today
from clinic.web.visits import STANDS

summary = Blueprint("summary", __name__)

NOT_FINAL = "A summary is printed once the assessment is final."


@summary.post("/assessments/<id>/summary")
@needs(Act.READ_RECORD)
def printed(id: str) -> ResponseReturnValue:
    """The summary of a final assessment as PDF."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.READ_RECORD)
        if assessment.state is not State.FINAL:
            raise FrozenError(NOT_FINAL)
        found = screened(desk.session, desk.actor, practice().knowledge, assessment)
        desk.note("print", "summary", id, patient=patient.id)
        print_it = summary_pdf(desk, assessment, patient, found)
    return paper(print_it, "summary")


def summary_pdf(desk: Desk, assessment: Assessment, patient: Patient, found: Screened) -> Callable[[], bytes]:
    """Everything the page says, taken from the records now; what it answers prints it, with nothing of them open.
    Printing raises HandoutError."""
    clinic, paper_size = details_of(desk.house)
    chart = load_body_chart()
    marks, _ = read_chart(chart, {name: one.values for name, one in assessment.answers.items()})
    person = replace(found.facts.person, name=patient.name, number=patient.number)
    programme, stands = _programme(desk, assessment)
    content = summary_content(
        practice().knowledge,
        replace(found.facts, person=person),
        found.screening,
        clinic,
        chart=chart,
        marks=marks,
        assessed=_assessed(desk, assessment, stands),
        programme=programme,
        printed_on=today(),
    )
    return lambda: render_summary(content, paper=paper_size)


def _assessed(desk: Desk, assessment: Assessment, stands: str) -> Assessed:
    by = people.get(desk.session, assessment.final_by)
    return Assessed(by.name if by else "", by.registration if by else "", assessment.reason, stands)


def _programme(desk: Desk, assessment: Assessment) -> tuple[Programme | None, str]:
    """The programme in its newest version and how far it has come; one whose exercises are not in today's library any
    more is left to its sheet."""
    begun = programmes.of_assessment(desk.session, assessment.id)
    if begun is None:
        return None, ""
    version = programmes.newest(desk.session, begun.id)
    content = read_programme(version.content, None)
    known = practice().knowledge.exercises
    return (content if all(one.exercise in known for one in content.exercises) else None), STANDS[version.kind]
