"""How a case is refused: every mistake at once, with its place and what is allowed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from clinic.exchange.case_file import CaseError, read_case
from clinic.exchange.mistake_words import Voice
from tests.exchange.cases import KNOWLEDGE, case, mistakes, the_mistake

REFUSED: list[tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]] = [
    ({"assessed_on": None}, ("assessed_on",), ("missing",)),
    ({"assessed_on": "20.11.2026"}, ("assessed_on",), ("2026-11-20",)),
    ({"assessed_on": "2026-02-30"}, ("assessed_on",), ("calendar",)),
    ({"assessed_on": datetime(2026, 11, 20, 9)}, ("assessed_on",), ("day",)),  # noqa: DTZ001  # as TOML reads it
    ({"histroy": {}}, ("histroy",), ("no field",)),
    ({"condition": {}}, ("condition",), ('did you mean "conditions"',)),
    ({"red_flags": []}, ("red_flags",), ("a table",)),
    ({"red_flags": {"rf_fver": "yes"}}, ("red_flags", "rf_fver"), ('did you mean "rf_fever"',)),
    ({"red_flags": {"osteoporosis": "yes"}}, ("red_flags", "osteoporosis"), ("table conditions",)),
    ({"red_flags": {"rf_fever": "maybe"}}, ("red_flags", "rf_fever"), ('"yes", "no" or "unsure"',)),
    ({"red_flags": {"rf_fever": "Yes"}}, ("red_flags", "rf_fever"), ('did you mean "yes"',)),
    ({"red_flags": {"rf_fever": True}}, ("red_flags", "rf_fever"), ("not true", 'did you mean "yes"')),
    ({"red_flags": {"rf_fever": 0}}, ("red_flags", "rf_fever"), ("not 0",)),
    ({"red_flags": {"rf_fever": None}}, ("red_flags", "rf_fever"), ("not null",)),
    ({"red_flags": {"rf_fever": ["yes"]}}, ("red_flags", "rf_fever"), ("not a list",)),
    ({"red_flags": {"rf_fever": {}}}, ("red_flags", "rf_fever"), ("answer, qualifier",)),
    ({"red_flags": {"rf_fever": {"left": "yes"}}}, ("red_flags", "rf_fever"), ("left and right",)),
    ({"red_flags": {"rf_age_over70": "yes"}}, ("red_flags", "rf_age_over70"), ("derived",)),
    ({"red_flags": {"rf_cancer_low_risk_old": "yes"}}, ("red_flags", "rf_cancer_low_risk_old"), ("rf_cancer_history",)),
    (
        {"red_flags": {"rf_fever": {"answer": "yes", "qualifier": "no_doming"}}},
        ("red_flags", "rf_fever", "qualifier"),
        ("settled",),
    ),
    (
        {"conditions": {"diastasis_recti": {"answer": "no", "qualifier": "no_doming"}}},
        ("conditions", "diastasis_recti", "qualifier"),
        ('"yes" only',),
    ),
    (
        {"conditions": {"diastasis_recti": {"qualifier": "no_doming"}}},
        ("conditions", "diastasis_recti", "answer"),
        ("missing",),
    ),
    (
        {"conditions": {"glaucoma": {"answer": "yes", "qualifier": "mild"}}},
        ("conditions", "glaucoma", "qualifier"),
        ("no qualifiers",),
    ),
    ({"conditions": {"knee_oa": {}}}, ("conditions", "knee_oa"), ("answer, qualifier",)),
    ({"conditions": {"knee_oa": {"left": "y"}}}, ("conditions", "knee_oa", "left"), ('"yes"',)),
    ({"conditions": {"knee_oa": {"left": "yes", "both": "no"}}}, ("conditions", "knee_oa", "both"), ("field",)),
    ({"questions": {"duration_weeks": "9"}}, ("questions", "duration_weeks"), ("without quotes", "0 to 4000")),
    ({"questions": {"duration_weeks": True}}, ("questions", "duration_weeks"), ("a number", "not true")),
    ({"questions": {"duration_weeks": -1}}, ("questions", "duration_weeks"), ("from 0 to 4000 (weeks)",)),
    ({"questions": {"duration_weeks": float("nan")}}, ("questions", "duration_weeks"), ("from 0 to 4000",)),
    ({"questions": {"duration_weeks": 10**400}}, ("questions", "duration_weeks"), ("from 0 to 4000",)),
    ({"questions": {"cancer_type": "bowl"}}, ("questions", "cancer_type"), ('did you mean "bowel"',)),
    (
        {"questions": {"cancer_spread": {"answer": "yes", "qualifier": "x"}}},
        ("questions", "cancer_spread", "qualifier"),
        ("no qualifiers",),
    ),
    ({"questions": {"weakness_is_new": "yes"}}, ("questions", "weakness_is_new"), ("by side",)),
    ({"questions": {"slr_deg": 40}}, ("questions", "slr_deg"), ("table tests",)),
    ({"tests": {"slr_deg": 40}}, ("tests", "slr_deg"), ("by side",)),
    ({"tests": {"slr_deg": {}}}, ("tests", "slr_deg"), ("empty",)),
    ({"tests": {"slr_deg": {"left": 400}}}, ("tests", "slr_deg", "left"), ("not 400",)),
    ({"tests": {"slr": {"left": 40}}}, ("tests", "slr"), ("no test",)),
    ({"tests": {"sbp": {"left": 120}}}, ("tests", "sbp"), ("left and right",)),
    ({"tests": {"slump": {"left": "positive"}}}, ("tests", "slump", "left"), ("positive_leg",)),
    ({"measures": {"odi": 101}}, ("measures", "odi"), ("0 to 100",)),
    ({"measures": {"eq5d5l": 11111}}, ("measures", "eq5d5l"), ("no single score",)),
    ({"measures": {"nprs_worst": 5, "nprs_leg_worst": 6}}, ("measures", "nprs_worst"), ("nprs_leg_worst 6",)),
    ({"dates": {"fusion": "2026-11-21"}}, ("dates", "fusion"), ("to 2026-11-20",)),
    ({"dates": {"fusion": 20261120}}, ("dates", "fusion"), ("a day such as",)),
    ({"dates": {"fusionn": "2026-11-01"}}, ("dates", "fusionn"), ('did you mean "fusion"',)),
    ({"dates": {"due": "2027-08-28"}}, ("dates", "due"), ("to 2027-08-27",)),
    ({"dates": {"due": "2026-10-29"}}, ("dates", "due"), ("from 2026-10-30",)),
    ({"dates": {"due": "2026-11-25", "birth": "2026-11-10"}}, ("dates", "due"), ("birth",)),
    ({"patient": {"age": 41}}, ("patient", "sex"), ('"F", "M" or "X"',)),
    ({"patient": {"age": 41, "sex": "female"}}, ("patient", "sex"), ('did you mean "F"',)),
    ({"patient": {"sex": "F"}}, ("patient", "birth_date"), ("birth_date or age",)),
    ({"patient": {"age": 41.5, "sex": "F"}}, ("patient", "age"), ("whole number",)),
    ({"patient": {"age": True, "sex": "F"}}, ("patient", "age"), ("whole number",)),
    ({"patient": {"age": 121, "sex": "F"}}, ("patient", "age"), ("0 to 120",)),
    ({"patient": {"birth_date": "2026-11-21", "sex": "F"}}, ("patient", "birth_date"), ("not after",)),
    ({"patient": {"birth_date": "1900-01-01", "sex": "F"}}, ("patient", "birth_date"), ("120 years",)),
    ({"patient": {"birth_date": "1985-03-04", "age": 40, "sex": "F"}}, ("patient", "age"), ("makes 41",)),
    ({"patient": {"age": 41, "sex": "F", "name": "A\nB"}}, ("patient", "name"), ("one line",)),
    ({"patient": {"age": 41, "sex": "F", "name": "\ud800"}}, ("patient", "name"), ("printed",)),
    ({"patient": {"age": 41, "sex": "F", "name": "Ada \u202eecalevoL"}}, ("patient", "name"), ("printed",)),
    ({"patient": {"age": 41, "sex": "F", "name": 7}}, ("patient", "name"), ("a text",)),
    ({"goal": "x" * 301}, ("goal",), ("300",)),
    ({"aims": "move_with_control"}, ("aims",), ("a list",)),
    ({"aims": ["move_with_contrl"]}, ("aims", "1"), ('did you mean "move_with_control"',)),
    ({"aims": ["move_with_control", "move_with_control"]}, ("aims", "2"), ("already",)),
    ({"equipment": ["matt"]}, ("equipment", "1"), ('did you mean "mat"',)),
    ({"mastered": ["bird-dog"]}, ("mastered", "1"), ('did you mean "bird_dog"',)),
    ({"minutes_a_day": 0}, ("minutes_a_day",), ("1 to 240",)),
    ({"minutes_a_day": 241}, ("minutes_a_day",), ("1 to 240",)),
    ({"everything_else": "yes"}, ("everything_else",), ('"no"',)),
    ({"everything_else": False}, ("everything_else",), ('did you mean "no"',)),
    ({"asked_all_no": ["cauda_equina"]}, ("asked_all_no",), ("cauda_equina", "singly")),
    ({"asked_all_no": ["eyes"]}, ("asked_all_no", "1"), ('did you mean "eye"',)),
    ({"clearances": {}}, ("clearances",), ("a list",)),
    ({"clearances": [{"finding": "rf_cancer_history", "on": "2026-11-12"}]}, ("clearances", "1", "by"), ("missing",)),
    (
        {"clearances": [{"finding": "rf_cancer_history", "on": "2026-11-12", "by": " "}]},
        ("clearances", "1", "by"),
        ("empty",),
    ),
    (
        {"clearances": [{"finding": "rf_cancer_history", "on": "2026-11-21", "by": "letter"}]},
        ("clearances", "1", "on"),
        ("later than the assessment",),
    ),
    (
        {"clearances": [{"finding": "rf_saddle_sensation", "on": "2026-11-12", "by": "letter"}]},
        ("clearances", "1", "finding"),
        ("rf_saddle_sensation", "cannot be cleared"),
    ),
    (
        {"clearances": [{"finding": "knee_oa", "on": "2026-11-12", "by": "letter"}]},
        ("clearances", "1", "finding"),
        ("knee_oa",),
    ),
    (
        {"clearances": [{"finding": "rf_cancer", "on": "2026-11-12", "by": "letter"}]},
        ("clearances", "1", "finding"),
        ("no finding",),
    ),
]

IDS = [f"{number} {'.'.join(place)}" for number, (_, place, _) in enumerate(REFUSED, start=1)]


@pytest.mark.parametrize(("fields", "place", "named"), REFUSED, ids=IDS)
def test_what_is_wrong_is_refused_at_its_place(
    fields: dict[str, Any], place: tuple[str, ...], named: tuple[str, ...]
) -> None:
    mistake = the_mistake(**fields)
    assert mistake.place == place
    assert all(words in mistake.text for words in named), mistake.text


def test_every_mistake_of_a_case_is_found_at_once() -> None:
    found = mistakes(
        {
            "patient": {"sex": "W"},
            "red_flags": {"rf_fevr": "yes", "rf_unwell": 1},
            "conditions": {"knee_oa": {"left": "oui"}},
            "tests": {"slr_deg": {"left": "40"}, "sbp": 900},
            "dates": {"fusion": "soon"},
            "clearances": [{"finding": "rf_saddle_sensation", "on": "2026-11-12", "by": "letter"}],
            "asked_all_no": ["cauda_equina"],
        }
    )
    assert {mistake.place for mistake in found} == {
        ("assessed_on",),
        ("patient", "sex"),
        ("patient", "birth_date"),
        ("red_flags", "rf_fevr"),
        ("red_flags", "rf_unwell"),
        ("conditions", "knee_oa", "left"),
        ("tests", "slr_deg", "left"),
        ("tests", "sbp"),
        ("dates", "fusion"),
        ("clearances", "1", "finding"),
        ("asked_all_no",),
    }


def test_a_case_may_be_assessed_on_a_day_to_come_unless_the_reader_says_what_day_it_is() -> None:
    tomorrow = case(assessed_on="2026-11-21")
    assert read_case(tomorrow, KNOWLEDGE).assessed_on == date(2026, 11, 21)
    assert read_case(tomorrow, KNOWLEDGE, today=date(2026, 11, 21)).assessed_on == date(2026, 11, 21)
    with pytest.raises(CaseError) as refusal:
        read_case(tomorrow, KNOWLEDGE, today=date(2026, 11, 20))
    (mistake,) = refusal.value.mistakes
    assert mistake.place == ("assessed_on",)
    assert mistake.text == "2026-11-21 lies in the future: today is 2026-11-20"


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_that_no_assessment_has_is_refused(day: str) -> None:
    assert the_mistake(assessed_on=day).place == ("assessed_on",)


def test_another_reader_gets_the_same_mistake_in_words_of_their_own() -> None:
    mistake = the_mistake(patient={"age": 75, "sex": "F"}, red_flags={"rf_age_over70": "no"})
    voice = Voice(day=str, written=str, recorded=lambda words: f"<{words}>", allowed=" ".join)
    assert mistake.said(voice) == "<rf_age_over70> was answered no, but <age 75> says yes"


def test_the_unit_of_a_number_does_not_say_its_range_again() -> None:
    assert the_mistake(measures={"nprs_now": 11}).text == "has to be a number from 0 to 10, not 11"
    assert "from 0 to 10 (mean of the activities)" in the_mistake(measures={"psfs": 11}).text
    assert "from -7 to 7, not" in the_mistake(measures={"groc": 8}).text
