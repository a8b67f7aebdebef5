from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.visit import Element, case, entered, judged, opened, parsed, sent, text, texts

TYPED = {
    "patient-name": "Ána O'Keefe-日本 <b>",
    "patient-birth_day": "31",
    "patient-birth_month": "2",
    "patient-birth_year": "1979",
    "patient-sex": "F",
    "red_flags-rf_bladder_retention": "unsure",
    "conditions-knee_oa-left": "yes",
    "tests-slr_deg-left": "400",
    "tests-slr_deg-right": "about 40",
    "tests-sbp": "12,5",
    "dates-discectomy": "soon",
    "measures-odi": "30",
    "questions-training_experience": "some",
    "aims-2": "move_with_control",
    "equipment": "band",
    "minutes_a_day": "-3",
    "mastered": "bird_dog",
    "goal": "carry “him” up",
    "asked_all_no": "disc",
}


@pytest.fixture
def refused(client: FlaskClient) -> Element:
    answer = sent(client, opened(client, "/check").one("form#check"), TYPED)
    assert answer.status_code == 422
    return parsed(answer)


def test_nothing_that_was_typed_is_lost_on_a_mistake(refused: Element) -> None:
    kept = entered(refused.one("form#check"))
    assert {name: kept.get(name) for name in TYPED} == TYPED


def test_every_mistake_stands_at_its_field_and_in_the_summary(refused: Element) -> None:
    faulty = {"tests-slr_deg-left", "tests-slr_deg-right", "tests-sbp", "dates-discectomy", "minutes_a_day"}
    for name in faulty:
        field = refused.one(f"#{name}")
        assert field.get("aria-invalid") == "true"
        assert f"{name}-fault" in field.value("aria-describedby").split()
        assert text(refused.one(f"#{name}-fault")) != ""
    links = {link.value("href") for link in refused.all(".summary a")}
    assert {f"#{name}" for name in faulty} | {"#patient-birth_day"} == links


def test_a_mistake_says_what_is_allowed(refused: Element) -> None:
    assert "from 0 to 120" in text(refused.one("#tests-slr_deg-left-fault"))


def test_every_link_of_the_summary_leads_to_something(refused: Element) -> None:
    ids = {one.get("id") for one in refused.all("[id]")}
    assert [link.value("href") for link in refused.all(".summary a") if link.value("href")[1:] not in ids] == []


def test_an_empty_form_is_told_what_is_needed(client: FlaskClient) -> None:
    page = parsed(sent(client, opened(client, "/check").one("form#check")))
    assert texts(page, ".summary a") == ["Sex", "Birth date"]
    assert text(page.one("#patient-sex-fault")) == "Mistake: Choose female, male or other."


def test_a_no_against_what_was_measured_is_refused_at_the_no(client: FlaskClient) -> None:
    answer = judged(client, case(red_flags={"rf_fever": "no"}, questions={"temperature_c": 38.6}))
    assert answer.status_code == 422
    assert texts(parsed(answer), ".item:not([hidden]) .fault:not([hidden])") != []


def test_an_answer_that_no_button_gives_is_refused_and_shown(client: FlaskClient) -> None:
    answer = sent(client, opened(client, "/check").one("form#check"), {"red_flags-rf_fever": "maybe"})
    assert answer.status_code == 422
    assert "yes" in text(parsed(answer).one("#red_flags-rf_fever-fault"))


@pytest.mark.parametrize("held", ["[" * 100_000, "[1]", '{"finding": {"on": []}}', "\ud7ff"])
def test_an_all_clear_that_cannot_be_read_is_refused_and_can_be_taken_back(client: FlaskClient, held: str) -> None:
    answer = sent(client, opened(client, "/check").one("form#check"), {"clearance": held})
    assert answer.status_code == 422
    (label,) = texts(parsed(answer), ".all-clears label")
    assert label == "An entry that cannot be read"


def test_a_form_whose_token_is_stale_comes_back_as_it_was_typed(client: FlaskClient) -> None:
    answer = sent(client, opened(client, "/check").one("form#check"), TYPED | {"csrf_token": "stale"})
    assert answer.status_code == 400
    page = parsed(answer)
    kept = entered(page.one("form#check"))
    assert {name: kept.get(name) for name in TYPED} == TYPED
    assert "Nothing is lost" in text(page.one(".notice"))


def test_follow_up_questions_are_shown_without_scripts(client: FlaskClient) -> None:
    changes = {"red_flags-rf_cancer_history": "yes", "step": "form"}
    answer = sent(client, opened(client, "/check").one("form#check"), changes)
    assert answer.status_code == 200
    assert parsed(answer).one("#row-questions-cancer_type").get("hidden") is None
