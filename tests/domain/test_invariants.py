"""The invariants of the reasoning as properties: monotone, independent of order, every objection with its reason."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.facts import Answer, Facts
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.limits import caps, limits
from clinic.domain.outcome import Cap, Screening
from clinic.domain.scales import Disposition, Reply
from clinic.domain.screening import screen
from tests.domain.people import ITEMS, KNOWLEDGE, facts, person

K = TypeVar("K")
T = TypeVar("T")
SEVERER = {Reply.NO: (Reply.UNSURE, Reply.YES), Reply.UNSURE: (Reply.YES,)}
KEYED = (
    "demands",
    "derived_demands",
    "exercises",
    "ladders",
    "aims",
    "flags",
    "conditions",
    "combinations",
    "derivations",
    "effects",
    "referrals",
    "questions",
    "dates",
    "tests",
    "measures",
    "groups",
)


@given(facts(), st.sampled_from(ITEMS), st.sampled_from([Reply.NO, Reply.UNSURE]), st.data())
def test_a_severer_answer_never_permits_more(
    someone: Facts, item: Flag | Condition, milder: Reply, data: st.DataObject
) -> None:
    severer = data.draw(st.sampled_from(SEVERER[milder]))
    before = screen(KNOWLEDGE, with_reply(someone, item, milder))
    after = screen(KNOWLEDGE, with_reply(someone, item, severer))
    assert after.disposition >= before.disposition
    assert set(after.permitted) <= set(before.permitted)
    assert set(after.permitted_if_cleared) <= set(before.permitted_if_cleared)
    assert not raised_caps(before, after)


@given(facts(), st.sampled_from([item for item in ITEMS if item.qualifiers]), st.data())
def test_an_unqualified_yes_is_the_severest_answer(someone: Facts, item: Flag | Condition, data: st.DataObject) -> None:
    qualifier = data.draw(st.sampled_from(sorted(item.qualifiers)))
    qualified = replace(someone, answers={**someone.answers, (item.id, ""): Answer(Reply.YES, qualifier)})
    plain = with_reply(someone, item, Reply.YES)
    severest, milder = screen(KNOWLEDGE, plain), screen(KNOWLEDGE, qualified)
    assert severest.disposition >= milder.disposition
    assert set(severest.permitted) <= set(milder.permitted)


@given(facts(), st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order_of_answers_or_files(someone: Facts, order: random.Random) -> None:
    as_given = comparable(screen(KNOWLEDGE, someone))
    mixed = replace(
        someone,
        answers=shuffled(someone.answers, order),
        values=shuffled(someone.values, order),
        dates=shuffled(someone.dates, order),
    )
    assert comparable(screen(shuffled_knowledge(order), mixed)) == as_given


@given(facts())
def test_every_objection_names_its_cause_its_reason_and_a_known_source(someone: Facts) -> None:
    for objections in screen(KNOWLEDGE, someone).withheld.values():
        assert objections
        for objection in objections:
            assert objection.because
            assert objection.reason
            assert objection.sources
            assert set(objection.sources) <= set(KNOWLEDGE.sources)
            assert bool(objection.demand) != bool(objection.rule)


@given(facts())
def test_nothing_is_permitted_while_a_referral_or_an_open_question_stands(someone: Facts) -> None:
    screening = screen(KNOWLEDGE, someone)
    if screening.disposition >= Disposition.INCOMPLETE:
        assert screening.permitted == ()


@given(facts())
def test_what_is_incomplete_says_what_to_ask(someone: Facts) -> None:
    screening = screen(KNOWLEDGE, someone)
    assert (screening.disposition is Disposition.INCOMPLETE) <= bool(screening.missing)
    assert screening.disposition.allows_programme <= (not screening.missing)


@pytest.mark.parametrize("second", KNOWLEDGE.conditions)
@pytest.mark.parametrize("first", ["osteoporosis", "radiculopathy_irritable", "bp_stage2", "spinal_stenosis"])
def test_two_conditions_together_take_the_lower_limit_of_each_demand(first: str, second: str) -> None:
    pair = tuple(KNOWLEDGE.conditions[one] for one in dict.fromkeys((first, second)))
    together = limits(KNOWLEDGE, pair)
    for one in pair:
        alone = limits(KNOWLEDGE, (one,))
        assert set(alone) <= set(together)
        assert all(together[demand].at_most <= alone[demand].at_most for demand in alone)
        assert all(one.id in together[demand].because for demand in alone)
    phases = [one.max_phase for one in pair if one.max_phase is not None]
    assert (caps(pair).phase or Cap(9, ())).at_most == min(phases, default=9)


@pytest.mark.parametrize("condition", KNOWLEDGE.conditions)
def test_walking_stays_permitted_under_every_single_condition(condition: str) -> None:
    screening = screen(KNOWLEDGE, person({condition: "yes"}))
    assert "walking_graded" in screening.permitted_if_cleared
    light = [one for one in screening.permitted_if_cleared if KNOWLEDGE.exercises[one].phase <= 3]
    assert len(light) >= 12


def with_reply(someone: Facts, item: Flag | Condition, reply: Reply) -> Facts:
    return replace(someone, answers={**someone.answers, (item.id, ""): Answer(reply)})


def raised_caps(before: Screening, after: Screening) -> list[str]:
    """The ceilings that rose; none may."""
    return [
        name
        for name in ("phase", "rpe", "hold_s", "exercises")
        if (old := getattr(before.caps, name)) is not None
        and ((new := getattr(after.caps, name)) is None or new.at_most > old.at_most)
    ]


def shuffled(mapping: Mapping[K, T], order: random.Random) -> dict[K, T]:
    keys = list(mapping)
    order.shuffle(keys)
    return {key: mapping[key] for key in keys}


def shuffled_knowledge(order: random.Random) -> Knowledge:
    mixed: dict[str, Any] = {name: shuffled(getattr(KNOWLEDGE, name), order) for name in KEYED}
    return replace(KNOWLEDGE, **mixed)


def comparable(screening: Screening) -> object:
    """Everything of a screening that must not depend on order, with sets where only the listing follows the files."""
    return (
        screening.disposition,
        set(screening.missing),
        set(screening.unsure),
        screening.treat_as,
        {(one.finding, one.action, one.unsure, frozenset(one.because)) for one in screening.reasons},
        set(screening.referrals),
        {one.id: (one.truth, frozenset(one.because), one.sides) for one in screening.standing().values()},
        {one.demand: (one.at_most, frozenset(one.by)) for one in screening.limits.values()},
        {
            one.exercise: frozenset((o.demand, o.rule, frozenset(o.because)) for o in one.objections)
            for one in screening.verdicts
        },
        screening.placement.stage,
        dict(screening.not_due),
    )
