"""What a case may say."""

from __future__ import annotations

from datetime import date
from typing import Any

from clinic.domain.facts import Answer, Clearance, Facts
from clinic.domain.scales import Reply
from clinic.exchange.case_file import read_case
from tests.exchange.cases import KNOWLEDGE, TODAY, case


def read(**fields: Any) -> Facts:
    return read_case(case(**fields), KNOWLEDGE)


def test_words_numbers_sides_and_qualifiers_are_read() -> None:
    facts = read(
        red_flags={"rf_bladder_incontinence_new": {"answer": "yes", "qualifier": "long_standing_unchanged"}},
        conditions={"knee_oa": {"left": "yes"}, "glaucoma": "unsure"},
        questions={"duration_weeks": 9, "cancer_type": "bowel", "leg_symptoms_reproduced": {"left": "no"}},
        tests={"slr_deg": {"left": 40, "right": 80.5}, "slump": {"right": "negative"}},
        measures={"odi": 30},
    )
    assert facts.answers == {
        ("rf_bladder_incontinence_new", ""): Answer(Reply.YES, "long_standing_unchanged"),
        ("knee_oa", "left"): Answer(Reply.YES),
        ("glaucoma", ""): Answer(Reply.UNSURE),
        ("leg_symptoms_reproduced", "left"): Answer(Reply.NO),
    }
    assert facts.values == {
        ("duration_weeks", ""): 9,
        ("cancer_type", ""): "bowel",
        ("slr_deg", "left"): 40,
        ("slr_deg", "right"): 80.5,
        ("slump", "right"): "negative",
        ("odi", ""): 30,
    }


def test_an_item_nobody_asked_is_not_among_the_answers() -> None:
    assert not read().answers


def test_equipment_nobody_asked_about_is_not_the_same_as_none() -> None:
    assert read().equipment is None
    assert read(equipment=[]).equipment == frozenset()


def test_who_it_is_and_what_they_want_are_read() -> None:
    facts = read(
        patient={"birth_date": "1985-03-04", "sex": "X", "name": " Ada Byron ", "number": "12-34"},
        goal="Lift my child",
        aims=["move_with_control"],
        minutes_a_day=12.5,
        mastered=["bird_dog"],
        clearances=[{"finding": "rf_cancer_history", "on": "2026-11-12", "by": "oncology letter"}],
        asked_all_no=["disc", "eye"],
    )
    assert (facts.person.name, facts.person.number, facts.person.sex) == ("Ada Byron", "12-34", "X")
    assert facts.age == 41
    assert facts.goal == "Lift my child"
    assert facts.minutes_a_day == 12.5
    assert facts.clearances == (Clearance("rf_cancer_history", date(2026, 11, 12), "oncology letter"),)
    assert facts.asked_all_no == {"disc", "eye"}


def test_days_of_toml_are_days() -> None:
    assert read(assessed_on=TODAY, dates={"fusion": date(2026, 1, 2)}).dates == {"fusion": date(2026, 1, 2)}


def test_a_result_between_two_steps_is_taken_as_it_was_read() -> None:
    assert read(tests={"sbp": 121.5}).values == {("sbp", ""): 121.5}


def test_the_worst_pain_may_stand_alone_or_agree() -> None:
    assert read(measures={"nprs_worst": 5}).values == {("nprs_worst", ""): 5}
    agreeing = {"nprs_worst": 6, "nprs_back_worst": 4, "nprs_leg_worst": 6}
    assert read(measures=agreeing).values["nprs_worst", ""] == 6
