"""Levels of demands with their sentences."""

from __future__ import annotations

from clinic.domain.demand_words import rated, ratings
from clinic.domain.scales import Level
from clinic.domain.verdicts import level_of
from tests.domain.people import KNOWLEDGE


def test_a_level_comes_with_its_own_sentence() -> None:
    anchors = KNOWLEDGE.demands["trunk_flexion"].anchors
    said = {level: rated(KNOWLEDGE, "trunk_flexion", level).sentence for level in Level}
    assert said == {
        Level.NONE: anchors.none,
        Level.LOW: anchors.low,
        Level.MODERATE: anchors.moderate,
        Level.HIGH: anchors.high,
    }


def test_a_derived_demand_says_what_it_is_derived_from() -> None:
    found = rated(KNOWLEDGE, "loaded_rotation", Level.LOW)
    assert found.derived
    assert (
        found.sentence == "from twisting the spine and squashing load on the low back or resisting side-bend or twist"
    )


def test_every_demand_of_every_exercise_is_rated_once() -> None:
    for exercise in KNOWLEDGE.exercises.values():
        found = {one.demand: one.level for one in ratings(KNOWLEDGE, exercise)}
        assert list(found) == [*KNOWLEDGE.demands, *KNOWLEDGE.derived_demands]
        assert all(level == level_of(KNOWLEDGE, exercise, demand) for demand, level in found.items())
