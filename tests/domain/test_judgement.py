"""A programme judged as it stands: what stands against its issue and what is worth knowing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from clinic.domain.change import added, removed
from clinic.domain.change_week import in_week
from clinic.domain.facts import Facts
from clinic.domain.judgement import judged
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.domain.settled import settled
from tests.domain.changes import judge, proposed, the_new
from tests.domain.people import KNOWLEDGE, TODAY
from tests.domain.programmes import ACHING, EVERY_EXERCISE, EVERYTHING, STRONG, names, planned, somebody

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)
STURDY = somebody(STRONG, equipment=EVERYTHING, mastered=EVERY_EXERCISE)
A_DAY = timedelta(days=1)
MORE = ("clam", "bridge_double", "wall_slide", "sit_to_stand", "scapular_setting", "heel_slide")


def ache_with(count: int) -> tuple[Reach, Programme]:
    """A programme of so many exercises."""
    reach, programme = proposed(ACHE)
    for id in MORE[: count - len(programme.exercises)]:
        programme = the_new(added(reach, programme, id))
    assert len(programme.exercises) == count
    return reach, programme


def forged(programme: Programme, exercise: str, /, **fields: Any) -> Programme:
    """A programme in which something was written that no change would write."""
    new = replace(planned(programme, exercise), **fields)
    return replace(programme, exercises=tuple(new if one.exercise == exercise else one for one in programme.exercises))


def test_a_proposed_programme_has_nothing_against_it() -> None:
    judgement = judge(*proposed(ACHE))
    assert judgement.issuable
    assert (judgement.against_issue, judgement.notes, judgement.needs_reason) == ((), (), False)
    assert all(one.clean and not one.not_due and not one.lacking for one in judgement.exercises)


@pytest.mark.parametrize("count", [5, 6])
def test_five_and_six_exercises_bring_a_note(count: int) -> None:
    judgement = judge(*ache_with(count))
    assert judgement.issuable
    assert KNOWLEDGE.staging.exercise_count.adherence_note in judgement.notes


def test_seven_exercises_ask_for_a_reason() -> None:
    reach, programme = ache_with(7)
    assert judge(reach, programme).needs_reason
    assert judge(reach, programme).against_issue == ("7 exercises are many: say why there are so many.",)
    assert judge(reach, programme, reason="He trains every day.").issuable


def test_more_exercises_than_the_stage_has_ask_for_a_reason_too() -> None:
    reach, programme = proposed(somebody({"nprs_back_worst": 5, "odi": 50, "flare_hours": 4}, equipment=EVERYTHING))
    for id in MORE[: 5 - len(programme.exercises)]:
        programme = the_new(added(reach, programme, id))
    assert reach.stage.exercises.max == 4
    assert judge(reach, programme).needs_reason


def test_the_number_a_finding_allows_is_not_exceeded_for_any_reason() -> None:
    capped = next(one for one in KNOWLEDGE.conditions.values() if one.dose_limits.max_exercises)
    reach, programme = proposed(somebody({"nprs_back_worst": 8, "odi": 30, "flare_hours": 30}, equipment=EVERYTHING))
    assert capped.id in reach.screening.findings
    most = capped.dose_limits.max_exercises
    for id in MORE[: (most or 0) + 1 - len(programme.exercises)]:
        programme = the_new(added(reach, programme, id))
    assert (
        f"{capped.label} allows {most} at most." in judge(reach, programme, reason="They ask for it.").against_issue[0]
    )


def test_more_minutes_than_there_are_bring_a_note() -> None:
    reach, programme = proposed(replace(ACHE, minutes_a_day=22))
    assert programme.minutes_a_day == 22
    assert judge(reach, programme).notes == ()
    more = judge(reach, the_new(added(reach, programme, "clam")))
    assert any(note.endswith("minutes on the longest day, more than the 22 there are.") for note in more.notes)
    assert more.issuable


def test_a_programme_without_a_drill_says_so_and_may_be_issued() -> None:
    reach, programme = proposed(ACHE)
    judgement = judge(reach, the_new(removed(reach, programme, "abdominal_brace_standing")))
    assert "No activation drill opens the session." in judgement.notes
    assert judgement.issuable


def test_days_without_the_drill_are_named() -> None:
    reach, programme = proposed(ACHE)
    days = ["mon", "tue", "wed", "fri", "sun"]
    judgement = judge(reach, the_new(in_week(reach, programme, {"bird_dog": days})))
    assert "No drill opens the session on Sun." in judgement.notes


def test_a_second_exercise_of_a_kind_before_every_kind_brings_a_note() -> None:
    reach, programme = proposed(ACHE)
    few = programme
    for id in names(programme)[2:]:
        few = the_new(removed(reach, few, id))
    judgement = judge(reach, the_new(added(reach, few, "prone_hip_extension")))
    assert any("comes before any of" in note for note in judgement.notes)
    assert judgement.issuable


def test_an_exercise_that_is_not_due_says_why_and_may_be_given() -> None:
    reach, programme = proposed(ACHE)
    judgement = judge(reach, the_new(added(reach, programme, "bird_dog_squares")))
    assert "Bird-dog mastered" in judgement.of("bird_dog_squares").not_due
    assert judgement.issuable


def test_equipment_that_is_not_at_home_is_named() -> None:
    reach, programme = proposed(somebody(ACHING, equipment=frozenset()))
    lacking = judge(reach, the_new(added(reach, programme, "row_band"))).of("row_band").lacking
    assert lacking
    assert lacking == reach.lacking(KNOWLEDGE.exercises["row_band"])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"days": ("mon",)}, "allows 4 to 6 days a week, not 1"),
        ({"days": ()}, "needs days of the week"),
        ({"ladder": "gone"}, "no longer where it was in the library"),
        ({"ladder": "squat"}, "no longer where it was in the library"),
        ({"exercise": "gone"}, "no longer where it was in the library"),
        ({"exercise": "hip_hinge_dowel", "ladder": "hinge"}, "is in this programme twice"),
        ({"eases_back_to": "sit_up"}, "was planned for another screening"),
        ({"steps_up_to": ""}, "was planned for another screening"),
        ({"says_patient": ("Faster.",)}, "was planned for another screening"),
        ({"days": ("tue", "mon", "wed", "fri")}, "was planned for another screening"),
        ({"role": "activation"}, "is no drill"),
    ],
)
def test_what_no_change_would_write_is_not_issued(fields: dict[str, Any], says: str) -> None:
    reach, programme = proposed(ACHE)
    judgement = judge(reach, forged(programme, "bird_dog", **fields))
    assert not judgement.issuable
    assert any(says in one for one in judgement.against_issue)


@pytest.mark.parametrize(
    ("part", "value"), [("sets", 9), ("reps", 99), ("hold_s", 60), ("rpe", 9), ("times_per_day", 9), ("tempo", None)]
)
def test_a_dose_that_no_change_would_give_is_not_issued(part: str, value: int | None) -> None:
    reach, programme = proposed(STURDY)
    one = next(one for one in programme.exercises if one.dose.tempo and one.role == "main")
    parts: dict[str, Any] = {part: value}
    assert not judge(reach, forged(programme, one.exercise, dose=replace(one.dose, **parts))).issuable


def test_heavy_days_that_collide_stand_against_the_issue() -> None:
    reach, programme = proposed(STURDY)
    heavy = planned(programme, "deadlift_barbell")
    wrong = forged(programme, heavy.exercise, days=("mon", "tue"), dose=replace(heavy.dose, days_per_week=2))
    assert any("Mon (" in one and "are too near." in one for one in judge(reach, wrong).against_issue)


def test_minutes_that_do_not_fit_the_exercises_are_not_printed() -> None:
    reach, programme = proposed(ACHE)
    assert not judge(reach, replace(programme, minutes_a_day=1)).issuable


def test_a_review_before_the_screening_is_no_review() -> None:
    reach, programme = proposed(ACHE)
    assert not judge(reach, replace(programme, review_by=TODAY - A_DAY)).issuable


def test_an_empty_programme_is_not_issued() -> None:
    reach, _ = proposed(ACHE)
    assert judge(reach, Programme((), 0, TODAY)).against_issue == ("There is no exercise in this programme.",)


def test_a_programme_of_another_screening_is_judged_by_the_present_one() -> None:
    _, old = proposed(STURDY)
    brittle = somebody(ACHING, {"osteoporosis": "yes"}, aims=["general_default"], equipment=EVERYTHING)
    reach, _ = proposed(brittle)
    judgement = judge(reach, old)
    assert judgement.of("deadlift_barbell").outstanding
    assert not judgement.issuable
    assert not judge(reach, settled(reach, old)).issuable


def test_a_screening_made_with_another_knowledge_or_on_another_day_counts_for_nothing() -> None:
    reach, programme = proposed(ACHE)
    other, yesterday = replace(KNOWLEDGE, edition="0" * 64), replace(reach.screening, assessed_on=TODAY - A_DAY)
    assert not judged(other, reach.facts, reach.screening, programme).issuable
    assert not judged(KNOWLEDGE, reach.facts, yesterday, programme).issuable


def test_ladders_that_gave_nothing_stay_in_sight() -> None:
    reach, programme = proposed(somebody(ACHING, {"osteoporosis": "yes"}, aims=["settle_pain", "build_endurance"]))
    assert judge(reach, programme).empty == programme.empty


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (somebody(ACHING, {"rf_saddle_sensation": "yes"}), "No programme while the screening says: emergency."),
        (replace(ACHE, everything_else_no=False), "No programme while the screening says: incomplete."),
    ],
    ids=["referral", "incomplete"],
)
def test_a_screening_that_stands_in_the_way_is_the_first_thing_against_the_issue_of_the_whole(
    facts: Facts, says: str
) -> None:
    _, programme = proposed(ACHE)
    reach, _ = proposed(facts)
    assert judge(reach, programme).against_issue[0] == says
    assert judge(reach, settled(reach, programme)).against_issue[0] == says
