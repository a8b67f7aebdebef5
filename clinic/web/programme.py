"""From a screening to paper: the proposed programme, the sheet, and the referral note when the answer is no."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from clinic.handout.errors import HandoutError
from clinic.handout.printing import render_referral_note
from clinic.handout.referral import referral_note_content
from clinic.pathway.in_force import printed_clinic
from clinic.pathway.propose import propose_case
from clinic.pathway.screen import screen_case
from clinic.pathway.sheet import sheet_pdf
from clinic.web.access.guard import open_to_all
from clinic.web.clinic_details import in_force_now
from clinic.web.library import library_view
from clinic.web.line import in_line
from clinic.web.posted import posted_case
from clinic.web.practice import practice, today
from clinic.web.result import hidden_case, result_page
from clinic.web.week import planned_view
from clinic.web.words import works

programme = Blueprint("programme", __name__)


@programme.post("/check/programme")
@open_to_all
def proposed() -> ResponseReturnValue:
    """The proposed programme and why every other exercise is not in it; the result instead where none is allowed."""
    here = practice()
    facts, screening, proposal = propose_case(posted_case(), here.knowledge)
    if proposal is None:
        return result_page(facts, screening), 409
    return render_template(
        "programme/proposed.html",
        facts=facts,
        case=hidden_case(facts),
        screening=screening,
        programme=proposal,
        planned=tuple(planned_view(here.knowledge, here.poses, one) for one in proposal.exercises),
        library=library_view(here.knowledge, screening, proposal),
        sources=works(
            here.knowledge,
            (key for objections in screening.withheld.values() for one in objections for key in one.sources),
        ),
    )


@programme.post("/check/sheet")
@open_to_all
def sheet() -> ResponseReturnValue:
    """The printed programme as PDF; the result instead where none is allowed."""
    here = practice()
    facts, screening, proposal = propose_case(posted_case(), here.knowledge)
    if proposal is None:
        return result_page(facts, screening), 409
    try:
        with in_line():
            pdf = sheet_pdf(here.knowledge, in_force_now(), facts, screening, proposal, printed_on=today())
        return _pdf(pdf, "programme")
    except HandoutError as error:
        return render_template("errors/no_pdf.html", reason=str(error), case=hidden_case(facts)), 503


@programme.post("/check/referral")
@open_to_all
def referral() -> ResponseReturnValue:
    """The referral note as PDF."""
    here = practice()
    facts, screening = screen_case(posted_case(), here.knowledge)
    settings = in_force_now()
    note = referral_note_content(here.knowledge, facts, screening, printed_clinic(settings), printed_on=today())
    try:
        return _pdf(render_referral_note(note, paper=settings.paper), "referral")
    except HandoutError as error:
        return render_template("errors/no_pdf.html", reason=str(error), case=hidden_case(facts)), 503


def _pdf(content: bytes, name: str) -> Response:
    """A PDF that opens in the browser. Its file name says what it is and nothing about whom."""
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
