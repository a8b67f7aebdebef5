"""Making an assessment final while questions are open, and what its result says was left empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.web.access.roles import Role
from clinic.web.result import left_open
from tests.web.assessing import begun, checked, led, made_final, person
from tests.web.people import clinic_with_people, signed_in
from tests.web.visit import Element, case, forms_to, opened, text, texts


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def clinician(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def draft(client: FlaskClient, **told: object) -> tuple[str, Element]:
    assessment = begun(client, person(client))
    led(checked(client, assessment, {**case(), **told}))
    return assessment, opened(client, f"{assessment}/result")


def test_with_questions_open_the_button_is_behind_what_it_means(clinician: FlaskClient) -> None:
    assessment, page = draft(clinician, red_flags={}, asked_all_no=[])
    (form,) = forms_to(page, f"{assessment}/finalise")
    asked = page.one("details.finalise")
    assert forms_to(asked, f"{assessment}/finalise")[0].attributes == form.attributes
    still = text(page.one("details.finalise summary"))
    count = int(still.removeprefix("Finalise with ").removesuffix(" questions open"))
    assert count > 40
    sentence = text(page.one("details.finalise p"))
    assert sentence.startswith(f"{count} questions or groups of questions were not asked, ")
    assert " of them about emergencies. No programme can be made from it;" in sentence
    button = form.one("button")
    assert text(button) == "Finalise all the same"
    assert "btn-primary" not in button.value("class").split()


def test_it_can_be_made_final_all_the_same(clinician: FlaskClient) -> None:
    assessment, _ = draft(clinician, red_flags={}, asked_all_no=[])
    assert made_final(clinician, assessment).endswith(f"{assessment}/result")
    page = opened(clinician, f"{assessment}/result")
    assert not page.all("details.finalise")


def test_with_nothing_open_the_button_stands_by_itself(clinician: FlaskClient) -> None:
    assessment, page = draft(clinician)
    assert not page.all("details.finalise")
    (form,) = forms_to(page, f"{assessment}/finalise")
    assert text(form.one("button")) == "Finalise the assessment"


def test_one_answer_that_is_not_sure_is_not_called_unasked(clinician: FlaskClient) -> None:
    flags = {**case()["red_flags"], "rf_saddle_sensation": "unsure"}
    _, page = draft(clinician, red_flags=flags)
    assert text(page.one("details.finalise summary")) == "Finalise with 1 question open"
    assert text(page.one("details.finalise p")).startswith("1 answer is “not sure”. No programme")


def test_in_an_emergency_what_is_open_does_not_hide_the_button(clinician: FlaskClient) -> None:
    _, page = draft(clinician, red_flags={"rf_saddle_sensation": "yes"}, asked_all_no=[])
    assert page.one("details.finalise").get("open") is not None


def test_the_sentence_counts_in_the_singular_too() -> None:
    assert left_open(1, 1, 0).startswith("1 question or group of questions was not asked, about an emergency. ")
    assert left_open(5, 1, 2).startswith("3 questions or groups of questions were not asked, 1 of them about an ")
    assert "; 2 answers are “not sure”. " in left_open(5, 1, 2)
    assert left_open(3, 0, 0).startswith("3 questions or groups of questions were not asked. ")


def test_the_result_says_which_sections_hold_nothing(clinician: FlaskClient) -> None:
    assessment, page = draft(clinician, tests={"slr_deg": {"left": 80, "right": 80}})
    said = "Not recorded: Pain history, Mobility and performance tests, Posture and movement quality, Outcome measures"
    assert texts(page, "#unrecorded") == [f"{said}, Goals and home."]
    made_final(clinician, assessment)
    assert texts(opened(clinician, f"{assessment}/result"), "#unrecorded") == [f"{said}, Goals and home."]


def test_marks_on_the_body_chart_are_a_pain_history(clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    marked = {"chart__low_back_left": "yes", "chart__low_back_left__pain": "6"}
    led(checked(clinician, assessment, case(), **marked))
    said = text(opened(clinician, f"{assessment}/result").one("#unrecorded"))
    assert said.startswith("Not recorded: Neurological examination, ")
    made_final(clinician, assessment)
    said = text(opened(clinician, f"{assessment}/result").one("#unrecorded"))
    assert said.startswith("Not recorded: Neurological examination, ")
