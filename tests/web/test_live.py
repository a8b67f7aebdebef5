from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from clinic.web.case_fields import typed_of
from clinic.web.progress import NOTHING_YET
from tests.web.visit import LAYOUT, Element, case, parsed, text, texts, token


def live(client: FlaskClient, case: dict[str, Any], **typed: str) -> dict[str, Any]:
    fields = typed_of(LAYOUT, case)
    for name, value in typed.items():
        fields[name.replace("__", "-")] = value
    answer = client.post("/check/live", data=fields, headers={"X-CSRFToken": token(client)})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def fragment(answer: dict[str, Any], name: str = "panel") -> Element:
    return parsed(answer[name])


def test_an_empty_form_has_everything_to_ask_and_nothing_withheld(client: FlaskClient) -> None:
    panel = fragment(live(client, {}))
    assert text(panel.one(".stand-head")) == "Not complete yet"
    assert len(panel.all(".asks li")) == 4
    assert text(panel.one(".remain")) == "102 of 102 · 0 withheld"


def test_the_worst_is_asked_first_and_says_why(client: FlaskClient) -> None:
    panel = fragment(live(client, {}))
    assert panel.all(".asks a")[0].get("href") == "#row-red_flags-rf_saddle_sensation"
    assert texts(panel, ".asks .why")[0] == "A yes alone: emergency"


def test_what_a_yes_would_complete_is_named(client: FlaskClient) -> None:
    told = case(red_flags={"rf_night_pain": "yes"}, asked_all_no=[])
    whys = texts(fragment(live(client, told)), ".asks .why")
    assert "A yes alone: emergency" in whys


def test_a_limit_shows_its_level_and_where_it_comes_from(client: FlaskClient) -> None:
    panel = fragment(live(client, {"conditions": {"glaucoma": "yes"}}))
    (head_down,) = [one for one in panel.all(".limits li") if text(one.one(".limit-name")) == "Head below heart"]
    assert text(head_down.one(".level-word")) == "low"
    assert len(head_down.all("rect.on")) == 1
    assert text(head_down.one(".why")) == "Glaucoma or raised eye pressure"


def test_an_emergency_shows_at_once_whatever_else_is_missing(client: FlaskClient) -> None:
    panel = fragment(live(client, {"red_flags": {"rf_saddle_sensation": "yes"}}))
    assert text(panel.one(".stand-head")) == "Emergency"
    assert "is-emergency" in panel.one(".stand").value("class").split()


def test_a_mistake_leaves_out_its_own_field_only(client: FlaskClient) -> None:
    told = {"conditions": {"glaucoma": "yes"}}
    answer = live(client, told, tests__sbp="9999", measures__odi="lots")
    panel = fragment(answer)
    assert set(answer["mistakes"]) == {"tests-sbp", "measures-odi"}
    assert texts(panel, ".asks a[href='#tests-sbp'], .asks a[href='#measures-odi']") == [
        "Resting systolic pressure", "Oswestry Disability Index v2.1a",
    ]  # fmt: skip  # two names
    assert "Head below heart" in texts(panel, ".limit-name")


def test_a_mistake_in_the_birth_date_leaves_the_sex_and_the_answers(client: FlaskClient) -> None:
    told = {"patient": {"sex": "F", "name": "Amara Okafor"}, "red_flags": {"rf_saddle_sensation": "yes"}}
    answer = live(client, told, patient__birth_day="99", patient__birth_month="1", patient__birth_year="1979")
    assert text(fragment(answer).one(".stand-head")) == "Emergency"
    assert text(fragment(answer, "person").one("body")) == "Amara Okafor female"


def test_rows_appear_when_the_answer_before_them_asks_for_them(client: FlaskClient) -> None:
    before = live(client, {})["applying"]
    after = live(client, {"red_flags": {"rf_cancer_history": "yes"}})["applying"]
    assert "questions-cancer_type" not in before
    assert "questions-cancer_type" in after


def test_what_was_recorded_stays_in_sight_when_nothing_asks_for_it(client: FlaskClient) -> None:
    answer = live(client, {"questions": {"temperature_c": 37.0}})
    assert "questions-temperature_c" in answer["applying"]


def test_one_side_is_asked_when_one_side_was_found(client: FlaskClient) -> None:
    applying = live(client, {"tests": {"slr_deg": {"left": 40}}})["applying"]
    assert "questions-leg_symptoms_reproduced-left" in applying
    assert "questions-leg_symptoms_reproduced-right" not in applying


def test_the_task_list_counts_what_was_asked(client: FlaskClient) -> None:
    progress = live(client, case())["progress"]
    assert (progress["person"], progress["red_flags"], progress["health"]) == ("done", "done", "done")
    assert live(client, {})["progress"]["red_flags"] == NOTHING_YET
    some = live(client, {"red_flags": {"rf_fever": "no"}})["progress"]["red_flags"]
    assert some.startswith("1 of ")


def test_a_whole_case_stands_where_its_result_will(client: FlaskClient) -> None:
    assert text(fragment(live(client, case())).one(".stand-head")) == "Programme"


def test_the_panel_is_asked_for_by_post(client: FlaskClient) -> None:
    assert client.get("/check/live").status_code == 405
