"""On which days, and how a programme is fitted into the minutes a day."""

from __future__ import annotations

import pytest

from clinic.domain.chosen import Chosen
from clinic.domain.dose import Dosed, dosed
from clinic.domain.facts import Facts
from clinic.domain.week import days_for, longest_day_s, with_days
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import (
    ACHING,
    DISABLED,
    EVERYTHING,
    SETTLED,
    STRONG,
    names,
    planned,
    programme,
    reach,
    somebody,
)


def week(facts: Facts, *exercises: str) -> dict[str, tuple[str, ...]]:
    """The days of these exercises, the first of them the drill."""
    within = reach(facts)
    roles = ("activation", *("main",) * len(exercises))
    chosen = [Chosen(one, "general_default", "", role, "") for one, role in zip(exercises, roles, strict=False)]
    return {one.chosen.exercise: one.days for one in with_days(within, tuple(dosed(within, one) for one in chosen))}


DRILL = "abdominal_brace_standing"


def test_fewer_days_are_always_among_more_days() -> None:
    for count in range(1, 7):
        assert set(days_for(count)) < set(days_for(count + 1))
    assert days_for(7) == ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_heavy_exercises_share_days_that_lie_two_days_apart() -> None:
    days = week(somebody(STRONG), DRILL, "deadlift_barbell", "suitcase_carry", "row_bent_over")
    assert days["suitcase_carry"] == ("mon", "wed", "fri")
    assert days["deadlift_barbell"] == days["row_bent_over"] == ("mon", "fri")


@pytest.mark.parametrize("exercise", ["back_extension_prone", "sorensen_hold"])
@pytest.mark.parametrize("values", [ACHING, SETTLED])
def test_own_weight_back_extension_gets_three_days_and_never_two_in_a_row(
    exercise: str, values: dict[str, float]
) -> None:
    assert week(somebody(values), DRILL, exercise)[exercise] == ("mon", "wed", "fri")


def test_the_drill_is_done_on_every_day_of_the_programme() -> None:
    days = week(somebody(DISABLED), DRILL, "walking_graded", "pelvic_tilt_supine", "bird_dog_arm")
    assert set(days[DRILL]) >= {day for of_one in days.values() for day in of_one}


def test_no_session_goes_without_its_drill() -> None:
    days = week(somebody(DISABLED), "band_pull_apart", "pelvic_tilt_supine")
    assert days["pelvic_tilt_supine"] == days["band_pull_apart"] == days_for(6)


def test_in_the_last_stage_drills_go_on_between_the_loaded_days() -> None:
    for drill in (DRILL, "scapular_push_up_wall", "band_pull_apart"):
        days = week(somebody(STRONG), drill, "goblet_squat", "deadlift_raised")
        assert set(days[drill]) >= {"mon", "tue", "wed", "thu", "fri", "sat"}


def test_in_the_last_stage_walking_goes_on_between_the_loaded_days() -> None:
    assert len(week(somebody(STRONG), DRILL, "walking_graded", "goblet_squat")["walking_graded"]) == 6


@pytest.mark.parametrize(
    ("values", "exercise", "count"),
    [
        (DISABLED, "single_leg_stance", 6),
        (DISABLED, "sit_to_stand", 5),
        (ACHING, "pelvic_tilt_supine", 6),
        (ACHING, "row_band", 4),
        (ACHING, "wall_slide", 5),
        (SETTLED, "row_band", 3),
        (SETTLED, "goblet_squat", 3),
    ],
)
def test_days_stay_within_the_exercises_bounds_and_the_stages(
    values: dict[str, float], exercise: str, count: int
) -> None:
    assert len(week(somebody(values), DRILL, exercise)[exercise]) == count


def test_the_exercises_bounds_win_over_the_stages_days_and_it_is_said() -> None:
    proposed = programme(somebody(SETTLED))
    assert len(planned(proposed, "hip_hinge_dowel").days) == 4
    assert any("goes by its own bounds and rest days: 4 days a week, not 2 to 3" in note for note in proposed.notes)


def test_days_a_week_of_the_dose_are_the_days_planned() -> None:
    for one in programme(somebody()).exercises:
        assert one.dose.days_per_week == len(one.days)


def test_minutes_a_day_are_those_of_the_longest_day_every_time_of_the_day_counted() -> None:
    proposed = programme(somebody())
    monday = sum(one.dose.seconds * one.dose.times_per_day for one in proposed.exercises if "mon" in one.days)
    assert proposed.minutes_a_day == -(-monday // 60)
    assert planned(proposed, DRILL).dose.times_per_day == 2


def test_an_empty_programme_takes_no_time() -> None:
    nothing: tuple[Dosed, ...] = ()
    assert longest_day_s(nothing) == 0


def test_with_minutes_enough_nothing_is_shortened() -> None:
    assert programme(somebody(minutes=60)).notes == programme(somebody()).notes


def test_sets_go_down_first_from_the_last_exercise_and_each_is_shown() -> None:
    proposed = programme(somebody(minutes=23))
    assert planned(proposed, "side_bridge_knees").dose.sets == 2
    assert planned(proposed, "bird_dog").dose.sets == 3
    assert proposed.minutes_a_day <= 23
    assert proposed.notes == ("To fit 23 minutes a day, 'Side bridge on knees' has fewer sets: 2 instead of 3.",)


def test_then_exercises_are_done_once_a_day_before_any_is_left_out() -> None:
    proposed = programme(somebody(minutes=15))
    assert planned(proposed, DRILL).dose.times_per_day == 1
    assert any("has fewer times a day: 1 instead of 2" in note for note in proposed.notes)
    assert not any("is left out" in note for note in proposed.notes)


def test_then_walking_gets_shorter_no_shorter_than_needed() -> None:
    facts = somebody(ACHING, aims=["balance_and_walking"], minutes=16)
    walking = planned(programme(facts), "walking_graded").dose.duration_s
    assert walking is not None
    assert 120 <= walking < 600
    assert programme(facts).minutes_a_day == 16
    assert any("'Graded walking' has fewer minutes" in note for note in programme(facts).notes)


def test_then_the_last_exercise_is_left_out() -> None:
    full, short = programme(somebody()), programme(somebody(minutes=10))
    assert names(short) == names(full)[: len(short.exercises)]
    assert len(short.exercises) < 4
    assert any("is left out" in note for note in short.notes)


def test_what_is_left_out_is_not_said_to_be_shortened_too() -> None:
    short = programme(somebody(minutes=10))
    left_out = {note.split("'")[1] for note in short.notes if "is left out" in note}
    assert left_out
    assert not [note for note in short.notes if "has fewer" in note and note.split("'")[1] in left_out]


def test_the_first_two_exercises_are_never_left_out_and_the_rest_of_the_time_is_said() -> None:
    proposed = programme(somebody(minutes=1))
    assert len(proposed.exercises) == 2
    assert any("more than the 1 there are" in note for note in proposed.notes)


def test_the_review_is_due_after_the_days_of_the_stage() -> None:
    for values, days in ((DISABLED, 7), (ACHING, 14), (SETTLED, 28)):
        facts = somebody(values)
        assert (programme(facts).review_by - facts.assessed_on).days == days


def test_a_home_full_of_equipment_keeps_heavy_days_apart() -> None:
    facts = somebody(STRONG, aims=["return_to_lifting"], equipment=EVERYTHING, mastered=KNOWLEDGE.exercises)
    for one in programme(facts).exercises[1:]:
        assert set(one.days) <= {"mon", "wed", "fri"}
