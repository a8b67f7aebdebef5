"""Changes to programmes: a hypothesis strategy over every act a clinician has, and a way to make one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from hypothesis import strategies as st

from clinic.domain.change import Changed, Direction, added, moved, removed, swapped
from clinic.domain.change_dose import with_dose
from clinic.domain.change_week import in_week
from clinic.domain.dose_room import DoseChange
from clinic.domain.facts import Facts
from clinic.domain.judgement import Judgement, judged
from clinic.domain.override import Override, objection_key
from clinic.domain.programme import DAYS, Programme
from clinic.domain.proposal import propose
from clinic.domain.reach import Reach
from clinic.domain.screening import screen
from tests.domain.people import KNOWLEDGE, TODAY

Act: TypeAlias = Callable[[Reach, Programme, str], Changed]
"""A change to the exercise with this id."""

EXERCISES = st.sampled_from(sorted(KNOWLEDGE.exercises))
WAYS: tuple[Direction, ...] = ("up", "down")
SMALL = st.none() | st.integers(0, 20)
REASON = "Agreed with the surgeon on the telephone."


def _dose_changes() -> st.SearchStrategy[DoseChange]:
    return st.builds(DoseChange, SMALL, SMALL, SMALL, st.none() | st.integers(0, 900), SMALL, SMALL)


def acts() -> st.SearchStrategy[Act]:
    """Any one change, sensible or not."""
    return st.one_of(
        EXERCISES.map(lambda other: lambda reach, programme, one: swapped(reach, programme, one, other)),
        EXERCISES.map(lambda other: lambda reach, programme, _: added(reach, programme, other)),
        st.just(removed),
        _dose_changes().map(lambda dose: lambda reach, programme, one: with_dose(reach, programme, one, dose)),
        st.sets(st.sampled_from(DAYS)).map(
            lambda days: lambda reach, programme, one: in_week(reach, programme, {one: days})
        ),
        st.sampled_from(WAYS).map(lambda way: lambda _, programme, one: moved(programme, one, way)),
    )


SEQUENCES = st.lists(st.tuples(st.integers(0, 9), acts()), max_size=6)


def proposed(facts: Facts) -> tuple[Reach, Programme]:
    """What is within reach of somebody, and the programme proposed; one without exercises where none is allowed."""
    reach = Reach(KNOWLEDGE, facts, screen(KNOWLEDGE, facts))
    return reach, propose(KNOWLEDGE, facts, reach.screening) or Programme((), 0, TODAY)


def after(reach: Reach, programme: Programme, sequence: Iterable[tuple[int, Act]]) -> Programme:
    """The programme after these changes, those that are refused left out."""
    for place, act in sequence:
        ones = programme.exercises
        programme = act(reach, programme, ones[place % len(ones)].exercise if ones else "plank").programme or programme
    return programme


def judge(reach: Reach, programme: Programme, overrides: Iterable[Override] = (), reason: str = "") -> Judgement:
    """The judgement on a programme of one person."""
    return judged(KNOWLEDGE, reach.facts, reach.screening, programme, overrides, count_reason=reason)


def every_override(reach: Reach, exercise: str, why: str = REASON) -> tuple[Override, ...]:
    """An override for each objection to one exercise."""
    return tuple(
        Override(exercise, objection_key(objection), why, "Dr Ito", TODAY)
        for objection in reach.withheld.get(exercise, ())
    )


def the_new(changed: Changed) -> Programme:
    """The programme of a change that was made."""
    assert changed.refusals == ()
    assert changed.programme is not None
    return changed.programme
