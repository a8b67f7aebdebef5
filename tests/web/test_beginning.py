"""Beginning an assessment: a new one, or the draft that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.store import assessments
from clinic.store.audit import Actor
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from tests.store.records import TODAY, later, visit
from tests.web.assessing import assessed, begun, led, person
from tests.web.people import account_of, clinic_with_people, signed_in
from tests.web.visit import forms_to, opened, sent


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def clinician(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def test_beginning_again_leads_to_the_draft_that_is_there(clinician: FlaskClient) -> None:
    patient = person(clinician)
    assert begun(clinician, patient) == begun(clinician, patient)


def test_the_draft_that_is_there_is_found_among_many_of_other_people(app: Flask, clinician: FlaskClient) -> None:
    patient = person(clinician)
    draft = begun(clinician, patient)
    with app.app_context(), writing() as session:
        actor = Actor(account_of(app, Role.CLINICIAN).id, later(days=1))
        for _ in range(30):
            other = visit(session)
            assessments.begin(session, actor, other.patient.id, other.episode, TODAY)
    assert begun(clinician, patient) == draft


def test_a_draft_of_an_amendment_is_no_new_assessment(clinician: FlaskClient) -> None:
    patient = person(clinician)
    final = assessed(clinician, patient=patient)
    form = forms_to(opened(clinician, f"{final}/result"), f"{final}/amend")[0]
    amendment = led(sent(clinician, form, {"reason": "numbness told on the telephone"}))
    assert begun(clinician, patient) not in (amendment, final)
