"""One visit of somebody of the demo clinic, recorded as a clinician would: typed, finalised, cleared, planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clinic.domain.body_chart import typed_chart
from clinic.domain.change import Changed
from clinic.domain.change_dose import with_dose
from clinic.domain.dose_room import DoseChange
from clinic.domain.knowledge import Knowledge
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.exchange.case_json import case_of
from clinic.exchange.demo import DemoVisit, Standing
from clinic.pathway.assess import cleared, finalised
from clinic.pathway.issuing import Prepared
from clinic.pathway.plan import begun, looked_at
from clinic.pathway.replan import Wish, changed
from clinic.pathway.screen import screen_case
from clinic.store import assessments, patients, programmes
from clinic.store.assessments import Assessment
from clinic.store.patients import Patient
from clinic.store.programmes import RecordedProgramme
from clinic.web.access.desk import Desk
from clinic.web.access.roles import Act
from clinic.web.answers import case_typed, examined_fields, typed_answers, typed_of_assessment
from clinic.web.case_fields import typed_of
from clinic.web.clinic_details import in_force
from clinic.web.practice import practice


def typed_fields(visit: DemoVisit) -> dict[str, list[str]]:
    """What is typed into the form at this visit, the body chart too."""
    here = practice()
    typed = typed_of(here.layout, asked_in_full(here.knowledge, case_of(visit.facts, here.knowledge)))
    for name, values in typed_chart(visit.chart).items():
        typed.setlist(name, values)
    return typed_answers(typed)


def asked_in_full(knowledge: Knowledge, case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The case with "everything else: no", which only a case file can say, as it is said on the form: each group that
    may be asked at once as asked, all no, and what is asked one by one as no."""
    if case.get("everything_else") != "no":
        return case
    groups = [group.id for group in knowledge.groups.values() if group.all_no_allowed]
    asked = {**{name: value for name, value in case.items() if name != "everything_else"}, "asked_all_no": groups}
    _, screening = screen_case(asked, knowledge)
    unasked = [id for id in screening.missing if id in knowledge.flags and id not in case.get("red_flags", {})]
    return {**asked, "red_flags": {**dict.fromkeys(unasked, "no"), **case.get("red_flags", {})}}


def assessed(desk: Desk, patient: Patient, episode: str, visit: DemoVisit) -> Assessment:
    """The assessment of a visit: a draft, or final with its all-clears."""
    knowledge = practice().knowledge
    desk.patient(patient.id, Act.ASSESS, "assessment")
    draft = assessments.begin(desk.session, desk.actor, patient.id, episode, visit.on)
    typed = typed_fields(visit)
    kept = assessments.write(
        desk.session, desk.actor, draft.id, draft.version, typed, on=visit.on, examined=examined_fields()
    )
    patients.seen(desk.session, desk.actor, patient.id)
    if not visit.finished:
        return kept
    case = case_typed(typed_of_assessment(kept, patient))
    finalised(desk.session, desk.actor, knowledge, kept, case, today=visit.on)
    desk.note("finalise", "assessment", kept.id, patient=patient.id)
    for one in visit.facts.clearances:
        final = _again(desk, kept)
        given = {"finding": one.finding, "on": one.on.isoformat(), "by": one.by}
        cleared(desk.session, desk.actor, knowledge, final, given, today=visit.on)
        desk.note("clear", "assessment", kept.id, patient=patient.id, finding=one.finding)
    return _again(desk, kept)


def planned(desk: Desk, patient: Patient, assessment: Assessment, visit: DemoVisit) -> RecordedProgramme | None:
    """The programme of a visit, with what was changed in it; None where nothing may be planned."""
    if visit.programme is Standing.WAITS:
        return None
    knowledge = practice().knowledge
    programme = begun(desk.session, desk.actor, knowledge, assessment)
    if programme is None:
        return None
    desk.note("plan", "programme", programme.id, patient=patient.id)
    for wish in _changes(visit):
        plan = looked_at(desk.session, desk.actor, knowledge, programme)
        changed(desk.session, desk.actor, plan, plan.version.number, wish)
    return programme


def ready_to_print(desk: Desk, patient: Patient, programme: str, on: date) -> Prepared:
    """What the sheet of a programme is printed from, on the day of the visit."""
    recorded = programmes.get(desk.session, programme)
    if recorded is None:
        raise LookupError(programme)
    plan = looked_at(desk.session, desk.actor, practice().knowledge, recorded)
    return Prepared(plan, patient, in_force(desk.house), on, patient.large_print)


def _again(desk: Desk, assessment: Assessment) -> Assessment:
    return assessments.get(desk.session, assessment.id) or assessment


def _changes(visit: DemoVisit) -> tuple[Wish, ...]:
    """What the clinician changed: a lighter dose on paper that is still a draft, and a note of a wish not granted."""
    wishes = []
    if visit.programme is Standing.DRAFT:
        wishes.append(Wish("One set less of the first exercise that has two", _one_set_less))
    if visit.wish:
        name = practice().knowledge.exercises[visit.wish.exercise].name
        told = f"Wished for '{name}', which is withheld. Explained: {visit.wish.explanation}"
        wishes.append(Wish(f"Wish for '{name}' explained", lambda _, content: _noted(content, told)))
    return tuple(wishes)


def _one_set_less(reach: Reach, content: Programme) -> Changed:
    """The first exercise whose bounds allow it, with a set less; the programme as it is where none does."""
    for one in content.exercises:
        if one.dose.sets > 1:
            lighter = with_dose(reach, content, one.exercise, DoseChange(sets=one.dose.sets - 1))
            if lighter.programme is not None:
                return lighter
    return Changed(content)


def _noted(content: Programme, note: str) -> Changed:
    return Changed(replace(content, notes=(*content.notes, note)))
