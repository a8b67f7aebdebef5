"""The programme builder: begun from an assessment, changed one act at a time, every change judged again."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.domain.carry import template_of
from clinic.exchange.programme_file import template_case
from clinic.pathway.assess import screened
from clinic.pathway.overriding import overridden, taken_back
from clinic.pathway.plan import begun
from clinic.pathway.replan import changed, with_reason
from clinic.store import programmes, templates
from clinic.store.errors import ConflictError
from clinic.web.access.desk import at_desk, posted_version
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.assessment_frame import frame_of
from clinic.web.assessment_parts import opened as assessment_opened
from clinic.web.builder_card import WHY_OF, Refused
from clinic.web.builder_page import builder_page, typed, version_page
from clinic.web.builder_parts import conflict_of, opened
from clinic.web.builder_wishes import ANY_KIND, asked
from clinic.web.practice import practice
from clinic.web.result import result_page
from clinic.web.template_names import template_name_fault
from clinic.web.workshop import gathered

builder = Blueprint("builder", __name__)

OVERRIDE_LINE = "Override"
NAME_AT_MOST = 120


@builder.post("/assessments/<assessment>/programme")
@needs(Act.PLAN)
def begin(assessment: str) -> ResponseReturnValue:
    """The programme of a final assessment: the one there is, else what is proposed; the result where there is none."""
    with at_desk() as desk:
        final, patient = assessment_opened(desk, assessment, Act.PLAN)
        found = begun(desk.session, desk.actor, practice().knowledge, final)
        if found is None:
            now = screened(desk.session, desk.actor, practice().knowledge, final)
            return result_page(now.facts, now.screening, frame=frame_of(final, patient, desk)), 409
        return desk.done(url_for("builder.one", id=found.id))


@builder.get("/programmes/<id>")
@needs(Act.PLAN)
def one(id: str) -> ResponseReturnValue:
    """The workshop for one programme."""
    with at_desk() as desk:
        shop = gathered(desk, *opened(desk, id, Act.PLAN))
    return builder_page(shop)


@builder.get("/programmes/<id>/versions/<int:number>")
@needs(Act.PLAN)
def version(id: str, number: int) -> ResponseReturnValue:
    """One version as it was."""
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.PLAN)
        found = next((one for one in programmes.versions(desk.session, id) if one.number == number), None)
        if found is None:
            raise NotFound("There is no such version.")
        shop = gathered(desk, plan, patient)
    return version_page(shop, found)


@builder.post("/programmes/<id>/find")
@needs(Act.PLAN)
def find(id: str) -> ResponseReturnValue:
    """The workshop with the exercises that some words find."""
    with at_desk() as desk:
        shop = gathered(desk, *opened(desk, id, Act.PLAN))
    return builder_page(shop, words=request.form.get("words", "")[:200])


@builder.post(f"/programmes/<id>/<{ANY_KIND}:kind>")
@needs(Act.PLAN)
def change(id: str, kind: str) -> ResponseReturnValue:
    """The programme with one change, or the workshop with what stands against it."""
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.PLAN)
        wanted = asked(desk.session, plan, kind)
        try:
            outcome = changed(desk.session, desk.actor, plan, posted_version(), wanted.wish)
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, wanted.wish)
        if outcome.programme is not None:
            return desk.done(_at(id, wanted.leads_to))
        shop = gathered(desk, plan, patient)
    refused = Refused(kind, wanted.exercise, (*outcome.refusals, *outcome.notes), typed())
    return builder_page(shop, refused=refused), 422


@builder.post("/programmes/<id>/reason")
@needs(Act.PLAN)
def reason(id: str) -> ResponseReturnValue:
    """Why there are so many exercises."""
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.PLAN)
        stated = request.form.get("reason", "").strip()[:2000]
        try:
            fault = with_reason(desk.session, desk.actor, plan, posted_version(), stated)
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, more={"Why so many exercises": stated})
        if not fault:
            return desk.done(_at(id, "issue"))
        shop = gathered(desk, plan, patient)
    return builder_page(shop, refused=Refused("reason", "", (fault,), typed())), 422


@builder.post("/programmes/<id>/override")
@needs(Act.OVERRIDE)
def override(id: str) -> ResponseReturnValue:
    """The exercise is given in spite of what objects to it, for a stated reason each; or what stands against that."""
    exercise = request.form.get("exercise", "")[:200]
    whys = {name.removeprefix(WHY_OF): why[:2000] for name, why in request.form.items() if name.startswith(WHY_OF)}
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.OVERRIDE)
        try:
            against = overridden(desk.session, desk.actor, plan, posted_version(), exercise, whys)
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, more={OVERRIDE_LINE: "; ".join(whys.values())})
        if not against:
            desk.note("record_override", "programme", id, patient=patient.id, exercise=exercise, count=len(whys))
            return desk.done(_at(id, f"exercise-{exercise}"))
        shop = gathered(desk, plan, patient)
    words = tuple(dict.fromkeys(text for found in against.values() for text in found))
    return builder_page(shop, refused=Refused("override", exercise, words, typed(), against)), 422


@builder.post("/programmes/<id>/withdraw")
@needs(Act.OVERRIDE)
def withdraw(id: str) -> ResponseReturnValue:
    """The overrides of one exercise are taken back."""
    exercise = request.form.get("exercise", "")[:200]
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.OVERRIDE)
        try:
            count = taken_back(desk.session, desk.actor, plan, posted_version(), exercise)
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, more={OVERRIDE_LINE: "taken back"})
        desk.note("withdraw_override", "programme", id, patient=patient.id, exercise=exercise, count=count)
        return desk.done(_at(id, f"exercise-{exercise}"))


@builder.post("/programmes/<id>/save-template")
@needs(Act.PLAN)
def save_template(id: str) -> ResponseReturnValue:
    """The exercises, doses and days are kept under a name, for other people's programmes."""
    name = " ".join(request.form.get("name", "").split())[:NAME_AT_MOST]
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.PLAN)
        taken = {one.name.casefold() for one in templates.all_of(desk.session)}
        fault = template_name_fault(name, patient, taken)
        if not fault:
            templates.save(desk.session, desk.actor, name, template_case(template_of(plan.content)))
            desk.note("save_template", "template", patient=patient.id)
            return desk.done(_at(id, "starting-points"))
        shop = gathered(desk, plan, patient)
    return builder_page(shop, refused=Refused("save-template", "", (fault,), typed())), 422


@builder.post("/programmes/<id>/remove-template")
@needs(Act.PLAN)
def remove_template(id: str) -> ResponseReturnValue:
    """A template is no longer offered; one that is gone already stays gone."""
    with at_desk() as desk:
        _, patient = opened(desk, id, Act.PLAN)
        if found := templates.get(desk.session, request.form.get("template", "")):
            templates.remove(desk.session, found.id)
            desk.note("remove_template", "template", found.id, patient=patient.id)
        return desk.done(_at(id, "starting-points"))


def _at(id: str, place: str) -> str:
    return url_for("builder.one", id=id, _anchor=place)
