from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic.exchange.case_file import read_case
from clinic.exchange.case_json import case_of
from clinic.web.case_fields import typed_case, typed_of
from tests.web.visit import (
    KNOWLEDGE,
    LAYOUT,
    Element,
    case,
    entered,
    forms_to,
    opened,
    parsed,
    result,
    sent,
    text,
    texts,
)

TOLD = case(
    patient={"name": "Amara Okafor"},
    red_flags={"rf_bladder_incontinence_new": {"answer": "yes", "qualifier": "long_standing_unchanged"}},
    conditions={
        "knee_oa": {"left": "yes", "right": "unsure"},
        "wrist_pain": {"left": "no"},
        "abdominal_surgery_recent": "yes",
    },
    questions={"duration_weeks": 9, "flare_hours": 4.5, "training_experience": "some"},
    dates={"abdominal_surgery": "2026-10-28"},
    tests={"slr_deg": {"left": 80, "right": 85}, "fingertip_floor_cm": -2.5, "slump": {"left": "negative"}},
    measures={"odi": 30},
    aims=["move_with_control", "settle_pain"],
    equipment=["band", "mat"],
    minutes_a_day=15,
    mastered=["bird_dog"],
    goal="carry my grandson",
)


def canonical(case: dict[str, Any]) -> dict[str, Any]:
    return case_of(read_case(case, KNOWLEDGE), KNOWLEDGE)


def test_change_answers_brings_back_everything_that_was_entered(client: FlaskClient) -> None:
    (form,) = [one for one in forms_to(result(client, TOLD), "/check/change") if "#" not in one.value("action")]
    again = typed_case(LAYOUT, entered(parsed(sent(client, form)).one("form#check")))
    assert canonical(again) == canonical(TOLD)


@pytest.mark.parametrize("told", [TOLD, case(), case(equipment=[]), case(patient={"birth_date": "1980-03-05"}), {}])
def test_a_case_typed_into_the_form_is_the_same_case(told: dict[str, Any]) -> None:
    if "birth_date" in told.get("patient", {}):
        told = {**told, "patient": {key: value for key, value in told["patient"].items() if key != "age"}}
    typed = typed_case(LAYOUT, typed_of(LAYOUT, told))
    assert typed == {"patient": {}, **told}


def test_a_single_answer_is_taken_back_without_scripts(client: FlaskClient) -> None:
    values = entered(opened(client, "/check").one("form#check"))
    values |= {"red_flags-rf_fever": "yes", "red_flags-rf_night_pain": "no", "clear": "red_flags-rf_fever"}
    kept = entered(parsed(client.post("/check/change", data=values)).one("form#check"))
    assert "red_flags-rf_fever" not in kept
    assert kept["red_flags-rf_night_pain"] == "no"


def test_an_all_clear_stays_when_answers_are_changed(client: FlaskClient) -> None:
    cleared = {"finding": "rf_weight_loss", "on": "2026-11-12", "by": "Dr Hall"}
    page = result(client, case(red_flags={"rf_weight_loss": "yes"}, clearances=[cleared]))
    (form,) = [one for one in forms_to(page, "/check/change") if "#" not in one.value("action")]
    again = typed_case(LAYOUT, entered(parsed(sent(client, form)).one("form#check")))
    assert again["clearances"] == [cleared]


LETTERS = [
    {"finding": "rf_weight_loss", "on": "2026-11-12", "by": "Dr Hall"},
    {"finding": "rf_cancer_history", "on": "2026-10-01", "by": "oncology letter"},
]


def changing(client: FlaskClient) -> Element:
    """The form after "Change answers" of a case with two all-clears."""
    cancer = {"cancer_type": "bowel", "cancer_years_ago": 6, "cancer_spread": "no"}
    red_flags = {"rf_weight_loss": "yes", "rf_cancer_history": "yes"}
    page = result(client, case(red_flags=red_flags, questions=cancer, clearances=LETTERS))
    (form,) = [one for one in forms_to(page, "/check/change") if "#" not in one.value("action")]
    return parsed(sent(client, form))


def test_every_recorded_all_clear_is_seen_in_the_form(client: FlaskClient) -> None:
    shown = texts(changing(client), ".all-clears label")
    assert shown == [
        "Unexplained weight loss Dr Hall, 12 Nov 2026",
        "Past or current cancer oncology letter, 1 Oct 2026",
    ]


def test_an_all_clear_is_taken_back_by_its_tick(client: FlaskClient) -> None:
    typed = entered(changing(client).one("form#check"))
    typed.setlist("clearance", typed.getlist("clearance")[1:])
    page = parsed(client.post("/check/result", data=typed))
    assert text(page.one("h1")) == "Refer before exercise"
    assert set(texts(page, ".cleared")) == {"All-clear of 1 Oct 2026: oncology letter"}


def test_an_all_clear_later_than_the_assessment_is_refused_where_it_stands(client: FlaskClient) -> None:
    typed = entered(changing(client).one("form#check"))
    typed["assessed_on"] = "10 Nov 2026"
    page = parsed(client.post("/check/result", data=typed))
    assert [link.value("href") for link in page.all(".summary a")] == ["#clearance-rf_weight_loss"]
    fault = text(page.one("#clearance-rf_weight_loss-fault"))
    assert fault == "Mistake: 12 Nov 2026 is later than the assessment on 10 Nov 2026."


def test_a_form_without_an_all_clear_speaks_of_none(client: FlaskClient) -> None:
    assert opened(client, "/check").all(".all-clears") == []


@pytest.mark.parametrize("path", ["/check/change", "/check/clear"])
def test_answers_are_changed_by_post(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 405
