"""Invented people with a stage, a home and an aim, and the programmes proposed for them: plain builders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from clinic.domain.facts import Answer, Facts, Key
from clinic.domain.outcome import Placement
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.proposal import propose
from clinic.domain.reach import Reach
from clinic.domain.rule import SIDES, Value
from clinic.domain.scales import Reply
from clinic.domain.screening import screen
from tests.domain.people import KNOWLEDGE, person

Values = Mapping[str, Value]

IRRITABLE: Values = {"nprs_back_worst": 8, "odi": 30, "flare_hours": 4}
DISABLED: Values = {"nprs_back_worst": 5, "odi": 50, "flare_hours": 4}
ACHING: Values = {"nprs_back_worst": 5, "odi": 30, "flare_hours": 4}
SETTLED: Values = {
    "nprs_back_worst": 2,
    "odi": 10,
    "plank_s": 45,
    "side_bridge_s left": 40,
    "side_bridge_s right": 40,
    "flare_hours": 1,
    "days_since_flare": 30,
}
STRONG: Values = {
    **SETTLED,
    "sorensen_s": 90,
    "hinge_faults": 0,
    "shoulder_flexion_deg left": 170,
    "shoulder_flexion_deg right": 170,
    "single_leg_stance_s left": 40,
    "single_leg_stance_s right": 40,
}
EVERYTHING = frozenset(KNOWLEDGE.equipment)
EVERY_EXERCISE = frozenset(KNOWLEDGE.exercises)


def somebody(
    values: Values = ACHING,
    answers: Mapping[str, str] | None = None,
    *,
    age: int = 45,
    aims: Iterable[str] = (),
    equipment: frozenset[str] | None = frozenset(),
    mastered: Iterable[str] = (),
    minutes: float | None = None,
) -> Facts:
    """Somebody with these measurements, findings, aims and equipment; everything else was asked and answered no."""
    known = {*KNOWLEDGE.flags, *KNOWLEDGE.conditions, *KNOWLEDGE.questions}
    assert {item.partition(" ")[0] for item in answers or {}} <= known
    return replace(
        person(answers, age=age, values=values),
        aims=tuple(aims),
        equipment=equipment,
        mastered=frozenset(mastered),
        minutes_a_day=minutes,
    )


def placement(facts: Facts) -> Placement:
    """Where somebody was placed."""
    return screen(KNOWLEDGE, facts).placement


def reach(facts: Facts) -> Reach:
    """What is within reach of somebody."""
    return Reach(KNOWLEDGE, facts, screen(KNOWLEDGE, facts))


def programme(facts: Facts) -> Programme:
    """The programme proposed for somebody who may have one."""
    proposed = propose(KNOWLEDGE, facts, screen(KNOWLEDGE, facts))
    assert proposed is not None
    return proposed


def names(proposed: Programme) -> tuple[str, ...]:
    """The ids of the exercises, in the order they are performed."""
    return tuple(one.exercise for one in proposed.exercises)


def planned(proposed: Programme, exercise: str) -> PlannedExercise:
    """One exercise of a programme."""
    return next(one for one in proposed.exercises if one.exercise == exercise)


MILD = [one.id for one in KNOWLEDGE.conditions.values() if one.action is None and not one.window]
CHOSEN_BY_RESULTS = ["aberrant_movements", "slr_deg", "fingertip_floor_cm", "thomas_deg", "single_leg_stance_s"]
STAGE_TESTS = ["plank_s", "side_bridge_s", "sorensen_s", "shoulder_flexion_deg", "flexor_endurance_s"]
SOME_FINDINGS = st.lists(st.sampled_from(MILD), max_size=4, unique=True)
SOME_MASTERED = st.just(frozenset(KNOWLEDGE.exercises)) | st.frozensets(st.sampled_from(sorted(KNOWLEDGE.exercises)))


@st.composite
def people(draw: st.DrawFn) -> Facts:
    """Somebody who mostly may have a programme, with any aims, home, time and mastery."""
    values: dict[Key, Value] = {("nprs_back_worst", ""): draw(st.integers(0, 9)), ("odi", ""): draw(st.integers(0, 60))}
    for name in draw(st.sets(st.sampled_from([*STAGE_TESTS, *CHOSEN_BY_RESULTS]))):
        test = KNOWLEDGE.tests[name]
        low, high = (test.plausible_range.min, test.plausible_range.max) if test.plausible_range else (0, 5)
        for side in SIDES if test.per_side else ("",):
            values[name, side] = draw(st.integers(int(low), int(high)))
    for question, most in (("flare_hours", 30), ("days_since_flare", 60), ("walking_distance_m", 3000)):
        if draw(st.booleans()):
            values[question, ""] = draw(st.integers(0, most))
    if draw(st.booleans()):
        values |= somebody(SETTLED).values
    return replace(
        somebody(age=draw(st.integers(18, 90))),
        answers={(id, ""): Answer(draw(st.sampled_from([Reply.YES, Reply.UNSURE]))) for id in draw(SOME_FINDINGS)},
        values=values,
        aims=tuple(draw(st.lists(st.sampled_from(sorted(KNOWLEDGE.aims)), max_size=3, unique=True))),
        equipment=draw(st.none() | st.frozensets(st.sampled_from(sorted(KNOWLEDGE.equipment)))),
        minutes_a_day=draw(st.none() | st.integers(1, 60)),
        mastered=draw(SOME_MASTERED),
    )


@st.composite
def strong_people(draw: st.DrawFn) -> Facts:
    """Somebody in the last stage with a full gym, who has mastered most exercises: heavy work is due."""
    return somebody(
        STRONG,
        age=draw(st.integers(18, 90)),
        aims=draw(st.lists(st.sampled_from(sorted(KNOWLEDGE.aims)), max_size=3, unique=True)),
        equipment=EVERYTHING,
        mastered=EVERY_EXERCISE - draw(st.frozensets(st.sampled_from(sorted(EVERY_EXERCISE)), max_size=12)),
        minutes=draw(st.none() | st.integers(5, 40)),
    )
