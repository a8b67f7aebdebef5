"""What holds after any sequence of changes to the programme of anybody."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.carry import applied_template, carried_forward, template_of
from clinic.domain.change import added
from clinic.domain.facts import Facts
from clinic.domain.override import Override
from clinic.domain.programme import DAYS, Programme
from clinic.domain.reach import Reach
from clinic.domain.scales import Level
from clinic.domain.settled import settled
from clinic.domain.verdicts import level_of
from clinic.exchange.programme_file import programme_case, read_programme
from tests.domain import people as anybody
from tests.domain.changes import SEQUENCES, Act, after, every_override, judge, proposed
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import people, strong_people

Sequence = list[tuple[int, Act]]
REASON = st.sampled_from(["", "Two are left over from the last programme."])


def with_wishes(reach: Reach, programme: Programme, wishes: list[int]) -> Programme:
    """The programme with some withheld exercises that somebody would like to give all the same."""
    withheld = [id for id in sorted(reach.withheld) if KNOWLEDGE.exercises[id].recommended]
    for wish in wishes if withheld else ():
        programme = added(reach, programme, withheld[wish % len(withheld)]).programme or programme
    return programme


def some_overrides(reach: Reach, programme: Programme, left_out: frozenset[int]) -> tuple[Override, ...]:
    """The overrides of the withheld exercises of a programme but for those that have these places."""
    every = (override for one in programme.exercises for override in every_override(reach, one.exercise))
    return tuple(override for place, override in enumerate(every) if place not in left_out)


PLACES = st.frozensets(st.integers(0, 6), max_size=3)
WISHES = st.lists(st.integers(0, 106), max_size=2)


@given(people() | strong_people(), SEQUENCES, REASON)
def test_a_changed_programme_is_judged_as_one_that_was_written_down_and_read_again(
    facts: Facts, sequence: Sequence, reason: str
) -> None:
    reach, programme = proposed(facts)
    changed = after(reach, programme, sequence)
    read = read_programme(json.loads(json.dumps(programme_case(changed))), KNOWLEDGE)
    anew = Reach(KNOWLEDGE, facts, reach.screening)
    assert judge(anew, read, reason=reason) == judge(reach, changed, reason=reason)


@given(people() | strong_people(), SEQUENCES)
def test_nothing_in_a_changed_programme_is_out_of_date(facts: Facts, sequence: Sequence) -> None:
    reach, programme = proposed(facts)
    changed = after(reach, programme, sequence)
    anew = settled(reach, changed)
    assert replace(anew, notes=()) == replace(changed, notes=())
    assert settled(reach, anew) == anew


@given(people() | strong_people())
def test_a_proposed_programme_may_be_issued_as_it_is(facts: Facts) -> None:
    reach, programme = proposed(facts)
    if programme.exercises:
        assert judge(reach, programme).against_issue == ()


@given(people() | strong_people(), SEQUENCES, WISHES, PLACES)
def test_an_issuable_programme_holds_only_what_is_permitted_or_overridden_for_each_objection(
    facts: Facts, sequence: Sequence, wishes: list[int], left_out: frozenset[int]
) -> None:
    reach, programme = proposed(facts)
    changed = with_wishes(reach, after(reach, programme, sequence), wishes)
    overrides = some_overrides(reach, changed, left_out)
    judgement = judge(reach, changed, overrides, "They belong together.")
    keys = {(one.exercise, one.objection) for one in overrides}
    for one in changed.exercises if judgement.issuable else ():
        answers = {(one.exercise, mine.objection) for mine in every_override(reach, one.exercise)}
        assert one.exercise in reach.permitted or (answers and answers <= keys)
        assert KNOWLEDGE.exercises[one.exercise].recommended
        assert not one.eases_back_to or one.eases_back_to in reach.permitted


@given(anybody.facts(), strong_people(), SEQUENCES, PLACES)
def test_nothing_is_issuable_under_a_referral_or_an_incomplete_screening(
    facts: Facts, before: Facts, sequence: Sequence, left_out: frozenset[int]
) -> None:
    changed = after(*proposed(before), sequence)
    reach, _ = proposed(facts)
    if reach.screening.disposition.allows_programme:
        return
    overrides = some_overrides(reach, changed, left_out)
    judgement = judge(reach, changed, overrides, "They belong together.")
    assert not judgement.issuable
    assert all(not one.overridden for one in judgement.exercises)
    assert after(reach, Programme((), 0, facts.assessed_on), sequence).exercises == ()


@given(people() | strong_people(), SEQUENCES)
def test_a_refused_change_says_why_and_gives_no_programme(facts: Facts, sequence: Sequence) -> None:
    reach, programme = proposed(facts)
    for place, act in sequence:
        ones = programme.exercises
        if ones:
            before = json.dumps(programme_case(programme))
            changed = act(reach, programme, ones[place % len(ones)].exercise)
            assert (changed.programme is None) == bool(changed.refusals)
            assert json.dumps(programme_case(programme)) == before
            programme = changed.programme or programme


@given(strong_people(), SEQUENCES, PLACES)
def test_days_keep_48_hours_between_heavy_work_wherever_a_programme_may_be_issued(
    facts: Facts, sequence: Sequence, left_out: frozenset[int]
) -> None:
    reach, programme = proposed(facts)
    changed = after(reach, programme, sequence)
    if judge(reach, changed, some_overrides(reach, changed, left_out), "They belong together.").issuable:
        heavy = [one for one in changed.exercises if is_heavy(one.exercise)]
        loaded = {DAYS.index(day) for one in heavy for day in one.days}
        assert all(2 <= second - first <= 5 for first, second in combinations(sorted(loaded), 2))


def is_heavy(exercise: str) -> bool:
    known = KNOWLEDGE.exercises[exercise]
    return known.phase >= 4 and level_of(KNOWLEDGE, known, "axial_compression") is Level.HIGH


@given(people() | strong_people(), SEQUENCES)
def test_changes_alone_never_bring_two_heavy_days_too_near(facts: Facts, sequence: Sequence) -> None:
    reach, programme = proposed(facts)
    against = judge(reach, after(reach, programme, sequence)).against_issue
    assert not any("too near" in one for one in against)


@given(people() | strong_people(), SEQUENCES)
def test_the_drill_stays_first_and_no_exercise_stands_twice(facts: Facts, sequence: Sequence) -> None:
    ones = after(*proposed(facts), sequence).exercises
    assert all(one.role == "main" for one in ones[1:])
    assert len({one.exercise for one in ones}) == len(ones)


@given(people() | strong_people(), SEQUENCES)
def test_a_changed_programme_survives_being_written_down(facts: Facts, sequence: Sequence) -> None:
    changed = after(*proposed(facts), sequence)
    assert read_programme(json.loads(json.dumps(programme_case(changed))), KNOWLEDGE) == changed


@given(strong_people(), SEQUENCES, people())
def test_what_is_carried_forward_holds_only_permitted_exercises_and_has_no_problem(
    before: Facts, sequence: Sequence, facts: Facts
) -> None:
    old = after(*proposed(before), sequence)
    reach, _ = proposed(facts)
    for changed in (carried_forward(reach, old), applied_template(reach, template_of(old))):
        if changed.programme is None:
            assert changed.refusals
            continue
        judgement = judge(reach, changed.programme, reason="They belong together.")
        assert all(one.clean for one in judgement.exercises)
        assert {one.exercise for one in changed.programme.exercises} <= reach.permitted
        assert not any("too near" in one for one in judgement.against_issue)


@given(people() | strong_people())
def test_a_programme_carried_into_the_same_screening_stays_as_it_is(facts: Facts) -> None:
    reach, programme = proposed(facts)
    if programme.exercises:
        carried = carried_forward(reach, programme)
        assert carried.programme is not None
        assert carried.notes == ()
        for new, old in zip(carried.programme.exercises, programme.exercises, strict=True):
            assert (new.exercise, new.dose, new.days) == (old.exercise, old.dose, old.days)
