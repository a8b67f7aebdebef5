"""Which condition alone withholds which exercise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.matrix import weightiest, withheld_alone
from clinic.domain.scales import Level
from clinic.domain.screening import screen
from clinic.domain.tally import NEVER
from tests.domain.people import KNOWLEDGE, person

MATRIX = withheld_alone(KNOWLEDGE)
ASKED_ALONE = sorted(
    condition.id
    for condition in KNOWLEDGE.conditions.values()
    if not KNOWLEDGE.readers_of.get(condition.id) and not condition.window and condition.asked_by != "system"
)


@given(st.sampled_from(ASKED_ALONE), st.sampled_from(sorted(KNOWLEDGE.exercises)))
def test_a_cell_holds_what_screening_somebody_with_that_condition_alone_objects(condition: str, exercise: str) -> None:
    withheld = screen(KNOWLEDGE, person({condition: "yes"})).withheld.get(exercise, ())
    alone = tuple(one for one in withheld if one.rule not in (NEVER, "blocked_by_test"))
    assert MATRIX[condition].get(exercise, ()) == alone


def test_every_condition_has_its_column_and_every_objection_is_its_own() -> None:
    assert list(MATRIX) == list(KNOWLEDGE.conditions)
    causes = {(id, one.because) for id, withheld in MATRIX.items() for found in withheld.values() for one in found}
    assert causes == {(id, (id,)) for id in MATRIX if MATRIX[id]}


def test_what_is_recommended_to_nobody_is_no_objection_of_a_condition() -> None:
    rules = {one.rule for withheld in MATRIX.values() for found in withheld.values() for one in found}
    assert rules == {"", "max_phase", "excluded"}


def test_the_weightiest_objection_goes_furthest_over_its_limit() -> None:
    found = MATRIX["radiculopathy_irritable"]["seated_flexion"]
    assert len(found) > 1
    first = weightiest(found)
    assert (first.demand, first.level, first.at_most) == ("trunk_flexion", Level.HIGH, Level.LOW)
