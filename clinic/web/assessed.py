"""What is done with a final assessment: medical all-clears, the referral note, amendments."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from clinic.exchange.case_file import CaseError
from clinic.pathway.assess import cleared, screened
from clinic.store import assessments as store
from clinic.web.access.desk import at_desk
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.assessment_parts import final_page, opened_final, paper, referral_pdf, refuse_without_referral
from clinic.web.posted import posted_clearance
from clinic.web.practice import practice, today
from clinic.web.reasons import reason_fault

assessed = Blueprint("assessed", __name__)


@assessed.post("/assessments/<id>/clear")
@needs(Act.CLEAR)
def clear(id: str) -> ResponseReturnValue:
    """The result with one more medical all-clear, or as it was with what is wrong with that."""
    entered, given = posted_clearance()
    with at_desk() as desk:
        assessment, patient = opened_final(desk, id, Act.CLEAR)
        try:
            cleared(desk.session, desk.actor, practice().knowledge, assessment, given, today=today())
        except CaseError as error:
            return final_page(desk, assessment, patient, entered=entered, mistakes=error.mistakes)[0], 422
        desk.note("clear", "assessment", id, patient=patient.id, finding=entered["finding"])
        return desk.done(url_for("assessments.result", id=id))


@assessed.post("/assessments/<id>/referral")
@needs(Act.READ_RECORD)
def referral(id: str) -> ResponseReturnValue:
    """The referral note of a final assessment as PDF."""
    with at_desk() as desk:
        assessment, patient = opened_final(desk, id, Act.READ_RECORD)
        found = screened(desk.session, desk.actor, practice().knowledge, assessment)
        refuse_without_referral(found)
        desk.note("print", "referral", id, patient=patient.id)
        house = desk.house
    return paper(lambda: referral_pdf(house, found), "referral")


@assessed.post("/assessments/<id>/amend")
@needs(Act.ASSESS)
def amend(id: str) -> ResponseReturnValue:
    """A new assessment that starts from this one's answers and says why."""
    reason = request.form.get("reason", "").strip()[:1000]
    with at_desk() as desk:
        assessment, patient = opened_final(desk, id, Act.ASSESS)
        if fault := reason_fault(reason, "neurological findings on the second day"):
            return final_page(desk, assessment, patient, amend_reason=reason, amend_fault=fault)[0], 422
        draft = store.begin(
            desk.session,
            desk.actor,
            patient.id,
            assessment.episode,
            assessment.assessed_on,
            answers=assessment.answers,
            amends=id,
            reason=reason,
        )
        desk.note("amend", "assessment", draft.id, patient=patient.id, amends=id)
        return desk.done(url_for("assessments.form", id=draft.id))
