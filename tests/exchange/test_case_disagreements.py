"""Facts of a case that each may stand alone and do not fit each other."""

from __future__ import annotations

import pytest

from clinic.exchange.case_file import read_case
from tests.exchange.cases import KNOWLEDGE, case, mistakes, the_mistake


def test_a_no_against_a_reading_is_a_contradiction_that_names_both() -> None:
    mistake = the_mistake(
        patient={"age": 59, "sex": "M"},
        conditions={"bp_uncontrolled": "no"},
        questions={"bp_symptoms": "no"},
        tests={"sbp": 190, "dbp": 100},
    )
    assert mistake.place == ("conditions", "bp_uncontrolled")
    assert all(words in mistake.text for words in ("contradiction", "bp_uncontrolled", "sbp 190"))


def test_a_no_to_what_age_decides_is_a_contradiction() -> None:
    mistake = the_mistake(patient={"age": 75, "sex": "F"}, red_flags={"rf_age_over70": "no"})
    assert mistake.place == ("red_flags", "rf_age_over70")
    assert "age 75" in mistake.text


def test_a_contradiction_does_not_hide_the_other_mistakes() -> None:
    found = mistakes(case(patient={"age": 75, "sex": "F"}, red_flags={"rf_age_over70": "no"}, aims=["nothing"]))
    assert [mistake.place for mistake in found] == [("aims", "1"), ("red_flags", "rf_age_over70")]


def test_a_past_date_before_the_person_was_born_is_refused() -> None:
    mistake = the_mistake(patient={"birth_date": "1990-01-01", "sex": "F"}, dates={"fusion": "1989-12-31"})
    assert mistake.place == ("dates", "fusion")


def test_a_case_without_its_day_is_not_blamed_for_its_dates() -> None:
    (mistake,) = mistakes(
        case(assessed_on=None, patient={"birth_date": "1900-01-01", "sex": "F"}, dates={"fusion": "1990-01-01"})
    )
    assert mistake.place == ("assessed_on",)


@pytest.mark.parametrize(("sbp", "dbp"), [(100, 120), (110, 110)])
def test_a_diastolic_pressure_at_or_above_the_systolic_one_is_refused_at_both(sbp: int, dbp: int) -> None:
    upper, lower = mistakes(case(tests={"sbp": sbp, "dbp": dbp}))
    assert (upper.place, lower.place) == (("tests", "sbp"), ("tests", "dbp"))
    assert f"dbp {dbp}" in upper.text
    assert f"sbp {sbp}" in lower.text


def test_a_diastolic_pressure_just_below_the_systolic_one_is_read() -> None:
    assert read_case(case(tests={"sbp": 111, "dbp": 110}), KNOWLEDGE).values["dbp", ""] == 110
