"""What the pages of an assessment share: opening it for an act, its pages, its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.exchange.case_file import CaseMistake
from clinic.handout.errors import HandoutError
from clinic.handout.printing import render_referral_note
from clinic.handout.referral import referral_note_content
from clinic.pathway.assess import Screened, screened
from clinic.store import assessments
from clinic.store.assessments import Assessment, State
from clinic.store.errors import StoreError, UnreadableError
from clinic.store.house import House
from clinic.store.patients import Patient
from clinic.web.access.desk import Desk, posted_version
from clinic.web.access.roles import Act
from clinic.web.answers import answers_in_words, day_typed, examined_fields, typed_answers
from clinic.web.assessment_frame import frame_of
from clinic.web.body_chart import chart_view
from clinic.web.clinic_details import details_of
from clinic.web.intake_page import intake_page
from clinic.web.line import in_line
from clinic.web.practice import practice, today
from clinic.web.result import result_page
from clinic.web.typed import Typed


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


def form_page(
    assessment: Assessment, patient: Patient, typed: Typed, mistakes: Iterable[CaseMistake] = (), *, notice: str = ""
) -> str:
    """The intake form of an assessment as it was filled in, with its body chart and every mistake at its field."""
    frame = frame_of(assessment, patient)
    return intake_page(typed, mistakes, notice=notice, frame=frame, chart=chart_view(typed))


def kept(desk: Desk, draft: Assessment) -> Assessment:
    """The draft with what the current form holds. Raises ConflictError, FrozenError or UnfitError as the store does."""
    return assessments.write(
        desk.session,
        desk.actor,
        draft.id,
        posted_version(),
        typed_answers(request.form),
        on=day_typed(request.form, draft.assessed_on),
        examined=examined_fields(),
    )


def refuse_without_referral(found: Screened) -> None:
    """Raises StoreError where nothing that was found asks for a referral, so that there is no note to write."""
    if not found.screening.referrals and not any(one.action.refers for one in found.screening.reasons):
        raise StoreError("Nothing that was found asks for a referral, so there is no note to write.")


def final_page(desk: Desk, assessment: Assessment, patient: Patient, **more: Any) -> tuple[str, int]:
    """The result of a final assessment with its status; what was answered, and an amendment as the way on, where
    today's knowledge cannot read it. `more` belongs to an all-clear or an amendment that was refused."""
    frame = frame_of(assessment, patient, desk)
    try:
        found = screened(desk.session, desk.actor, practice().knowledge, assessment)
    except UnreadableError as error:
        answers = answers_in_words({name: one.values for name, one in assessment.answers.items()})
        return render_template("assessments/unreadable.html", frame=frame, why=str(error), answers=answers, **more), 409
    return result_page(found.facts, found.screening, frame=frame, **more), 200


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
