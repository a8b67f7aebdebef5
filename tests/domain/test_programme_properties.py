"""What holds in every proposed programme, over people of every kind."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.choice import choose, places
from clinic.domain.dose import seconds_of
from clinic.domain.facts import Facts, Key
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Bounds, Span
from clinic.domain.programme import DAYS, PlannedExercise, Programme
from clinic.domain.proposal import propose
from clinic.domain.reach import Reach
from clinic.domain.scales import Level
from clinic.domain.screening import screen
from clinic.domain.verdicts import level_of
from tests.domain.people import KNOWLEDGE, TODAY
from tests.domain.programmes import people, strong_people

V = TypeVar("V")


def proposed(facts: Facts, knowledge: Knowledge = KNOWLEDGE) -> Programme:
    """The programme, or one without exercises where none is allowed."""
    return propose(knowledge, facts, screen(knowledge, facts)) or Programme((), 0, TODAY)


def bounds_of(one: PlannedExercise) -> Bounds:
    return KNOWLEDGE.exercises[one.exercise].dose.bounds


def within(value: float, span: Span) -> bool:
    return span.min <= value <= span.max


@given(people() | strong_people())
def test_every_exercise_is_permitted_due_and_has_its_equipment_at_home(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    home = {one.id for one in KNOWLEDGE.equipment.values() if one.home} | (facts.equipment or frozenset())
    for one in proposed(facts).exercises:
        assert one.exercise in screening.permitted
        assert one.exercise not in screening.not_due
        assert all(home & set(options) for options in KNOWLEDGE.exercises[one.exercise].needs_equipment)
        assert {one.steps_up_to, one.eases_back_to} <= {*screening.permitted, ""}


@given(people())
def test_there_is_a_programme_exactly_when_the_disposition_allows_one(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    assert (propose(KNOWLEDGE, facts, screening) is not None) == screening.disposition.allows_programme


def shuffled(mapping: Mapping[Key, V], order: random.Random) -> dict[Key, V]:
    return dict(order.sample(sorted(mapping.items(), key=str), len(mapping)))


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_measurements_changes_nothing(facts: Facts, order: random.Random) -> None:
    turned = replace(facts, answers=shuffled(facts.answers, order), values=shuffled(facts.values, order))
    assert proposed(turned) == proposed(facts)


@given(people() | strong_people())
def test_one_drill_opens_and_no_exercise_stands_twice(facts: Facts) -> None:
    exercises = proposed(facts).exercises
    roles = [one.role for one in exercises]
    assert roles.count("activation") == (1 if exercises else 0)
    assert roles[:1] in ([], ["activation"])
    assert all(one.exercise in KNOWLEDGE.activation.drills for one in exercises if one.role == "activation")
    assert len({one.exercise for one in exercises}) == len(exercises)


@given(people())
def test_there_are_no_more_exercises_than_the_rules_propose(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    irritable = screening.placement.irritability == "irritability_high"
    exercises = proposed(facts).exercises
    assert len(exercises) <= (3 if irritable else 4)
    assert screening.caps.exercises is None or len(exercises) <= screening.caps.exercises.at_most


@given(people() | strong_people())
def test_loaded_work_with_high_compression_lies_48_hours_apart(facts: Facts) -> None:
    heavy = [one for one in proposed(facts).exercises if is_compressing(one)]
    loaded = {day for one in heavy if KNOWLEDGE.exercises[one.exercise].phase >= 4 for day in one.days}
    assert not next_to_each_other(loaded)
    for one in heavy:
        assert len(one.days) <= 3
        assert not next_to_each_other(set(one.days))


def is_compressing(one: PlannedExercise) -> bool:
    return level_of(KNOWLEDGE, KNOWLEDGE.exercises[one.exercise], "axial_compression") is Level.HIGH


def next_to_each_other(days: set[str]) -> bool:
    """Whether two days follow each other, the week beginning again after Sunday."""
    places = {DAYS.index(day) for day in days}
    return any((place + 1) % len(DAYS) in places for place in places)


@given(people() | strong_people())
def test_no_day_goes_without_the_drill(facts: Facts) -> None:
    exercises = proposed(facts).exercises
    for one in exercises[1:]:
        assert set(one.days) <= set(exercises[0].days)


@given(people() | strong_people())
def test_the_dose_lies_within_the_exercises_bounds(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    for one in proposed(facts).exercises:
        bounds, dose = bounds_of(one), one.dose
        assert within(dose.sets, bounds.sets)
        assert within(dose.reps, bounds.reps)
        assert dose.days_per_week == len(one.days)
        assert within(len(one.days), bounds.days_per_week)
        assert bounds.duration_s is None or within(dose.duration_s or 0, bounds.duration_s)
        assert bounds.hold_s is None or within(dose.hold_s or 0, bounds.hold_s)
        cap = screening.caps.hold_s
        assert cap is None or dose.hold_s is None or dose.hold_s <= cap.at_most


@given(people())
def test_effort_stays_under_every_ceiling(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    stage = KNOWLEDGE.staging.stage(screening.placement.stage)
    for one in proposed(facts).exercises:
        exercise = KNOWLEDGE.exercises[one.exercise]
        assert one.dose.rpe <= min(exercise.dose.rpe_max, stage.max_rpe)
        assert screening.caps.rpe is None or one.dose.rpe <= screening.caps.rpe.at_most
        assert exercise.phase <= stage.max_phase


@given(people())
def test_seconds_follow_the_formula_and_minutes_are_the_longest_day(facts: Facts) -> None:
    programme = proposed(facts)
    longest = 0
    for day in DAYS:
        on_day = [one.dose for one in programme.exercises if day in one.days]
        longest = max(longest, sum(dose.seconds * dose.times_per_day for dose in on_day))
    assert programme.minutes_a_day == -(-longest // 60)
    for one in programme.exercises:
        assert one.dose.seconds == seconds_of(one.dose, KNOWLEDGE.staging.seconds)


@given(people() | strong_people())
def test_minutes_a_day_are_kept_or_it_is_said_that_they_are_not(facts: Facts) -> None:
    programme = proposed(facts)
    if facts.minutes_a_day is None or programme.minutes_a_day <= facts.minutes_a_day:
        return
    assert len(programme.exercises) <= 2
    assert any("minutes a day, more than" in note for note in programme.notes)


@given(people() | strong_people(), st.integers(2, 9))
def test_no_second_exercise_of_a_kind_comes_before_every_kind_of_its_aim(facts: Facts, wanted: int) -> None:
    screening = screen(KNOWLEDGE, facts)
    if not screening.disposition.allows_programme:
        return
    reach = Reach(KNOWLEDGE, facts, screening)
    chosen = choose(reach, wanted)
    seen: list[str] = []
    for one in chosen.exercises[1:]:
        kind = KNOWLEDGE.ladders[one.ladder].kind
        if kind in seen:
            before = {other.exercise for other in chosen.exercises[: chosen.exercises.index(one)]}
            for must in reach.aim_stage(one.aim).must_serve:
                assert must in seen or not offers_more(reach, one.aim, must, before)
        seen.append(kind)


def offers_more(reach: Reach, aim: str, kind: str, taken: set[str]) -> bool:
    """Whether a ladder of the aim and kind has a rung within reach, and none of its rungs within reach is taken."""
    ladders = [KNOWLEDGE.ladders[id] for id in reach.aim_stage(aim).ladders]
    rungs = {
        rung
        for one in ladders
        if one.kind == kind and reach.is_open(one)
        for rung in one.rungs
        if reach.can_choose(rung)
    }
    return bool(rungs) and not rungs & taken


@given(people() | strong_people())
def test_two_pulls_in_a_row_go_different_ways(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    if screening.disposition.allows_programme:
        ladders = [KNOWLEDGE.ladders[one.ladder] for one in choose(Reach(KNOWLEDGE, facts, screening), 9).exercises[1:]]
        pulls = [ladder.pull for ladder in ladders if ladder.kind == "pull"]
        assert all(pull != pulls[place + 1] for place, pull in enumerate(pulls[:-1]))


@given(people())
def test_a_programme_is_full_unless_it_says_why_not(facts: Facts) -> None:
    screening = screen(KNOWLEDGE, facts)
    programme = proposed(facts)
    if programme.exercises and len(programme.exercises) < places(Reach(KNOWLEDGE, facts, screening)):
        assert any("within reach" in note or "is left out" in note for note in programme.notes)


@given(people())
def test_every_exercise_says_why_and_stands_on_the_ladder_it_names(facts: Facts) -> None:
    for one in proposed(facts).exercises:
        assert one.why.endswith(".")
        assert one.exercise in KNOWLEDGE.ladders[one.ladder].rungs
        assert one.aim in KNOWLEDGE.aims


@given(people())
def test_the_review_date_lies_within_four_weeks(facts: Facts) -> None:
    programme = proposed(facts)
    assert timedelta() <= programme.review_by - facts.assessed_on <= timedelta(days=28)
