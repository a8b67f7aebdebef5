"""Which exercises are proposed: every row of the `[choice]` table of aims.toml."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from clinic.domain.choice import choose, places
from clinic.domain.outcome import Cap, Caps
from clinic.domain.preference import preferred_ladder
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import (
    ACHING,
    DISABLED,
    EVERY_EXERCISE,
    EVERYTHING,
    IRRITABLE,
    SETTLED,
    STRONG,
    names,
    planned,
    programme,
    reach,
    somebody,
)

BAND = frozenset({"band"})
STAGES = {"symptom_modulation": DISABLED, "movement_control": ACHING, "function_optimisation": STRONG}


@pytest.mark.parametrize("values", [DISABLED, ACHING, SETTLED])
def test_four_exercises_are_proposed_with_one_drill_first(values: dict[str, float]) -> None:
    proposed = programme(somebody(values))
    assert [one.role for one in proposed.exercises] == ["activation", "main", "main", "main"]


def test_three_exercises_are_proposed_when_irritability_is_high_or_not_sure() -> None:
    assert len(programme(somebody(IRRITABLE)).exercises) == 3
    assert len(programme(somebody(ACHING, {"irritability_high": "unsure"})).exercises) == 3


def test_a_brace_that_opens_sessions_is_no_second_exercise() -> None:
    pressure: dict[str, float | str] = {**ACHING, "sbp": 168, "dbp": 102}
    proposed = programme(somebody(pressure, aims=["build_endurance"]))
    openers = {one for ladder in KNOWLEDGE.ladders.values() if ladder.role for one in ladder.rungs}
    assert [one in openers for one in names(proposed)] == [True, False, False, False]


def test_no_aim_is_the_general_default() -> None:
    proposed = programme(somebody())
    assert {one.aim for one in proposed.exercises} == {"general_default"}
    assert names(proposed)[1:] == ("bird_dog", "side_bridge_knees", "hip_hinge_dowel")


@pytest.mark.parametrize("aim", KNOWLEDGE.aims)
@pytest.mark.parametrize("stage", STAGES)
def test_the_first_main_exercise_stands_on_the_first_open_ladder_of_the_aim(aim: str, stage: str) -> None:
    proposed = programme(somebody(STAGES[stage], aims=[aim], equipment=EVERYTHING))
    open_ladders = [id for id in KNOWLEDGE.aims[aim].stages[stage].ladders if not KNOWLEDGE.ladders[id].only_with]
    assert proposed.exercises[1].ladder == open_ladders[0]


def test_the_highest_due_rung_is_given() -> None:
    assert "bird_dog" in names(programme(somebody()))
    assert "bird_dog_squares" in names(programme(somebody(mastered=["bird_dog"])))
    loaded = programme(somebody(SETTLED, aims=["build_endurance"], mastered=["bird_dog"], equipment=BAND))
    assert "bird_dog_loaded" in names(loaded)


def test_a_withheld_rung_is_walked_down_to_the_first_permitted_one_and_the_reason_names_it() -> None:
    proposed = programme(somebody(ACHING, {"rotator_cuff_tear": "yes"}))
    back = next(one for one in proposed.exercises if one.ladder == "bird_dog")
    assert back.exercise == "bird_dog_leg"
    assert "'Bird-dog' is withheld" in back.why


def test_a_preferred_rung_goes_first_until_it_is_mastered() -> None:
    stenosis = {"spinal_stenosis": "yes"}
    assert "pelvic_tilt_supine" in names(programme(somebody(ACHING, stenosis)))
    mastered = programme(somebody(ACHING, stenosis, mastered=["pelvic_tilt_supine"]))
    assert "pelvic_tilt_supine" not in names(mastered)
    assert "bird_dog" in names(mastered)


def test_a_preference_below_a_mastered_rung_holds_nobody_back() -> None:
    proposed = programme(somebody(ACHING, {"spinal_stenosis": "yes"}, mastered=["bird_dog_arm"]))
    assert "bird_dog" in names(proposed)


def test_a_preferred_exercise_says_which_finding_prefers_it() -> None:
    proposed = programme(somebody(ACHING, {"spinal_stenosis": "yes"}))
    assert "Lumbar spinal stenosis" in planned(proposed, "pelvic_tilt_supine").why


def test_a_ladder_no_aim_names_enters_after_the_first_when_a_finding_prefers_a_rung_of_it() -> None:
    facts = somebody(ACHING, {"spinal_stenosis": "yes"})
    assert preferred_ladder(reach(facts)) == "flexion_preference"
    proposed = programme(facts)
    assert [one.ladder for one in proposed.exercises][1:3] == ["bird_dog", "flexion_preference"]


def test_at_most_one_such_ladder_enters() -> None:
    findings = {"spinal_stenosis": "yes", "dp_flexion": "yes", "axial_spa": "yes"}
    proposed = programme(somebody(ACHING, findings, equipment=EVERYTHING))
    named = KNOWLEDGE.aims["general_default"].stages["movement_control"].ladders
    assert len([one for one in proposed.exercises[1:] if one.ladder not in named]) <= 1


def test_a_preferred_exercise_that_the_aims_ladders_have_brings_in_no_other_ladder() -> None:
    # The bridge stands on the aim's own ladder, and on the ball ladder too.
    facts = somebody(ACHING, {"si_joint_pain": "yes"})
    assert preferred_ladder(reach(facts)) == ""


def test_a_preferred_drill_takes_the_drills_place_and_never_a_second_one() -> None:
    proposed = programme(somebody(ACHING, {"rotator_cuff_tear": "yes"}, aims=["move_with_control"], equipment=BAND))
    assert names(proposed)[0] == "scapular_setting"
    assert "scapular_push_up_wall" not in names(proposed)


def test_a_rotator_cuff_tear_starts_with_shoulder_blade_control() -> None:
    tear = {"rotator_cuff_tear": "yes"}
    assert names(programme(somebody(ACHING, tear)))[0] == "scapular_setting"
    assert names(programme(somebody(ACHING, tear, mastered=["scapular_setting"])))[0] == "scapular_push_up_wall"


def test_a_ladder_whose_rung_is_in_the_programme_already_is_served() -> None:
    proposed = programme(somebody(ACHING, aims=["return_to_sport_or_heavy_work", "balance_and_walking"]))
    assert len(set(names(proposed))) == len(names(proposed))
    girdle = choose(reach(somebody(SETTLED, aims=["balance_and_walking"])), 8)
    assert [one.exercise for one in girdle.exercises].count("sit_to_stand") == 1


def test_a_kind_whose_ladder_is_served_by_the_drill_lets_other_kinds_repeat() -> None:
    # Without a band the rowing ladder gives the drill of a cuff tear: pulling is served, and kinds may repeat after it.
    facts = somebody(ACHING, {"rotator_cuff_tear": "yes"}, aims=["shoulder_girdle"])
    kinds = [KNOWLEDGE.ladders[one.ladder].kind for one in choose(reach(facts), 14).exercises[1:]]
    assert "pull" not in kinds
    assert len(kinds) > len(set(kinds))


def test_a_finding_that_caps_the_number_of_exercises_is_obeyed() -> None:
    within = reach(somebody())
    capped = replace(within.screening, caps=Caps(exercises=Cap(2, (("a_finding", 2),))))
    assert places(replace(within, screening=capped)) == 2
    assert places(within) == 4


def test_several_aims_are_served_one_exercise_each_in_turn_in_their_order() -> None:
    aims = ["shoulder_girdle", "return_to_lifting"]
    proposed = programme(somebody(ACHING, aims=aims, equipment=BAND))
    assert [one.aim for one in proposed.exercises[1:]] == ["shoulder_girdle", "return_to_lifting", "shoulder_girdle"]
    turned = programme(somebody(ACHING, aims=aims[::-1], equipment=BAND))
    assert [one.aim for one in turned.exercises[1:]] == ["return_to_lifting", "shoulder_girdle", "return_to_lifting"]


def test_fallback_ladders_follow_when_the_aims_own_give_too_few() -> None:
    chosen = choose(reach(somebody(ACHING, aims=["settle_pain"])), 14).exercises
    named = KNOWLEDGE.aims["settle_pain"].stages["movement_control"].ladders
    fallback = [one for one in chosen[1:] if one.ladder not in named]
    assert fallback
    assert {one.ladder for one in fallback} <= set(KNOWLEDGE.choice.fallback_ladders)
    assert all("too few" in one.why for one in fallback)


def test_fallback_drills_follow_when_the_aims_own_give_none() -> None:
    within = reach(somebody())
    aim = KNOWLEDGE.aims["general_default"]
    stages = {id: replace(stage, drills=()) for id, stage in aim.stages.items()}
    without_drills = replace(KNOWLEDGE, aims={**KNOWLEDGE.aims, aim.id: replace(aim, stages=stages)})
    drill = choose(replace(within, knowledge=without_drills), 4).exercises[0]
    assert drill.ladder == KNOWLEDGE.choice.fallback_drills[0]


def test_a_second_pull_is_the_other_pull() -> None:
    everything = somebody(STRONG, aims=["shoulder_girdle"], equipment=EVERYTHING, mastered=EVERY_EXERCISE)
    chosen = choose(reach(everything), 9).exercises
    pulls = [KNOWLEDGE.ladders[one.ladder].pull for one in chosen if KNOWLEDGE.ladders[one.ladder].kind == "pull"]
    assert pulls[:2] == ["horizontal", "vertical"]
    assert all(one != other for one, other in pairwise(pulls))


def test_equipment_that_is_not_at_home_is_never_counted_on() -> None:
    assert "row_band" in names(programme(somebody(ACHING, aims=["shoulder_girdle"], equipment=BAND)))
    without = programme(somebody(ACHING, aims=["shoulder_girdle"]))
    assert "row_band" not in names(without)
    assert (
        any("Exercise bands" in reason for choice in without.empty for reason in choice.because) or without.empty == ()
    )


def test_when_nobody_asked_about_equipment_only_every_home_is_counted_on_and_a_note_says_so() -> None:
    asked, not_asked = programme(somebody()), programme(somebody(equipment=None))
    assert names(asked) == names(not_asked)
    assert any("Nobody asked what is at home" in note for note in not_asked.notes)
    assert not any("Nobody asked what is at home" in note for note in asked.notes)


def test_a_ladder_of_the_aim_without_anything_is_an_empty_choice_with_its_reasons() -> None:
    proposed = programme(somebody(ACHING, {"rotator_cuff_tear": "yes"}, aims=["shoulder_girdle"]))
    overhead = next(choice for choice in proposed.empty if choice.ladder == "overhead")
    assert len(overhead.because) == len(KNOWLEDGE.ladders["overhead"].rungs)
    assert "Rotator cuff tear" in overhead.because[0]


def test_an_empty_choice_says_when_it_is_only_the_equipment() -> None:
    proposed = programme(somebody(SETTLED))
    vertical = next(choice for choice in proposed.empty if choice.ladder == "vertical_pull")
    assert "not at home: Exercise bands" in vertical.because[0]
    assert "not due yet" in vertical.because[-1]


def test_a_ladder_for_certain_findings_is_passed_over_without_them_and_is_no_empty_choice() -> None:
    proposed = programme(somebody(ACHING, aims=["settle_pain"]))
    assert "extension_preference" not in [choice.ladder for choice in proposed.empty]
    assert "extension_preference" not in [one.ladder for one in proposed.exercises]
    bending_back = programme(somebody(ACHING, {"dp_extension": "yes"}, aims=["settle_pain"]))
    assert bending_back.exercises[1].ladder == "extension_preference"


def test_an_unsure_finding_opens_no_ladder() -> None:
    proposed = programme(somebody(ACHING, {"dp_extension": "unsure"}, aims=["settle_pain"]))
    assert "extension_preference" not in [one.ladder for one in proposed.exercises]


def test_neighbouring_rungs_are_permitted_and_named_due_or_not() -> None:
    bird_dog = planned(programme(somebody()), "bird_dog")
    assert (bird_dog.steps_up_to, bird_dog.eases_back_to) == ("bird_dog_squares", "bird_dog_leg")
    bridge = planned(programme(somebody(ACHING, aims=["after_childbirth"])), "bridge_double")
    assert (bridge.steps_up_to, bridge.eases_back_to) == ("bridge_march", "glute_set")


def test_there_is_nothing_to_ease_back_to_below_the_lowest_permitted_rung() -> None:
    assert planned(programme(somebody(IRRITABLE)), "walking_graded").eases_back_to == ""
