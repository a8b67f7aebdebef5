"""Changing the days of several exercises at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.change import added
from clinic.domain.change_week import in_week
from clinic.domain.judgement import judged
from clinic.domain.programme import DAYS, Programme
from clinic.domain.reach import Reach
from tests.domain.changes import proposed, the_new
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import EVERY_EXERCISE, EVERYTHING, STRONG, names, planned, somebody

STURDY = somebody(STRONG, equipment=EVERYTHING, mastered=EVERY_EXERCISE)


def heavy_on_monday_and_thursday() -> tuple[Reach, Programme, list[str]]:
    """A strong person whose two or more heavy exercises fall on the same two days."""
    reach, programme = proposed(STURDY)
    programme = programme if "back_squat" in names(programme) else the_new(added(reach, programme, "back_squat"))
    heavy = [id for id in names(programme) if KNOWLEDGE.exercises[id].phase >= 4]
    return reach, the_new(in_week(reach, programme, dict.fromkeys(heavy, ("mon", "thu")))), heavy


def test_heavy_exercises_move_together_where_one_alone_could_not() -> None:
    reach, programme, heavy = heavy_on_monday_and_thursday()
    assert all(in_week(reach, programme, {one: ["tue", "fri"]}).programme is None for one in ("back_squat",))
    moved = the_new(in_week(reach, programme, {key: ["fri", "tue"] for key in heavy}))
    assert {planned(moved, one).days for one in heavy} == {("tue", "fri")}


def test_heavy_days_that_lie_too_near_are_refused_with_both_days() -> None:
    reach, programme, heavy = heavy_on_monday_and_thursday()
    changed = in_week(reach, programme, {key: ["mon", "tue"] for key in heavy})
    assert changed.programme is None
    assert any("48 hours" in one and "Mon (" in one and "Tue (" in one for one in changed.refusals)


def test_an_exercise_that_is_not_named_keeps_its_days() -> None:
    reach, programme, heavy = heavy_on_monday_and_thursday()
    moved = the_new(in_week(reach, programme, {key: ["tue", "fri"] for key in heavy}))
    others = [id for id in names(programme) if id not in heavy]
    assert [planned(moved, id).days for id in others] == [planned(programme, id).days for id in others]


@pytest.mark.parametrize("days", [[], ["someday"]])
def test_days_that_are_none_are_refused(days: list[str]) -> None:
    reach, programme, heavy = heavy_on_monday_and_thursday()
    assert in_week(reach, programme, {heavy[0]: days}).programme is None


def test_an_exercise_of_another_programme_is_refused() -> None:
    reach, programme, _ = heavy_on_monday_and_thursday()
    stranger = next(id for id in KNOWLEDGE.exercises if id not in names(programme))
    assert in_week(reach, programme, {stranger: ["mon"]}).programme is None


@given(st.lists(st.lists(st.sampled_from(DAYS), max_size=7), min_size=4, max_size=8))
def test_a_week_that_is_taken_has_no_collision_and_no_problem(weeks: list[list[str]]) -> None:
    reach, programme = proposed(STURDY)
    changed = in_week(reach, programme, dict(zip(names(programme), weeks, strict=False)))
    if changed.programme is None:
        assert changed.refusals
    else:
        assert judged(reach.knowledge, reach.facts, reach.screening, changed.programme).against_issue == ()
