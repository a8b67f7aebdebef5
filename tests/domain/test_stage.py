"""Where people are placed, why, and what to measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from clinic.domain.rule import Atom, Source, Value
from clinic.domain.screening import screen
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, DISABLED, IRRITABLE, SETTLED, placement, somebody


def without(values: Mapping[str, Value], *items: str) -> dict[str, Value]:
    return {item: value for item, value in values.items() if item not in items}


def test_mild_pain_low_disability_and_endurance_place_in_function_optimisation() -> None:
    placed = placement(somebody(SETTLED))
    assert placed.stage == "function_optimisation"
    assert placed.to_measure == ()
    assert placed.disability == "low"


@pytest.mark.parametrize(
    "worse",
    [
        {"nprs_back_worst": 4},
        {"odi": 21},
        {"plank_s": 29},
        {"side_bridge_s left": 29},
        {"side_bridge_s right": 29},
        {"flare_hours": 1, "days_since_flare": 13},
    ],
)
def test_one_line_not_met_keeps_out_of_function_optimisation(worse: Mapping[str, Value]) -> None:
    assert placement(somebody({**SETTLED, **worse})).stage == "movement_control"


@pytest.mark.parametrize(
    "worse",
    [
        {"nprs_back_worst": 7},
        {"nprs_leg_worst": 7},
        {"flare_hours": 24.5},
        {"odi": 41},
        {"crossed_slr left": "positive"},
    ],
)
def test_irritable_pain_or_high_disability_comes_first_of_all(worse: Mapping[str, Value]) -> None:
    assert placement(somebody({**SETTLED, **worse})).stage == "symptom_modulation"


def test_everybody_else_is_in_movement_control() -> None:
    placed = placement(somebody(ACHING))
    assert placed.stage == "movement_control"
    assert placed.irritability == "irritability_moderate"


@pytest.mark.parametrize(
    ("item", "stage", "says"),
    [
        ("nprs_back_worst", "symptom_modulation", "Ask for the worst pain"),
        ("flare_hours", "movement_control", "how many hours a flare takes"),
        ("days_since_flare", "movement_control", "when the last flare was"),
        ("odi", "movement_control", "Measure disability"),
        ("plank_s", "movement_control", "Time the front plank"),
        ("side_bridge_s left", "movement_control", "Time the side bridge on both sides"),
    ],
)
def test_what_was_not_measured_never_moves_anyone_up_and_is_named(item: str, stage: str, says: str) -> None:
    placed = placement(somebody(without(SETTLED, item)))
    assert placed.stage == stage
    assert len(placed.to_measure) == 1
    assert says in placed.to_measure[0]


def test_several_unmeasured_items_are_held_down_by_the_lowest() -> None:
    placed = placement(somebody({"odi": 10}))
    assert placed.stage == "symptom_modulation"
    assert len(placed.to_measure) == 5


def test_nothing_is_worth_measuring_while_the_pain_is_irritable() -> None:
    assert placement(somebody({"nprs_back_worst": 8})).to_measure == ()


def test_a_short_plank_makes_the_other_lines_of_the_last_stage_not_worth_measuring() -> None:
    placed = placement(somebody({"nprs_back_worst": 2, "plank_s": 20}))
    assert placed.stage == "movement_control"
    assert placed.to_measure == ()


def test_a_stage_that_asks_for_mastery_is_not_brought_nearer_by_measuring() -> None:
    staging = KNOWLEDGE.staging
    last = staging.stage("function_optimisation")
    mastery = Atom(Source.MASTERED, "plank", is_="yes")
    asking = replace(last, enter=replace(last.enter, all=(*last.enter.all, mastery)))
    stages = tuple(asking if stage is last else stage for stage in staging.stages)
    knowledge = replace(KNOWLEDGE, staging=replace(staging, stages=stages))
    facts = somebody(without(SETTLED, "plank_s"))
    assert screen(knowledge, facts).placement.to_measure == ()
    mastered = replace(facts, mastered=frozenset({"plank"}))
    assert len(screen(knowledge, mastered).placement.to_measure) == 1


def test_a_short_side_bridge_on_one_side_makes_the_other_side_not_worth_measuring() -> None:
    assert placement(somebody({"nprs_back_worst": 2, "side_bridge_s left": 20})).to_measure == ()


def test_two_failed_control_tests_hold_the_stage_at_movement_control() -> None:
    placed = placement(somebody({**SETTLED, "movement_control_battery": 2}))
    assert placed.stage == "movement_control"
    assert "control before load" in placed.because[0]
    assert placement(somebody({**SETTLED, "movement_control_battery": 1})).stage == "function_optimisation"


def test_two_failed_control_tests_make_the_plank_not_worth_measuring() -> None:
    values = {**without(SETTLED, "plank_s"), "movement_control_battery": 2}
    assert placement(somebody(values)).to_measure == ()


def test_an_unsure_irritability_counts_as_yes_towards_the_lower_stage() -> None:
    placed = placement(somebody(SETTLED, {"irritability_high": "unsure"}))
    assert (placed.stage, placed.irritability) == ("symptom_modulation", "irritability_high")
    assert "not sure, counted as yes" in placed.because[0]


def test_an_unsure_answer_about_flares_counts_as_no_towards_the_higher_stage() -> None:
    facts = somebody(without(SETTLED, "flare_hours"), {"flare_hours": "unsure"})
    assert placement(facts).stage == "movement_control"


@pytest.mark.parametrize(
    ("score", "band"),
    [
        ({"odi": 20}, "low"),
        ({"odi": 40}, "moderate"),
        ({"odi": 41}, "high"),
        ({"rmdq": 5}, "low"),
        ({"rmdq": 11}, "high"),
        ({"psfs": 8}, "low"),
        ({"psfs": 6}, "moderate"),
        ({"psfs": 5.9}, "high"),
        ({"psfs": 2, "odi": 10}, "low"),
        ({"psfs": 9, "rmdq": 12}, "high"),
        ({}, ""),
    ],
)
def test_the_first_disability_measure_that_was_taken_speaks(score: Mapping[str, Value], band: str) -> None:
    assert placement(somebody({"nprs_back_worst": 5, **score})).disability == band


@pytest.mark.parametrize(
    ("values", "band"),
    [
        ({"nprs_back_worst": 3, "flare_hours": 2}, "irritability_low"),
        ({"nprs_back_worst": 3}, "irritability_moderate"),
        ({"nprs_back_worst": 4, "flare_hours": 2}, "irritability_moderate"),
        ({"nprs_back_worst": 3, "flare_hours": 3}, "irritability_moderate"),
        ({"nprs_back_worst": 7}, "irritability_high"),
    ],
)
def test_irritability_follows_pain_and_flares(values: Mapping[str, Value], band: str) -> None:
    assert placement(somebody(values)).irritability == band


def test_the_reasons_say_what_was_found_and_what_was_asked_for() -> None:
    assert "disability high" in placement(somebody(DISABLED)).because
    assert any("irritability" in reason for reason in placement(somebody(IRRITABLE)).because)
    assert any("Front plank at least 30 seconds: 45" in reason for reason in placement(somebody(SETTLED)).because)
    reasons = placement(somebody({**SETTLED, "side_bridge_s right": 20})).because
    (reason,) = reasons
    assert reason.startswith("Not yet 'Build up what you need', which needs: Side-bridge endurance at least 30 seconds")
    assert reason.endswith("(now: left 40, right 20)")


def test_what_the_next_stage_lacks_is_one_reason() -> None:
    (reason,) = placement(somebody({**SETTLED, "side_bridge_s right": 20, "plank_s": 10})).because
    assert reason.count("Not yet") == 1
    assert [reason.count(name) for name in ("Side-bridge endurance", "Front plank", "; ")] == [1, 1, 1]


def test_a_reason_names_what_is_asked_in_words_and_never_by_its_field() -> None:
    lacking = (
        placement(somebody(without(SETTLED, "flare_hours", "days_since_flare"))).because[0].partition("needs: ")[2]
    )
    assert lacking.split("; ") == [
        "hours that a flare-up lasts at most 24 (now: not known)",
        "days since the last flare-up at least 14 (now: not known)",
    ]
    (reason,) = placement(somebody({**SETTLED, "flare_hours": 10, "days_since_flare": 13})).because
    assert reason.endswith("which needs: days since the last flare-up at least 14 (now: 13)")


def test_every_number_that_a_stage_or_a_gate_asks_for_has_a_short_name() -> None:
    rules = [
        *(stage.enter for stage in KNOWLEDGE.staging.stages),
        *(band.enter for band in KNOWLEDGE.staging.irritability),
        *(exercise.gate.needs for exercise in KNOWLEDGE.exercises.values() if exercise.gate),
    ]
    atoms = [
        *(atom for rule in rules for atom in (*rule.all, *rule.any)),
        *(one.missing for one in KNOWLEDGE.staging.unmeasured),
    ]
    asked_for = {atom.id for atom in atoms if atom.source is Source.QUESTION}
    assert {"flare_hours", "days_since_flare", "hinge_faults"} <= asked_for
    assert [id for id in asked_for if not KNOWLEDGE.questions[id].name] == []
