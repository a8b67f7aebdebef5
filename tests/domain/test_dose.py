"""How much of one exercise: its own dose, the rules that change it, and its seconds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.chosen import Chosen
from clinic.domain.dose import dosed, seconds_of
from clinic.domain.facts import Facts
from clinic.domain.outcome import Cap, Caps
from clinic.domain.programme import Dose
from clinic.domain.rule import Value
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, DISABLED, SETTLED, STRONG, reach, somebody


def dose(facts: Facts, exercise: str, role: str = "main") -> Dose:
    ladder = next(ladder.id for ladder in KNOWLEDGE.ladders.values() if exercise in ladder.rungs)
    return dosed(reach(facts), Chosen(exercise, "general_default", ladder, role, "")).dose


def notes(facts: Facts, exercise: str) -> tuple[str, ...]:
    ladder = next(ladder.id for ladder in KNOWLEDGE.ladders.values() if exercise in ladder.rungs)
    return dosed(reach(facts), Chosen(exercise, "general_default", ladder, "main", "")).notes


@pytest.mark.parametrize("exercise", KNOWLEDGE.exercises)
def test_the_librarys_own_doses_take_the_seconds_the_library_states(exercise: str) -> None:
    own = KNOWLEDGE.exercises[exercise].dose
    plain = Dose(
        sets=own.sets,
        reps=own.reps,
        per_side=own.per_side,
        rest_s=own.rest_s,
        days_per_week=own.days_per_week,
        times_per_day=own.times_per_day,
        rpe=own.rpe_max,
        seconds=0,
        tempo=own.tempo,
        hold_s=own.hold_s,
        duration_s=own.duration_s,
    )
    assert seconds_of(plain, KNOWLEDGE.staging.seconds) == own.seconds_per_session


def test_a_dose_starts_from_the_exercises_own() -> None:
    own = dose(somebody(), "bird_dog")
    assert (own.sets, own.reps, own.hold_s, own.rest_s, own.per_side, own.seconds) == (3, 6, 8, 30, True, 476)


@pytest.mark.parametrize(("facts", "rpe"), [(somebody(DISABLED), 3), (somebody(ACHING), 5), (somebody(STRONG), 6)])
def test_the_stage_caps_the_effort(facts: Facts, rpe: int) -> None:
    assert dose(facts, "row_band").rpe == rpe


def test_the_lower_effort_ceiling_wins() -> None:
    assert dose(somebody(STRONG, {"bp_stage2": "yes"}), "row_band").rpe == 5
    assert dose(somebody(DISABLED, {"bp_stage2": "yes"}), "row_band").rpe == 3


def test_at_65_loaded_exercises_get_more_repetitions_and_less_effort() -> None:
    older, younger = somebody(STRONG, age=65), somebody(STRONG, age=64)
    assert (dose(older, "goblet_squat").reps, dose(older, "goblet_squat").rpe) == (10, 6)
    assert (dose(older, "rdl_dumbbell").reps, dose(younger, "rdl_dumbbell").reps) == (10, 8)
    assert dose(younger, "rdl_dumbbell").rpe == 7


def test_repetitions_for_older_people_stay_within_the_exercises_bounds() -> None:
    assert dose(somebody(STRONG, age=70), "trap_bar_deadlift").reps == 8
    assert "older or frail" in notes(somebody(STRONG, age=70), "trap_bar_deadlift")[0]


def test_lighter_work_and_holds_are_the_same_at_any_age() -> None:
    assert dose(somebody(STRONG, age=80), "sit_to_stand") == dose(somebody(STRONG), "sit_to_stand")
    assert dose(somebody(STRONG, age=80), "bird_dog_loaded") == dose(somebody(STRONG), "bird_dog_loaded")


def test_a_risk_of_falls_sure_or_unsure_counts_as_frail() -> None:
    for reply in ("yes", "unsure"):
        assert dose(somebody(STRONG, {"falls_risk": reply}), "rdl_dumbbell").reps == 10


def test_a_capped_hold_keeps_the_time_held_up_to_the_bound() -> None:
    pressure = somebody(STRONG, {"bp_stage2": "yes"})
    sitting = dose(pressure, "wall_sit")
    assert (sitting.reps, sitting.hold_s) == (6, 10)
    carrying = dose(pressure, "suitcase_hold")
    assert (carrying.reps, carrying.hold_s) == (5, 10)
    assert any("6 x 10 s instead of 3 x 20 s" in note for note in notes(pressure, "wall_sit"))


def test_repetitions_of_a_capped_hold_never_pass_the_bound() -> None:
    within = reach(somebody(STRONG))
    capped = replace(within.screening, caps=Caps(hold_s=Cap(5, (("glaucoma", 5),))))
    sitting = dosed(replace(within, screening=capped), Chosen("wall_sit", "", "squat", "main", "")).dose
    assert (sitting.reps, sitting.hold_s) == (6, 5)


def test_holds_under_the_ceiling_and_timed_exercises_are_not_capped() -> None:
    pressure = somebody(STRONG, {"bp_stage2": "yes"})
    assert dose(pressure, "bird_dog").hold_s == 8
    assert dose(pressure, "walking_graded").duration_s == 600
    assert dose(pressure, "single_leg_stance").duration_s == 20


@pytest.mark.parametrize(("facts", "times"), [(somebody(DISABLED), 3), (somebody(ACHING), 2), (somebody(SETTLED), 1)])
def test_times_a_day_stay_within_the_stage(facts: Facts, times: int) -> None:
    assert dose(facts, "prone_press_up").times_per_day == times


@pytest.mark.parametrize(
    ("metres", "seconds"), [(3000, 600), (880, 600), (800, 540), (400, 240), (200, 120), (20, 120)]
)
def test_the_distance_somebody_can_walk_sets_the_first_walk(metres: int, seconds: int) -> None:
    walked: dict[str, Value] = {**ACHING, "walking_distance_m": metres}
    assert dose(somebody(walked), "walking_graded").duration_s == seconds
    assert dose(somebody(walked), "stationary_cycle").duration_s == 600


def test_a_distance_shorter_than_the_shortest_walk_is_said() -> None:
    assert "sit down on the way" in notes(somebody({**ACHING, "walking_distance_m": 50}), "walking_graded")[0]
    assert "sit down" not in notes(somebody({**ACHING, "walking_distance_m": 400}), "walking_graded")[0]


def test_a_distance_that_is_no_hindrance_is_not_mentioned() -> None:
    assert notes(somebody({**ACHING, "walking_distance_m": 3000}), "walking_graded") == ()
