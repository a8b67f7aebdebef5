"""What is said about a mistake: in the words of whoever typed it, never in those of a case file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic.web.case_fields import typed_case, typed_of
from tests.web.visit import LAYOUT, case, judged, parsed, texts, token

BORN = ("patient-birth_day", "patient-birth_month", "patient-birth_year")
PREGNANT = case(patient={"age": 31}, red_flags={"rf_pregnant": "no"}, dates={"due": "2027-02-27"})
PRESSURES = case(tests={"sbp": 100, "dbp": 120})
FEVER = case(red_flags={"rf_fever": "no"}, questions={"temperature_c": 38.6})
WRITTEN_LIKE_A_FILE = re.compile(r"[a-z0-9]_[a-z0-9]|\d{4}-\d\d-\d\d|\"|\bquotes\b|\btable\b|[{}]")


def faults(client: FlaskClient, told: dict[str, Any], **typed: str) -> dict[str, str]:
    """What the form says at each field, for a case with some fields typed over."""
    fields = typed_of(LAYOUT, told)
    for name, value in typed.items():
        fields[name.replace("__", "-")] = value
    answer = client.post("/check/live", data=fields, headers={"X-CSRFToken": token(client)})
    found: dict[str, str] = answer.get_json()["mistakes"]
    return found


def born(client: FlaskClient, *parts: str) -> str:
    told = case()
    del told["patient"]["age"]
    return faults(client, told, **dict(zip((one.replace("-", "__") for one in BORN), parts, strict=True)))[BORN[0]]


def test_a_birth_date_that_does_not_exist_is_named_as_people_write_it(client: FlaskClient) -> None:
    assert born(client, "31", "2", "1979") == "31 Feb 1979 is not in the calendar"


def test_a_month_that_does_not_exist_is_named_as_it_was_typed(client: FlaskClient) -> None:
    assert born(client, "5", "13", "1979") == "Has to be a day such as 20 Nov 2026, not “5 13 1979”"


def test_a_birth_date_with_a_part_missing_is_asked_for_whole(client: FlaskClient) -> None:
    assert born(client, "5", "3", "") == "Has to be a day such as 20 Nov 2026, not “5 3”"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("dates__discectomy", "soon", "Has to be a day such as 20 Nov 2026, not “soon”"),
        ("assessed_on", "21 Nov 2026", "21 Nov 2026 lies in the future: today is 20 Nov 2026"),
        ("assessed_on", "1 Jan 2030", "1 Jan 2030 lies in the future: today is 20 Nov 2026"),
        ("assessed_on", "2026-13-01", "“2026-13-01” is not in the calendar"),
        ("assessed_on", "20.11.26", "Has to be a day such as 20 Nov 2026, not “20.11.26”"),
        ("measures__nprs_now", "11", "Has to be a number from 0 to 10, not 11"),
        ("tests__slr_deg-left", "400", "Has to be a number from 0 to 120 (degrees at onset of leg symptoms), not 400"),
        ("minutes_a_day", "12345678901234", "Has to be a number from 1 to 240 (minutes), not 12345678901234"),
        ("minutes_a_day", "half an hour", "Has to be a number from 1 to 240 (minutes), not “half an hour”"),
        ("patient__age", "41,5", "Has to be a whole number of years from 0 to 120, not 41.5"),
        ("questions__training_experience", "heaps", "Has to be none, some or regular, not “heaps”"),
    ],
)
def test_what_was_typed_is_named_as_it_was_typed(client: FlaskClient, field: str, value: str, said: str) -> None:
    assert faults(client, case(), **{field: value})[field.replace("__", "-")] == said


def test_a_no_against_a_date_names_both_by_their_labels(client: FlaskClient) -> None:
    said = faults(client, PREGNANT)["red_flags-rf_pregnant"]
    assert said == "“Pregnant, or could be” was answered no, but “Due date: 27 Feb 2027” says yes"


def test_a_diastolic_pressure_above_the_systolic_one_is_named_at_both_fields(client: FlaskClient) -> None:
    assert faults(client, PRESSURES) == {
        "tests-sbp": "Has to be higher than “Resting diastolic pressure: 120”",
        "tests-dbp": "Has to be lower than “Resting systolic pressure: 100”",
    }


@pytest.mark.parametrize("told", [PREGNANT, PRESSURES, FEVER, case(assessed_on="2026-02-31")])
def test_no_mistake_is_worded_like_a_file(client: FlaskClient, told: dict[str, Any]) -> None:
    answer = judged(client, told)
    assert answer.status_code == 422
    said = texts(parsed(answer), ".summary li, .fault")
    assert [one for one in said if WRITTEN_LIKE_A_FILE.search(one)] == []


@pytest.mark.parametrize("day", ["٢٠ Nov ٢٠٢٦", "٢٠٢٦-11-٢٠", "२०/११/२०२६"])
def test_a_day_may_be_typed_in_the_digits_of_any_script(day: str) -> None:
    typed = typed_of(LAYOUT, case())
    typed["assessed_on"] = day
    assert typed_case(LAYOUT, typed)["assessed_on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("number", "value"), [("٣٧\N{ARABIC DECIMAL SEPARATOR}\N{ARABIC-INDIC DIGIT FIVE}", 37.5), ("٣٨", 38), ("३७", 37)]
)
def test_a_number_may_be_typed_in_the_digits_of_any_script(number: str, value: float) -> None:
    typed = typed_of(LAYOUT, case())
    typed["questions-temperature_c"] = number
    assert typed_case(LAYOUT, typed)["questions"]["temperature_c"] == value
