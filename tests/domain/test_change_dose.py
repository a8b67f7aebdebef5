"""Changing how much of an exercise and on which days."""

from __future__ import annotations

import pytest

from clinic.domain.change import added
from clinic.domain.change_dose import with_dose
from clinic.domain.change_week import in_week
from clinic.domain.dose import seconds_of
from clinic.domain.dose_room import DoseChange
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from tests.domain.changes import proposed, the_new
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, EVERY_EXERCISE, EVERYTHING, STRONG, names, planned, somebody

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)
STURDY = somebody(STRONG, equipment=EVERYTHING, mastered=EVERY_EXERCISE)


def strong_with(*exercises: str) -> tuple[Reach, Programme]:
    """A strong person's programme with these exercises besides."""
    reach, programme = proposed(STURDY)
    for id in exercises:
        programme = programme if id in names(programme) else the_new(added(reach, programme, id))
    return reach, programme


def test_a_dose_within_bounds_is_taken_and_timed() -> None:
    reach, programme = proposed(ACHE)
    dose = planned(the_new(with_dose(reach, programme, "bird_dog", DoseChange(sets=2, hold_s=10))), "bird_dog").dose
    assert (dose.sets, dose.reps, dose.hold_s) == (2, planned(programme, "bird_dog").dose.reps, 10)
    assert dose.seconds == seconds_of(dose, KNOWLEDGE.staging.seconds)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (DoseChange(sets=9), "'Bird-dog' allows 2 to 3 sets, not 9."),
        (DoseChange(reps=0), "'Bird-dog' allows 4 to 10 repetitions, not 0."),
        (DoseChange(hold_s=50), "'Bird-dog' allows a hold of 3 to 10 seconds, not 50."),
        (DoseChange(rpe=5), "'Bird-dog' allows an effort of 1 to 4 of 10, not 5."),
        (DoseChange(times_per_day=3), "'Bird-dog' allows 1 to 2 times a day, not 3."),
        (DoseChange(duration_s=60), "'Bird-dog' has no time to set."),
    ],
)
def test_a_dose_out_of_bounds_is_refused_with_the_bounds(change: DoseChange, says: str) -> None:
    reach, programme = proposed(ACHE)
    changed = with_dose(reach, programme, "bird_dog", change)
    assert (changed.programme, changed.refusals) == (None, (says,))


def test_every_part_that_is_out_of_bounds_is_named() -> None:
    reach, programme = proposed(ACHE)
    assert len(with_dose(reach, programme, "bird_dog", DoseChange(sets=9, reps=99)).refusals) == 2


def test_a_hold_stays_under_the_ceiling_of_a_finding_which_is_named() -> None:
    capped = next(one for one in KNOWLEDGE.conditions.values() if one.dose_limits.max_hold_s and one.action is None)
    most = capped.dose_limits.max_hold_s
    assert most is not None
    reach, programme = proposed(somebody(ACHING, {capped.id: "yes"}, equipment=EVERYTHING))
    held = next(
        one
        for one in KNOWLEDGE.exercises.values()
        if one.recommended and one.dose.bounds.hold_s and one.dose.bounds.hold_s.max > most
    )
    programme = programme if held.id in names(programme) else the_new(added(reach, programme, held.id))
    (refusal,) = with_dose(reach, programme, held.id, DoseChange(hold_s=most + 1)).refusals
    assert capped.label in refusal
    assert with_dose(reach, programme, held.id, DoseChange(hold_s=most)).refusals == ()


def test_effort_stays_under_the_ceiling_of_the_stage_which_is_named() -> None:
    reach, programme = proposed(ACHE)
    programme = the_new(added(reach, programme, "deadlift_barbell"))
    (refusal,) = with_dose(reach, programme, "deadlift_barbell", DoseChange(rpe=6)).refusals
    assert refusal == ("'Barbell deadlift' allows an effort of 1 to 5 of 10 (the stage 'Move with control'), not 6.")


def test_days_are_taken_in_the_order_of_the_week() -> None:
    reach, programme = proposed(ACHE)
    new = planned(the_new(in_week(reach, programme, {"bird_dog": ["sat", "mon", "thu", "tue", "mon"]})), "bird_dog")
    assert new.days == ("mon", "tue", "thu", "sat")
    assert new.dose.days_per_week == 4


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (["mon"], "'Bird-dog' allows 4 to 6 days a week, not 1."),
        ([], "'Bird-dog' needs days of the week, each once, not: none."),
        (["mon", "someday"], "'Bird-dog' needs days of the week, each once, not: mon, someday."),
    ],
)
def test_days_out_of_bounds_are_refused(days: list[str], says: str) -> None:
    reach, programme = proposed(ACHE)
    assert in_week(reach, programme, {"bird_dog": days}).refusals == (says,)


def test_heavy_work_on_two_days_running_is_refused_with_the_rule_and_the_days() -> None:
    reach, programme = strong_with("back_squat")
    (refusal, *_) = in_week(reach, programme, {"back_squat": ["mon", "tue"]}).refusals
    assert refusal == (
        "Work of phase 4 to 5 with high 'Squashing load on the low back' needs 48 hours between its days: "
        "Mon (Barbell deadlift, Bent-over row, Barbell squat) and Tue (Barbell squat) are too near."
    )


def test_sunday_and_monday_are_next_to_each_other() -> None:
    reach, programme = strong_with("back_squat")
    refusals = in_week(reach, programme, {"back_squat": ["mon", "sun"]}).refusals
    assert any("Mon (" in one and "Sun (Barbell squat) are too near" in one for one in refusals)


def test_heavy_work_on_the_day_after_another_heavy_exercise_is_refused_and_names_both() -> None:
    reach, programme = strong_with("back_squat", "deadlift_barbell")
    refusals = in_week(reach, programme, {"back_squat": ["tue"]}).refusals
    assert any("Mon (Barbell deadlift" in one and "Tue (Barbell squat) are too near" in one for one in refusals)


def test_heavy_work_moves_to_other_days_that_lie_apart() -> None:
    reach, programme = strong_with("back_squat")
    heavy = [id for id in names(programme) if KNOWLEDGE.exercises[id].phase >= 4]
    for id in heavy:
        programme = the_new(in_week(reach, programme, {id: ["mon"]}))
    assert planned(the_new(in_week(reach, programme, {heavy[0]: ["mon", "thu"]})), heavy[0]).days == ("mon", "thu")


def test_own_weight_back_extension_is_for_three_days_at_most() -> None:
    reach, programme = proposed(ACHE)
    programme = the_new(added(reach, programme, "sorensen_hold"))
    (refusal, *_) = in_week(reach, programme, {"sorensen_hold": ["mon", "tue", "thu", "sat"]}).refusals
    assert refusal.endswith("is for at most 3 days a week: 'Back hold off a bench' has 4.")
