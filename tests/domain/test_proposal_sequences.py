"""Sequences the articles behind the project ask for, as ladders and gates give them, and balance in the last stage."""

from __future__ import annotations

import pytest

from clinic.domain.choice import choose
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, EVERYTHING, SETTLED, STRONG, programme, reach, somebody

BAND = frozenset({"band"})


@pytest.mark.parametrize(
    "aim", ["general_default", "move_with_control", "return_to_lifting", "return_to_sport_or_heavy_work"]
)
def test_in_the_last_stage_hinge_twist_and_pull_are_balanced(aim: str) -> None:
    chosen = choose(reach(somebody(STRONG, aims=[aim], equipment=EVERYTHING)), 4).exercises
    kinds = [KNOWLEDGE.ladders[one.ladder].kind for one in chosen[1:]]
    resisting = "carry" if aim == "return_to_lifting" else "trunk_twist"
    assert sorted(kinds) == sorted(["hinge", resisting, "pull"])


@pytest.mark.parametrize("aim", ["general_default", "return_to_lifting", "move_with_control", "bone_health"])
def test_with_more_places_the_last_stage_pulls_both_ways(aim: str) -> None:
    strong = somebody(STRONG, aims=[aim], equipment=EVERYTHING, mastered=["row_dumbbell_supported"])
    ladders = [KNOWLEDGE.ladders[one.ladder] for one in choose(reach(strong), 10).exercises]
    assert {ladder.pull for ladder in ladders if ladder.pull} == {"horizontal", "vertical"}


@pytest.mark.parametrize(
    ("mastered", "expected"),
    [
        ([], "hip_hinge_dowel"),
        (["hip_hinge_dowel"], "rdl_dumbbell"),
        (["hip_hinge_dowel", "rdl_dumbbell"], "trap_bar_deadlift"),
        (["hip_hinge_dowel", "rdl_dumbbell", "trap_bar_deadlift"], "deadlift_barbell"),
    ],
)
def test_the_hinge_rises_gate_by_gate_to_the_barbell(mastered: list[str], expected: str) -> None:
    facts = somebody(STRONG, aims=["return_to_lifting"], equipment=EVERYTHING, mastered=mastered)
    assert programme(facts).exercises[1].exercise == expected


def test_a_kettlebell_home_gets_the_raised_deadlift() -> None:
    facts = somebody(STRONG, aims=["return_to_lifting"], equipment=frozenset({"kettlebell"}), mastered=["rdl_dumbbell"])
    assert programme(facts).exercises[1].exercise == "deadlift_raised"


@pytest.mark.parametrize(
    ("mastered", "expected"),
    [
        ([], "scapular_push_up_wall"),
        (["scapular_push_up_wall"], "scapular_push_up"),
        (["scapular_push_up"], "band_pull_apart_strong"),
        (["scapular_push_up", "band_pull_apart_strong"], "face_pull_band"),
    ],
)
def test_rounded_shoulders_go_from_push_up_to_pull_apart_to_face_pull(mastered: list[str], expected: str) -> None:
    facts = somebody(ACHING, aims=["shoulder_girdle"], equipment=BAND, mastered=mastered)
    assert programme(facts).exercises[1].exercise == expected


@pytest.mark.parametrize(
    ("mastered", "expected"),
    [([], "bird_dog"), (["bird_dog"], "bird_dog_loaded")],
)
def test_the_back_of_the_trunk_goes_on_to_the_loaded_bird_dog(mastered: list[str], expected: str) -> None:
    facts = somebody(SETTLED, aims=["build_endurance"], equipment=BAND, mastered=mastered)
    assert programme(facts).exercises[1].exercise == expected
