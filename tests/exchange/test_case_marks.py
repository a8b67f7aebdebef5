"""The marks on questionnaires and the person's own activities in a case."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.domain.facts import Facts
from clinic.domain.marks import Activity, ItemMarks
from clinic.exchange.case_file import read_case
from clinic.exchange.case_json import case_of
from tests.exchange.cases import KNOWLEDGE, case, mistakes, the_mistake

TWOS = {str(item): 2 for item in range(1, 11)}
AGREED = {str(item): 1 for item in range(1, 9)} | {"9": 4}

KNOWN = "known are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
NEEDS_WORDS = "the activity has to stand beside its number"
TO_TEN = "has to be a number from 0 to 10 (whole numbers)"
LONG = "x" * 121


def read(**fields: Any) -> Facts:
    return read_case(case(**fields), KNOWLEDGE)


def test_marks_make_the_score_of_their_measure() -> None:
    facts = read(marks={"odi": TWOS, "start_back": AGREED, "rmdq": {"1": 1, "filled_in": "yes"}})
    assert facts.values == {("odi", ""): 40, ("start_back", ""): 9, ("rmdq", ""): 1}
    assert facts.marks["rmdq"] == ItemMarks({1: 1}, filled_in=True)


def test_activities_make_the_patient_specific_scale() -> None:
    facts = read(activities=[{"activity": " climb stairs ", "score": 3}, {}, {"activity": "garden"}])
    assert facts.activities == (Activity("climb stairs", 3), Activity("garden"))
    assert facts.values == {("psfs", ""): 3}


@pytest.mark.parametrize("marks", [{}, {"odi": {}}, {"rmdq": {}}, {"rmdq": {"3": 1}}, {"odi": {"1": 0}}])
def test_too_few_marks_make_no_score(marks: dict[str, Any]) -> None:
    assert read(marks=marks).values == {}


def test_the_higher_of_two_marked_boxes_counts_where_the_rules_say_so() -> None:
    assert read(marks={"odi": TWOS | {"3": [1, 4]}}).marks["odi"].given[3] == 4
    mistake = the_mistake(marks={"start_back": AGREED | {"9": [4, 5]}})
    assert (mistake.place, mistake.text) == (
        ("marks", "start_back", "9"), "has to be a number from 1 to 5 (box), not a list",
    )  # fmt: skip  # place and text


def test_a_score_that_was_entered_has_to_agree_with_the_marks() -> None:
    mistake = the_mistake(measures={"odi": 30}, marks={"odi": TWOS})
    assert mistake.place == ("measures", "odi")
    assert mistake.text == "30 does not agree with the marks of its items, which make 40"


@pytest.mark.parametrize("entered", [40, 40.4, 39.5])
def test_a_score_that_was_rounded_otherwise_agrees(entered: float) -> None:
    assert read(measures={"odi": entered}, marks={"odi": TWOS}).values == {("odi", ""): 40}


def test_a_score_beside_too_few_marks_stands() -> None:
    assert read(measures={"odi": 30}, marks={"odi": {"1": 2}}).values == {("odi", ""): 30}


@pytest.mark.parametrize(
    ("fields", "place", "text"),
    [
        ({"marks": {"odi": {"11": 1}}}, "marks.odi.11", 'no field is called "11"; did you mean "1"?'),
        ({"marks": {"odi": {"1": 6}}}, "marks.odi.1", "has to be a number from 0 to 5 (whole numbers), not 6"),
        ({"marks": {"odi": {"1": True}}}, "marks.odi.1", "has to be a number from 0 to 5 (whole numbers), not true"),
        ({"marks": {"odi": {"1": 2.5}}}, "marks.odi.1", "has to be a number from 0 to 5 (whole numbers), not 2.5"),
        ({"marks": {"odi": {"1": []}}}, "marks.odi.1", "has to be a number from 0 to 5 (whole numbers), not a list"),
        ({"marks": {"odi": 3}}, "marks.odi", "has to be a table, not 3"),
        ({"marks": {"odi": {"filled_in": "yes"}}}, "marks.odi.filled_in", f'no field is called "filled_in"; {KNOWN}'),
        ({"marks": {"rmdq": {"filled_in": "no"}}}, "marks.rmdq.filled_in", 'has to be "yes" or left out, not "no"'),
        ({"marks": {"phq2": {"1": 1}}}, "marks.phq2", "PHQ-2 is not marked item by item"),
        ({"marks": {"psfs": {"1": 1}}}, "marks.psfs", "Patient-Specific Functional Scale is not marked item by item"),
        ({"marks": {"rdmq": {}}}, "marks.rdmq", 'no measure is called "rdmq"; did you mean "rmdq"?'),
        ({"activities": [{"score": 3}]}, "activities.1.activity", NEEDS_WORDS),
        ({"activities": [{"activity": "", "score": 3}]}, "activities.1.activity", NEEDS_WORDS),
        ({"activities": [{"activity": "dig", "score": 11}]}, "activities.1.score", f"{TO_TEN}, not 11"),
        ({"activities": [{"activity": "dig"}] * 4}, "activities", "has to be at most 3, not 4"),
        ({"activities": [{"activity": LONG}]}, "activities.1.activity", "has to be at most 120 characters, not 121"),
        ({"activities": "dig"}, "activities", 'has to be a list, not "dig"'),
    ],
)  # fmt: skip  # one case a line
def test_a_mark_that_cannot_be_is_refused_where_it_stands(fields: dict[str, Any], place: str, text: str) -> None:
    (mistake,) = mistakes(case(**fields))
    assert (".".join(mistake.place), mistake.text) == (place, text)


def test_a_score_that_the_marks_make_is_not_written_twice() -> None:
    written = case_of(read(measures={"odi": 40, "rmdq": 5}, marks={"odi": TWOS}), KNOWLEDGE)
    assert written["measures"] == {"rmdq": 5}
    assert written["marks"] == {"odi": TWOS}


def test_activities_and_ticks_are_written_as_they_were_told() -> None:
    told = {
        "marks": {"rmdq": {"2": 1, "9": 1, "filled_in": "yes"}},
        "activities": [{"activity": "climb stairs", "score": 0}, {"activity": "garden"}],
    }
    written = case_of(read(**told), KNOWLEDGE)
    assert {name: written[name] for name in told} == told
