"""Swapping, removing, adding and moving one exercise of a programme."""

from __future__ import annotations

import pytest

from clinic.domain.change import added, moved, removed, swapped
from clinic.domain.change_week import in_week
from clinic.domain.dose import dosed
from clinic.domain.planned import as_dosed
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from tests.domain.changes import judge, proposed, the_new
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, EVERY_EXERCISE, EVERYTHING, STRONG, names, planned, somebody

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)
STURDY = somebody(STRONG, equipment=EVERYTHING, mastered=EVERY_EXERCISE)
BRITTLE = somebody(ACHING, {"osteoporosis": "yes"}, aims=["move_with_control"], equipment=EVERYTHING)
REFERRED = somebody(ACHING, {"rf_saddle_sensation": "yes"})


def ache() -> tuple[Reach, Programme]:
    return proposed(ACHE)


def test_an_easier_rung_takes_the_place_of_the_one_that_was_chosen() -> None:
    reach, programme = ache()
    new = the_new(swapped(reach, programme, "bird_dog", "bird_dog_arm"))
    old_one, new_one = planned(programme, "bird_dog"), planned(new, "bird_dog_arm")
    assert names(new) == tuple("bird_dog_arm" if id == "bird_dog" else id for id in names(programme))
    assert (new_one.aim, new_one.ladder, new_one.role) == (old_one.aim, old_one.ladder, old_one.role)


def test_a_swapped_exercise_has_its_own_dose_neighbours_and_reason() -> None:
    reach, programme = ache()
    new = planned(the_new(swapped(reach, programme, "bird_dog", "bird_dog_arm")), "bird_dog_arm")
    assert (new.steps_up_to, new.eases_back_to) == ("bird_dog_leg", "bird_dog_standing")
    assert new.why == "Chosen by the clinician in place of 'Bird-dog'."
    own = dosed(reach, as_dosed(new).chosen).dose
    assert (new.dose.sets, new.dose.reps, new.dose.hold_s, new.dose.rpe) == (own.sets, own.reps, own.hold_s, own.rpe)


def test_a_swapped_exercise_keeps_the_days_where_they_fit() -> None:
    reach, programme = ache()
    new = the_new(swapped(reach, programme, "bird_dog", "bird_dog_arm"))
    assert planned(new, "bird_dog_arm").days == planned(programme, "bird_dog").days


def test_a_swapped_exercise_gets_days_of_its_own_where_the_old_ones_are_too_many() -> None:
    reach, programme = ache()
    new = planned(the_new(swapped(reach, programme, "bird_dog", "back_extension_prone")), "back_extension_prone")
    assert new.days == ("mon", "wed", "fri")
    assert new.ladder == "back_extension"


def test_what_is_left_alone_stays_as_it_was() -> None:
    reach, programme = ache()
    new = the_new(swapped(reach, programme, "bird_dog", "bird_dog_arm"))
    for one in programme.exercises:
        if one.exercise != "bird_dog":
            assert planned(new, one.exercise) == one


def test_the_sheet_says_with_a_swapped_exercise_what_its_findings_ask_for() -> None:
    reach, programme = proposed(somebody(ACHING, {"disc_herniation_no_radiculopathy": "yes"}, equipment=EVERYTHING))
    new = the_new(added(reach, programme, "cat_camel"))
    assert planned(new, "cat_camel").says_patient == ("Not in the first hour after getting up.",)


def test_minutes_are_counted_anew() -> None:
    reach, programme = ache()
    new = the_new(removed(reach, programme, "bird_dog"))
    assert new.minutes_a_day < programme.minutes_a_day


def test_a_drill_is_swapped_for_another_drill_that_opens_the_session() -> None:
    reach, programme = ache()
    new = the_new(swapped(reach, programme, "abdominal_brace_standing", "breathing_seated"))
    assert new.exercises[0].exercise == "breathing_seated"
    assert new.exercises[0].role == "activation"


def test_an_added_exercise_comes_last_with_the_ladder_of_the_first_aim_that_has_it() -> None:
    reach, programme = ache()
    new = the_new(added(reach, programme, "clam")).exercises[-1]
    assert (new.exercise, new.aim, new.role) == ("clam", "move_with_control", "main")
    assert new.ladder in reach.aim_stage("move_with_control").ladders
    assert new.why == "Chosen by the clinician."


def test_a_drill_that_is_added_where_none_opens_opens_the_session_on_every_day() -> None:
    reach, programme = ache()
    bare = the_new(removed(reach, programme, "abdominal_brace_standing"))
    new = the_new(added(reach, bare, "breathing_seated"))
    assert (new.exercises[0].exercise, new.exercises[0].role) == ("breathing_seated", "activation")
    assert all(set(one.days) <= set(new.exercises[0].days) for one in new.exercises[1:])


def test_a_drill_that_is_added_where_one_opens_is_an_exercise_like_any_other() -> None:
    reach, programme = ache()
    new = the_new(added(reach, programme, "glute_set")).exercises[-1]
    assert (new.exercise, new.role) == ("glute_set", "main")


def test_heavy_work_that_is_added_joins_the_heavy_days_there_are() -> None:
    reach, programme = proposed(STURDY)
    heavy = [id for id in ("deadlift_barbell", "back_squat", "suitcase_carry") if id not in names(programme)]
    for id in heavy:
        programme = the_new(added(reach, programme, id))
    assert judge(reach, programme, reason="They belong together.").against_issue == ()
    assert set(planned(programme, heavy[-1]).days) <= {"mon", "wed", "fri"}


def test_heavy_work_does_not_keep_days_that_lie_next_to_the_heavy_days_there_are() -> None:
    reach, programme = proposed(STURDY)
    programme = the_new(
        in_week(reach, the_new(added(reach, programme, "goblet_squat")), {"goblet_squat": ["tue", "thu"]})
    )
    assert planned(programme, "deadlift_barbell").days == ("mon", "fri")
    new = the_new(swapped(reach, programme, "goblet_squat", "back_squat"))
    assert planned(new, "back_squat").days == ("mon", "fri")
    assert judge(reach, new).issuable


def test_a_withheld_exercise_may_be_added_and_waits() -> None:
    reach, programme = proposed(BRITTLE)
    new = the_new(added(reach, programme, "sorensen_hold"))
    assert not judge(reach, new).issuable
    assert judge(reach, programme).issuable


@pytest.mark.parametrize(
    ("exercise", "says"),
    [
        ("sit_up", "'Full sit-up' is not recommended for anyone: bending the back"),
        ("bird_dog", "'Bird-dog' is in this programme already."),
        ("birddog", "No exercise of the library is called 'birddog'."),
    ],
)
def test_what_may_not_even_wait_is_refused(exercise: str, says: str) -> None:
    reach, programme = ache()
    for changed in (added(reach, programme, exercise), swapped(reach, programme, "hip_hinge_dowel", exercise)):
        assert changed.programme is None
        assert changed.refusals[0].startswith(says)


def test_an_exercise_that_is_not_there_cannot_be_removed() -> None:
    reach, programme = ache()
    assert removed(reach, programme, "plank").refusals == ("'Plank' is not in this programme.",)


def test_nothing_is_changed_under_a_referral() -> None:
    _, programme = ache()
    reach, _ = proposed(REFERRED)
    for changed in (added(reach, programme, "clam"), removed(reach, programme, "bird_dog")):
        assert changed.refusals == ("No programme while the screening says: emergency.",)


def test_an_exercise_moves_one_place_at_a_time() -> None:
    _, programme = ache()
    drill, first, second, third = names(programme)
    assert names(the_new(moved(programme, first, "down"))) == (drill, second, first, third)
    assert names(the_new(moved(programme, third, "up"))) == (drill, first, third, second)


@pytest.mark.parametrize(("place", "direction"), [(0, "down"), (1, "up")])
def test_nothing_moves_before_the_drill(place: int, direction: str) -> None:
    _, programme = ache()
    changed = moved(programme, names(programme)[place], "up" if direction == "up" else "down")
    assert changed.refusals == ("The drill opens every session: it stays first.",)


def test_the_last_exercise_moves_no_further() -> None:
    _, programme = ache()
    assert moved(programme, names(programme)[-1], "down").refusals == ("It is the last exercise already.",)


def test_what_a_test_result_said_stays_when_something_else_changes() -> None:
    stiff = somebody({**ACHING, "fingertip_floor_cm": 40}, equipment=EVERYTHING)
    reach, programme = proposed(stiff)
    said = KNOWLEDGE.effects["mobility_priority"].says_clinician
    assert said in programme.notes
    assert said in the_new(added(reach, programme, "clam")).notes
