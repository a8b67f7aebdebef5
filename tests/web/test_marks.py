"""Questionnaires marked item by item and the person's own activities, on the form."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic.web.case_fields import field_of, typed_case, typed_of
from tests.web.visit import (
    KNOWLEDGE,
    LAYOUT,
    Element,
    case,
    entered,
    forms_to,
    judged,
    opened,
    parsed,
    result,
    sent,
    text,
    texts,
    token,
)

TWOS = {str(item): 2 for item in range(1, 11)}
AGREED = {str(item): 1 for item in range(1, 9)} | {"9": 4}
ACTIVITIES = [{"activity": "carry my grandson", "score": 3}, {"activity": "dig"}]
TOLD = case(
    marks={"odi": TWOS, "rmdq": {"4": 1, "filled_in": "yes"}, "start_back": AGREED},
    activities=ACTIVITIES,
)


def live_scores(client: FlaskClient, told: dict[str, Any]) -> dict[str, str]:
    typed = typed_of(LAYOUT, told)
    typed["csrf_token"] = token(client)
    scores: dict[str, str] = client.post("/check/live", data=typed).get_json()["scores"]
    return scores


def changing(client: FlaskClient, told: dict[str, Any]) -> Element:
    """The form after "Change answers" on the result of a case."""
    (form,) = [one for one in forms_to(result(client, told), "/check/change") if "#" not in one.value("action")]
    return parsed(sent(client, form)).one("form#check")


def test_marks_and_activities_typed_into_the_form_are_the_same_case() -> None:
    assert typed_case(LAYOUT, typed_of(LAYOUT, TOLD)) == TOLD


def test_marks_and_activities_are_still_there_when_answers_are_changed(client: FlaskClient) -> None:
    again = typed_case(LAYOUT, entered(changing(client, TOLD)))
    assert again["marks"] == TOLD["marks"]
    assert again["activities"] == ACTIVITIES


def test_a_mark_may_be_changed_without_a_score_that_speaks_against_it(client: FlaskClient) -> None:
    typed = entered(changing(client, TOLD))
    assert typed["measures-odi"] == ""
    typed["marks-odi-1"] = "5"
    assert client.post("/check/result", data=typed).status_code == 200


def test_every_item_has_a_row_of_its_own_marks(client: FlaskClient) -> None:
    page = opened(client, "/check")
    assert len(page.all("#row-marks-odi .item-mark")) == 10
    assert [one.value() for one in page.all("input[name=marks-odi-10]")] == ["0", "1", "2", "3", "4", "5"]
    assert len(page.all("#row-marks-rmdq .tick-list input[type=checkbox]")) == 24
    assert [one.value() for one in page.all("input[name=marks-start_back-8]")] == ["0", "1"]
    assert [one.value() for one in page.all("input[name=marks-start_back-9]")] == ["1", "2", "3", "4", "5"]
    assert len(page.all("#row-psfs input[type=text]")) == 6


def test_rows_of_marks_are_called_by_number_and_never_by_the_wording_of_a_questionnaire(client: FlaskClient) -> None:
    page = opened(client, "/check")
    assert texts(page, "#row-marks-odi .side") == [f"item {number}" for number in range(1, 11)]
    assert texts(page, "#row-marks-rmdq .tick-list label") == [str(number) for number in range(1, 25)]


def test_an_untouched_questionnaire_makes_no_score(client: FlaskClient) -> None:
    assert set(live_scores(client, {}).values()) == {""}
    assert texts(opened(client, "/check"), "output") == ["", "", "", ""]
    assert typed_case(LAYOUT, entered(opened(client, "/check").one("form#check"))).keys() == {"patient", "assessed_on"}


def test_what_the_marks_make_is_said_while_they_are_entered(client: FlaskClient) -> None:
    assert live_scores(client, TOLD) == {
        "marks-odi": "40 percent: moderate",
        "marks-rmdq": "1 of 24 statements",
        "marks-start_back": "9 of 9 points: high; psychosocial part 5 of 5",
        "psfs": "3 (0-10, mean of the activities); activity 2 has no number and does not count",
    }


def test_what_is_missing_is_said_by_item(client: FlaskClient) -> None:
    said = live_scores(client, {"marks": {"start_back": {"1": 1, "2": 0}}})
    assert said["marks-start_back"] == ("No score: 2 of 9 are marked, all are needed; without a mark: items 3 to 9")


def test_what_the_marks_make_stands_on_the_page_without_scripts_too(client: FlaskClient) -> None:
    form = changing(client, TOLD)
    assert text(form.one("#marks-odi-made")) == "40 percent: moderate"
    assert form.one("#row-marks-odi").get("open") is not None


def test_marks_count_as_the_disability_that_was_measured(client: FlaskClient) -> None:
    asked = "Measure disability"
    without, marked = (text(result(client, told).one("main")) for told in (case(), TOLD))
    assert (asked in without, asked in marked) == (True, False)


def test_a_total_that_disagrees_with_the_marks_is_a_mistake_at_its_field_and_nothing_is_lost(
    client: FlaskClient,
) -> None:
    answer = judged(client, {**TOLD, "measures": {"odi": 30}})
    assert answer.status_code == 422
    form = parsed(answer)
    says = "Mistake: 30 does not agree with the marks of its items, which make 40."
    assert text(form.one("#measures-odi-fault")) == says
    typed = entered(form.one("form#check"))
    assert typed["measures-odi"] == "30"
    assert typed_case(LAYOUT, typed)["marks"] == TOLD["marks"]


@pytest.mark.parametrize(
    ("told", "field", "label"),
    [
        ({"activities": [{"score": 3}]}, "psfs-1-activity", "Patient-Specific Functional Scale, activity 1"),
        (
            {"activities": [{}, {"activity": "dig", "score": 12}]},
            "psfs-2-score",
            "Patient-Specific Functional Scale, activity 2",
        ),
        ({"marks": {"odi": {"3": 9}}}, "marks-odi-3", "Oswestry Disability Index v2.1a, item 3"),
    ],
)
def test_a_mark_that_cannot_be_is_a_mistake_at_its_field(
    client: FlaskClient, told: dict[str, Any], field: str, label: str
) -> None:
    page = parsed(judged(client, case(**told)))
    (link,) = page.all(".summary a")
    assert (link.value("href"), text(link)) == (f"#{field}", label)
    assert text(page.one(f"#{field}-fault")).startswith("Mistake: ")
    assert "current" in page.one("#section-outcome_measures").value("class").split()


def test_an_activity_left_empty_keeps_the_number_of_the_one_below() -> None:
    told = {"patient": {}, "activities": [{}, {"activity": "dig", "score": 4}]}
    assert typed_case(LAYOUT, typed_of(LAYOUT, told)) == told
    assert field_of(("activities", "2", "score"), LAYOUT) == "psfs-2-score"


def test_one_mark_is_taken_back_without_scripts(client: FlaskClient) -> None:
    typed = typed_of(LAYOUT, TOLD)
    typed["csrf_token"] = token(client)
    typed["clear"] = "marks-odi-3"
    kept = typed_case(LAYOUT, entered(parsed(client.post("/check/change", data=typed)).one("form#check")))
    assert "3" not in kept["marks"]["odi"]
    assert kept["marks"]["odi"]["4"] == 2


def test_every_measure_on_the_form_says_its_sources_and_its_licence(client: FlaskClient) -> None:
    page = opened(client, "/check")
    asked = [KNOWLEDGE.measures[item.id] for item in LAYOUT.items.values() if item.table == "measures"]
    assert texts(page, ".about-measures dt") == [measure.name for measure in asked]
    assert texts(page, ".about-measures .licence") == [f"Licence: {one.licence.rstrip('.')}." for one in asked]
    assert all(texts(page, ".about-measures .cites"))
