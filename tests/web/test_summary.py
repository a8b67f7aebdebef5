"""The summary of a stored assessment: for those who treat, of final assessments, and noted in the audit trail."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from clinic.domain.body_chart import PainMark, typed_chart
from clinic.handout.reading import read_pages, squeezed
from clinic.pathway.assess import finalised
from clinic.store import assessments, audit, episodes, patients
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from clinic.web.case_fields import typed_of
from tests.web.people import NOW, account_of, clinic_with_people, signed_in
from tests.web.visit import KNOWLEDGE, LAYOUT, TODAY, case, token

PERSON = Patient("", "Okafor", "Amara", TODAY.replace(year=1979), "F", number="1042")
TOLD = case(
    conditions={"knee_oa": {"left": "yes"}},
    measures={"nprs_now": 4},
    goal="Carry my grandson",
    aims=["move_with_control"],
)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


def assessment(app: Flask, *, final: bool = True) -> tuple[str, str]:
    """An assessment of Amara by the clinician: the ids of the person and of the assessment."""
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    typed = dict(typed_of(LAYOUT, TOLD).lists()) | typed_chart([PainMark("low_back_right", ("ache",), 4)])
    with app.app_context(), writing() as session:
        person = patients.add(session, actor, PERSON)
        course = episodes.opened(session, actor, person.id, "Back pain", TODAY)
        draft = assessments.begin(session, actor, person.id, course.id, TODAY)
        kept = assessments.write(session, actor, draft.id, draft.version, typed, on=TODAY)
        if final:
            finalised(session, actor, KNOWLEDGE, kept, TOLD, today=TODAY)
    return person.id, kept.id


def asked_for(app: Flask, id: str, role: Role = Role.CLINICIAN) -> TestResponse:
    client = signed_in(app, role)
    return client.post(f"/assessments/{id}/summary", data={"csrf_token": token(client), "form_key": "a key"})


def test_the_summary_is_one_page_and_names_person_clinician_marks_and_findings(app: Flask) -> None:
    answer = asked_for(app, assessment(app)[1])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="summary.pdf"'
    (page,) = read_pages(answer.data)
    for words in ("Amara Okafor", "Ben Okafor", "Low back, right: ache, 4 of 10", "Knee osteoarthritis, left", "1042"):
        assert squeezed(words) in squeezed(page.text)


def test_printing_it_stands_in_the_audit_trail(app: Flask) -> None:
    person, id = assessment(app)
    asked_for(app, id)
    with app.app_context(), reading() as session:
        newest = audit.entries_of(session, person)[0]
    assert (newest.act, newest.kind, newest.record) == ("print", "summary", id)


def test_a_draft_has_none(app: Flask) -> None:
    assert asked_for(app, assessment(app, final=False)[1]).status_code == 409


def test_the_front_desk_gets_none(app: Flask) -> None:
    assert asked_for(app, assessment(app)[1], Role.FRONT_DESK).status_code == 403


def test_an_assessment_that_does_not_exist_has_none(app: Flask) -> None:
    assert asked_for(app, "nothing").status_code == 404
