"""Patients: the list, the search, adding one, and changing who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from clinic.store import patients as store
from clinic.store.errors import ConflictError
from clinic.web.access.desk import at_desk, posted_version
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.case_fields import day_as_written
from clinic.web.conflict import Texts, conflict_page
from clinic.web.person_form import PersonForm, in_words, typed_of_person
from clinic.web.reasons import reason_fault
from clinic.web.visits import visits_of

patients = Blueprint("patients", __name__)

PAGE = 50


@patients.get("/patients")
@needs(Act.FIND_PATIENTS)
def index() -> ResponseReturnValue:
    """Everybody by name, page by page, and the search."""
    with at_desk() as desk:
        found = store.listed(desk.session, after=request.args.get("after", ""), most=PAGE + 1)
        desk.note("list", "patients")
    return render_template("patients/index.html", found=found[:PAGE], more=len(found) > PAGE, words="", searched=False)


@patients.post("/patients/search")
@needs(Act.FIND_PATIENTS)
def search() -> ResponseReturnValue:
    """Who is found by a name, a number or a birth date. Sent, never in an address."""
    words = request.form.get("words", "")[:200]
    born = _day(words)
    with at_desk() as desk:
        found = store.find(desk.session, "" if born else words, born=born, most=PAGE + 1)
        desk.note("search", "patients", found=len(found))
    return render_template("patients/index.html", found=found[:PAGE], more=False, words=words, searched=True)


@patients.get("/patients/new")
@needs(Act.ADD_PATIENT)
def new() -> ResponseReturnValue:
    """An empty form for a new person."""
    return _form(PersonForm(formdata=MultiDict({"language": "en"})), None)


@patients.post("/patients/new")
@needs(Act.ADD_PATIENT)
def add() -> ResponseReturnValue:
    """A new person; who is like somebody already here is added only when told once more."""
    form = PersonForm()
    if not form.validate():
        return _form(form, None), 422
    with at_desk() as desk:
        person = replace(form.person(), clinician=desk.user.id if desk.may(Act.ASSESS) else "")
        alike = store.like(desk.session, person)
        if alike and "another" not in request.form:
            desk.note("search", "patients", found=len(alike))
            return _form(form, None, alike=alike), 409
        added = store.add(desk.session, desk.actor, person)
        desk.note("add_patient", "patient", added.id, patient=added.id)
        return desk.done(url_for("patients.one", id=added.id))


@patients.get("/patients/<id>")
@needs(Act.READ_PERSON)
def one(id: str) -> ResponseReturnValue:
    """One person: who they are and, for those who treat them, the line of visits."""
    with at_desk() as desk:
        patient = desk.patient(id, Act.READ_PERSON)
        clinical = desk.may(Act.READ_RECORD, patient)
        if clinical:
            desk.note(Act.READ_RECORD, "patient", id, patient=id)
        taken = not clinical and desk.may(Act.TAKE_OVER)
        page = visits_of(desk, patient, clinical=clinical)
    return render_template("patients/one.html", patient=patient, clinical=clinical, visits=page, can_take_over=taken)


@patients.get("/patients/<id>/details")
@needs(Act.CHANGE_PERSON)
def details(id: str) -> ResponseReturnValue:
    """The form with what is known of a person."""
    with at_desk() as desk:
        patient = desk.patient(id, Act.READ_PERSON)
    return _form(PersonForm(formdata=typed_of_person(patient)), patient)


@patients.post("/patients/<id>/details")
@needs(Act.CHANGE_PERSON)
def change(id: str) -> ResponseReturnValue:
    """What is now known of a person; both texts when somebody else changed it first."""
    form = PersonForm()
    valid = form.validate()
    with at_desk() as desk:
        known = desk.patient(id, Act.CHANGE_PERSON)
        person = form.person(known)
        if not valid:
            return _form(form, known), 422
        try:
            store.change(desk.session, replace(person, version=posted_version()))
        except ConflictError as conflict:
            return conflict_page(
                conflict, Texts(in_words(known), in_words(person)), back=url_for("patients.details", id=id)
            )
        return desk.done(url_for("patients.one", id=id))


@patients.post("/patients/<id>/take-over")
@needs(Act.TAKE_OVER)
def take_over(id: str) -> ResponseReturnValue:
    """The person is in the care of who asks, for a stated reason."""
    reason = request.form.get("reason", "").strip()[:1000]
    with at_desk() as desk:
        patient = desk.patient(id, Act.READ_PERSON)
        if fault := reason_fault(reason, "covers for a colleague on leave"):
            return render_template("patients/take_over.html", patient=patient, reason=reason, fault=fault), 422
        store.take_over(desk.session, desk.actor, id)
        desk.note("take_over", "patient", id, patient=id, reason=reason, before=patient.clinician)
        return desk.done(url_for("patients.one", id=id))


def _form(form: PersonForm, patient: store.Patient | None, *, alike: tuple[store.Patient, ...] = ()) -> str:
    return render_template("patients/form.html", form=form, patient=patient, alike=alike)


def _day(words: str) -> date | None:
    """The day that somebody searched by; None when the words are none."""
    try:
        return date.fromisoformat(day_as_written(words.strip()))
    except ValueError:
        return None
