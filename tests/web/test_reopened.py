"""A draft that is opened again: what was kept of it although it is wrong says so at its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from clinic.web.access.roles import Role
from tests.web.assessing import begun, person, typed_in
from tests.web.people import clinic_with_people, signed_in
from tests.web.visit import opened, text, texts


@pytest.fixture
def clinician(tmp_path: Path) -> FlaskClient:
    return signed_in(clinic_with_people(tmp_path), Role.CLINICIAN)


def test_a_wrong_number_that_was_kept_is_marked_when_the_draft_is_opened_again(clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    wrong = typed_in(clinician, assessment, {}, questions__duration_weeks="seven")
    assert clinician.post(f"{assessment}/save", data=wrong).status_code == 200
    page = opened(clinician, assessment)
    field = page.one("#questions-duration_weeks")
    assert (field.value(), field.get("aria-invalid")) == ("seven", "true")
    assert "not “seven”" in text(page.one("#questions-duration_weeks-fault"))
    assert "Not counted for now" in texts(page, "#panel h3")
    assert len(page.all("#panel a[data-go=questions-duration_weeks]")) == 1
    assert not page.all("#summary")


def test_a_new_draft_has_no_mistakes(clinician: FlaskClient) -> None:
    page = opened(clinician, begun(clinician, person(clinician)))
    assert not page.all("form#check [aria-invalid]")
    assert "Not counted for now" not in texts(page, "#panel h3")
