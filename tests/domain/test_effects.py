"""Which effects of test results are in force."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from clinic.domain.rule import Value
from clinic.domain.screening import screen
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, somebody


def effects(values: Mapping[str, Value], answers: Mapping[str, str] | None = None) -> tuple[str, ...]:
    return screen(KNOWLEDGE, somebody({**ACHING, **values}, answers)).effects


@pytest.mark.parametrize(
    ("values", "effect"),
    [
        ({"slr_deg left": 92, "slr_deg right": 60}, "favours_stabilisation"),
        ({"slr_deg left": 60, "slr_deg right": 92}, "favours_stabilisation"),
        ({"aberrant_movements": 1}, "favours_stabilisation"),
        ({"single_leg_stance_s left": 9, "single_leg_stance_s right": 30}, "use_support"),
        ({"side_bridge_s left": 60, "side_bridge_s right": 50}, "train_weaker_side_first"),
        ({"flexor_endurance_s": 90, "sorensen_s": 80}, "prioritise_extensor_endurance"),
        ({"fingertip_floor_cm": 25}, "mobility_priority"),
        ({"scapular_dyskinesis": "obvious"}, "add_shoulder_blades"),
        ({"ake_lag_deg left": 21, "ake_lag_deg right": 5}, "add_hamstrings"),
    ],
)
def test_one_side_suffices(values: Mapping[str, Value], effect: str) -> None:
    assert effect in effects(values)


@pytest.mark.parametrize(
    ("values", "effect"),
    [
        ({"slr_deg left": 91, "slr_deg right": 91}, "favours_stabilisation"),
        ({"side_bridge_s left": 60, "side_bridge_s right": 57}, "train_weaker_side_first"),
        ({"side_bridge_s left": 60}, "train_weaker_side_first"),
        ({"flexor_endurance_s": 80, "sorensen_s": 80}, "prioritise_extensor_endurance"),
        ({"flexor_endurance_s": 80}, "prioritise_extensor_endurance"),
        ({"mmst_flexion_cm": 7}, "no_real_change"),
    ],
)
def test_a_result_short_of_its_line_or_half_measured_brings_nothing(values: Mapping[str, Value], effect: str) -> None:
    assert effect not in effects(values)


def test_an_effect_rests_while_a_finding_it_does_not_go_with_stands_sure_or_unsure() -> None:
    stiff = {"fingertip_floor_cm": 30}
    assert "mobility_priority" in effects(stiff)
    assert "mobility_priority" not in effects(stiff, {"hypermobility": "yes"})
    assert "mobility_priority" not in effects(stiff, {"hypermobility": "unsure"})


def test_a_follow_up_is_asked_after_a_yes_and_after_an_unsure_answer_until_it_was_put() -> None:
    assert "check_aberrant" in effects({}, {"painful_arc": "yes"})
    assert "check_aberrant" in effects({}, {"painful_arc": "unsure"})
    assert "check_aberrant" not in effects({}, {"painful_arc": "no"})
    assert "check_aberrant" not in effects({"aberrant_movements": 0}, {"painful_arc": "yes"})


def test_advice_that_comes_with_questions_stays() -> None:
    stooped = {"wall_occiput_cm": 5}
    assert "consider_vertebral_fracture" in effects(stooped)
    assert "consider_vertebral_fracture" in effects(stooped, {"osteoporosis": "no", "vertebral_fracture_history": "no"})
