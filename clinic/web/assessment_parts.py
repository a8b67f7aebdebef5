"""What the pages of an assessment share: opening it for an act, its papers, and checks of a reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.handout.errors import HandoutError
from clinic.handout.printing import render_referral_note
from clinic.handout.referral import referral_note_content
from clinic.pathway.assess import Screened
from clinic.store import assessments
from clinic.store.assessments import Assessment, State
from clinic.store.errors import StoreError
from clinic.store.house import House
from clinic.store.patients import Patient
from clinic.web.access.desk import Desk
from clinic.web.access.roles import Act
from clinic.web.answers import answers_in_words
from clinic.web.body_chart import ChartView, chart_view
from clinic.web.clinic_details import details_of
from clinic.web.clock_words import kept_at
from clinic.web.frame import Frame
from clinic.web.line import in_line
from clinic.web.practice import practice, today
from clinic.web.typed import Typed

REASON_AT_LEAST = 10
REASON = f"Say why in {REASON_AT_LEAST} letters or more, such as “neurological findings on the second day”."


def opened(desk: Desk, id: str, act: Act) -> tuple[Assessment, Patient]:
    """An assessment and its person, opened for this act. Raises NotFound, Forbidden or NotYoursError."""
    found = assessments.get(desk.session, id)
    if found is None:
        raise NotFound("There is no such assessment.")
    return found, desk.patient(found.patient, act, "assessment", id)


def opened_final(desk: Desk, id: str, act: Act) -> tuple[Assessment, Patient]:
    """The same for what is done with a final assessment only. Raises StoreError for a draft, and as `opened`."""
    assessment, patient = opened(desk, id, act)
    if assessment.state is not State.FINAL:
        raise StoreError("This assessment is a draft. Make it final first.")
    return assessment, patient


def person_of(desk: Desk, id: str, act: Act) -> Patient:
    """The person of an assessment that is open on a page already; nothing is noted. Raises as `opened`."""
    found = assessments.get(desk.session, id)
    if found is None:
        raise NotFound("There is no such assessment.")
    return desk.known(found.patient, act)


def chart_of(typed: Typed) -> ChartView:
    """The body chart as it was filled in."""
    return chart_view(typed)


def saved_words(assessment: Assessment) -> str:
    """When the draft was kept."""
    return kept_at(assessment.saved_at)


def reason_fault(reason: str) -> str:
    """What is wrong with a reason; empty when nothing is."""
    return "" if len(reason) >= REASON_AT_LEAST else REASON


def refuse_without_referral(found: Screened) -> None:
    """Raises StoreError where nothing that was found asks for a referral, so that there is no note to write."""
    if not found.screening.referrals and not any(one.action.refers for one in found.screening.reasons):
        raise StoreError("Nothing that was found asks for a referral, so there is no note to write.")


def unreadable_page(assessment: Assessment, frame: Frame, why: str) -> str:
    """What was answered in an assessment that today's knowledge cannot read, and the way on: an amendment."""
    answers = answers_in_words({name: one.values for name, one in assessment.answers.items()})
    return render_template("assessments/unreadable.html", frame=frame, why=why, answers=answers)


def referral_pdf(house: House, found: Screened) -> bytes:
    """The referral note. Raises HandoutError."""
    clinic, paper_size = details_of(house)
    note = referral_note_content(practice().knowledge, found.facts, found.screening, clinic, printed_on=today())
    return render_referral_note(note, paper=paper_size)


def paper(print_it: Callable[[], bytes], name: str) -> ResponseReturnValue:
    """A PDF that opens in the browser, or the page that says why there is none. Its file name tells nothing of whom."""
    try:
        with in_line():
            content = print_it()
    except HandoutError as error:
        return render_template("errors/no_pdf.html", reason=str(error), case=""), 503
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
