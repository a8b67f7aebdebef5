"""Assessments: drafts kept after each pause, the result, and from a final one its all-clears, notes and amendments."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from clinic.exchange.case_file import CaseError
from clinic.pathway.assess import finalised
from clinic.pathway.screen import screen_case
from clinic.store import assessments as store
from clinic.store import episodes, heads, patients
from clinic.store.assessments import State
from clinic.store.errors import ConflictError, FrozenError, UnfitError
from clinic.web.access.desk import at_desk, glancing, posted_version
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.answers import (
    answers_in_words,
    case_typed,
    posted,
    shown_on,
    typed_answers,
    typed_of_assessment,
)
from clinic.web.assessment_frame import frame_of
from clinic.web.assessment_parts import final_page, form_page, kept, opened, person_of
from clinic.web.clock_words import kept_at
from clinic.web.conflict import Texts, conflict_page
from clinic.web.intake_page import live_answer
from clinic.web.practice import practice, today
from clinic.web.result import result_page

assessments = Blueprint("assessments", __name__)

EPISODE = "Back pain"


@assessments.post("/patients/<patient>/assessments")
@needs(Act.ASSESS)
def begin(patient: str) -> ResponseReturnValue:
    """A new assessment of a person, or the one that who asks has begun and not finished."""
    with at_desk() as desk:
        person = desk.patient(patient, Act.ASSESS, "assessment")
        known = heads.assessments_of(desk.session, person.id)
        mine = [one for one in known if one.state is State.DRAFT and one.made_by == desk.user.id]
        begun = [one.id for one in mine if not one.amends]
        if not begun:
            course = episodes.running(desk.session, person.id)
            course = course or episodes.opened(desk.session, desk.actor, person.id, EPISODE, today())
            draft = store.begin(desk.session, desk.actor, person.id, course.id, today())
            store.write(desk.session, desk.actor, draft.id, draft.version, shown_on(today()), on=today())
            begun = [draft.id]
            patients.seen(desk.session, desk.actor, person.id)
        return desk.done(url_for("assessments.form", id=begun[0]))


@assessments.get("/assessments/<id>")
@needs(Act.ASSESS)
def form(id: str) -> ResponseReturnValue:
    """A draft, to go on with; a final assessment shows its result."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.ASSESS)
    if assessment.state is State.FINAL:
        return redirect(url_for("assessments.result", id=id))
    typed = typed_of_assessment(assessment, patient)
    return form_page(assessment, patient, typed)


@assessments.post("/assessments/<id>/save")
@needs(Act.ASSESS)
def save(id: str) -> ResponseReturnValue:
    """Keeps what is typed so far, after a pause; the answer says which version that made."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.ASSESS)
        try:
            now = kept(desk, assessment)
        except (ConflictError, FrozenError, UnfitError) as error:
            return jsonify(version=0, saved=f"Not kept. {error}"), 409
        patients.seen(desk.session, desk.actor, patient.id)
    return jsonify(version=now.version, saved=kept_at(now.saved_at))


@assessments.post("/assessments/<id>/live")
@needs(Act.ASSESS)
def live(id: str) -> ResponseReturnValue:
    """The panel for what is typed so far; nothing is kept by it."""
    with glancing() as desk:
        patient = person_of(desk, id, Act.ASSESS)
    return live_answer(posted(patient), about=False)


@assessments.post("/assessments/<id>/check")
@needs(Act.ASSESS)
def check(id: str) -> ResponseReturnValue:
    """Keeps what was typed and leads to its result, or shows the form with every mistake at its field."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.ASSESS)
        try:
            now = kept(desk, assessment)
        except ConflictError as conflict:
            theirs = {name: one.values for name, one in assessment.answers.items()}
            texts = Texts(answers_in_words(theirs), answers_in_words(typed_answers(request.form)))
            return conflict_page(conflict, texts, back=url_for("assessments.form", id=id))
        except (FrozenError, UnfitError) as refused:
            return form_page(assessment, patient, posted(patient), notice=str(refused)), 409
        typed = posted(patient)
        try:
            if request.form.get("step") == "form":
                return form_page(now, patient, typed)
            screen_case(case_typed(typed), practice().knowledge, today=today())
        except CaseError as error:
            return form_page(now, patient, typed, error.mistakes), 422
        return desk.done(url_for("assessments.result", id=id))


@assessments.post("/assessments/<id>/change")
@needs(Act.ASSESS)
def change(id: str) -> ResponseReturnValue:
    """The form with one answer taken back, for a browser without scripts."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.ASSESS)
    typed = posted(patient)
    if taken := request.form.get("clear"):
        for name in (taken, f"{taken}-qualifier"):
            typed.poplist(name)
    return form_page(assessment, patient, typed)


@assessments.get("/assessments/<id>/result")
@needs(Act.READ_RECORD)
def result(id: str) -> ResponseReturnValue:
    """What screening makes of an assessment: of a draft as it stands, of a final one with its all-clears."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.READ_RECORD)
        if assessment.state is State.FINAL:
            return final_page(desk, assessment, patient)
        frame = frame_of(assessment, patient, desk)
        typed = typed_of_assessment(assessment, patient)
        try:
            facts, screening = screen_case(case_typed(typed), practice().knowledge, today=today())
        except CaseError as error:
            return form_page(assessment, patient, typed, error.mistakes), 422
    return result_page(facts, screening, frame=frame)


@assessments.post("/assessments/<id>/finalise")
@needs(Act.ASSESS)
def finalise(id: str) -> ResponseReturnValue:
    """The assessment is final, or the form again with every mistake at its field."""
    with at_desk() as desk:
        assessment, patient = opened(desk, id, Act.ASSESS)
        typed = typed_of_assessment(assessment, patient)
        if assessment.version != posted_version():
            raise ConflictError("assessment", id, assessment.version)
        try:
            finalised(desk.session, desk.actor, practice().knowledge, assessment, case_typed(typed), today=today())
        except CaseError as error:
            return form_page(assessment, patient, typed, error.mistakes), 422
        desk.note("finalise", "assessment", id, patient=patient.id)
        return desk.done(url_for("assessments.result", id=id))
