"""Which sections of the form nothing was written into."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinic.domain.facts import Answer, Facts, Person
from clinic.domain.marks import Activity, ItemMarks
from clinic.domain.scales import Reply
from clinic.domain.screening import screen
from clinic.domain.unrecorded import unrecorded
from tests.domain.people import KNOWLEDGE

ON = date(2026, 11, 20)
ASKED = Facts(ON, Person(age=46, sex="F"), everything_else_no=True)
EXAMINATION = (
    "Neurological examination",
    "Mobility and performance tests",
    "Posture and movement quality",
    "Outcome measures",
)


def empty(facts: Facts, *elsewhere: str) -> tuple[str, ...]:
    return unrecorded(KNOWLEDGE, facts, screen(KNOWLEDGE, facts), elsewhere)


def test_what_nobody_examined_is_named_in_the_order_of_the_form() -> None:
    assert empty(ASKED) == ("Pain history", *EXAMINATION, "Goals and home")


def test_one_result_is_enough_for_its_section() -> None:
    measured = replace(ASKED, values={("slr_deg", "left"): 80, ("odi", ""): 12, ("nprs_now", ""): 2})
    assert empty(measured) == ("Mobility and performance tests", "Posture and movement quality", "Goals and home")


def test_a_question_answered_with_a_word_and_a_goal_count_too() -> None:
    told = replace(ASKED, answers={("palms_flat", ""): Answer(Reply.NO)}, goal="garden")
    named = empty(told)
    assert "Mobility and performance tests" not in named
    assert "Goals and home" not in named


def test_marks_and_activities_are_outcome_measures() -> None:
    assert "Outcome measures" not in empty(replace(ASKED, activities=(Activity("digging", None),)))
    assert "Outcome measures" not in empty(replace(ASKED, marks={"odi": ItemMarks({1: 2})}))


def test_a_section_that_is_still_to_ask_is_not_named_twice() -> None:
    nobody_asked = replace(ASKED, everything_else_no=False)
    named = empty(nobody_asked)
    assert not {"Red flags", "Disc and structure", "Health conditions"} & set(named)
    assert set(EXAMINATION) <= set(named)


def test_what_is_recorded_beside_the_facts_is_not_missing() -> None:
    assert "Pain history" not in empty(ASKED, "pain_history")
