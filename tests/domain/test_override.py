"""Overrides: one per objection, with a reason, and only for the objection as it stood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.change import added
from clinic.domain.facts import Facts
from clinic.domain.outcome import Objection
from clinic.domain.override import against_override, answering, objection_key, outstanding
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.reach import Reach
from clinic.domain.scales import Level
from tests.domain.changes import REASON, every_override, judge, proposed, the_new
from tests.domain.people import TODAY
from tests.domain.programmes import ACHING, EVERYTHING, somebody

BRITTLE = somebody(ACHING, {"osteoporosis": "yes"}, equipment=EVERYTHING)
IRRITABLE_ROOT = somebody(ACHING, {"radiculopathy_irritable": "yes", "osteoporosis": "yes"}, equipment=EVERYTHING)
OVER = Objection(("a", "b"), ("book",), "too much", demand="shear", level=Level.HIGH, at_most=Level.LOW)
RULE = Objection(("slump",), ("book",), "the test says no", rule="blocked_by_test")


def brittle_with(exercise: str) -> tuple[Reach, Programme]:
    reach, programme = proposed(BRITTLE)
    return reach, the_new(added(reach, programme, exercise))


def test_a_withheld_exercise_is_issuable_once_its_objection_is_overridden() -> None:
    reach, programme = brittle_with("sorensen_hold")
    (gap,) = outstanding(reach.screening, programme)
    assert (gap.exercise, gap.never) == ("sorensen_hold", "")
    overrides = every_override(reach, "sorensen_hold")
    assert judge(reach, programme, overrides).issuable
    assert judge(reach, programme, overrides).of("sorensen_hold").overridden == ((gap.objection, overrides[0]),)


def test_every_objection_needs_an_override_of_its_own() -> None:
    reach, programme = proposed(IRRITABLE_ROOT)
    programme = the_new(added(reach, programme, "sorensen_hold"))
    overrides = every_override(reach, "sorensen_hold")
    assert len(overrides) > 1
    for left_out in overrides:
        rest = tuple(one for one in overrides if one is not left_out)
        (gap,) = outstanding(reach.screening, programme, rest)
        assert objection_key(gap.objection) == left_out.objection
        assert not judge(reach, programme, rest).issuable
    assert outstanding(reach.screening, programme, overrides) == ()


def test_an_override_of_one_exercise_answers_for_no_other() -> None:
    reach, programme = brittle_with("sorensen_hold")
    elsewhere = tuple(replace(one, exercise="deadlift_barbell") for one in every_override(reach, "sorensen_hold"))
    assert len(outstanding(reach.screening, programme, elsewhere)) == 1


def test_an_override_no_longer_fits_when_a_new_cause_joins() -> None:
    reach, programme = brittle_with("sorensen_hold")
    overrides = every_override(reach, "sorensen_hold")
    worse, _ = proposed(IRRITABLE_ROOT)
    assert outstanding(worse.screening, programme, overrides) != ()
    assert not judge(worse, programme, overrides).issuable


@pytest.mark.parametrize(
    "other",
    [
        replace(OVER, because=("a",)),
        replace(OVER, because=("a", "b", "c")),
        replace(OVER, at_most=Level.NONE),
        replace(OVER, level=Level.MODERATE),
        replace(OVER, demand="axial_compression"),
    ],
    ids=["a cause less", "a cause more", "a stricter limit", "another level", "another demand"],
)
def test_other_grounds_have_another_key(other: Objection) -> None:
    assert objection_key(other) != objection_key(OVER)


def test_the_same_grounds_in_another_order_have_the_same_key() -> None:
    assert objection_key(replace(OVER, because=("b", "a"), sources=(), reason="put otherwise")) == objection_key(OVER)


def test_a_rule_that_objects_on_other_grounds_has_another_key() -> None:
    assert objection_key(replace(RULE, reason="the test says something else")) != objection_key(RULE)
    assert objection_key(replace(RULE, rule="max_phase")) != objection_key(RULE)
    assert objection_key(replace(RULE, sources=())) == objection_key(RULE)


def test_the_keys_of_the_objections_to_one_exercise_are_all_different() -> None:
    reach, _ = proposed(IRRITABLE_ROOT)
    for exercise, objections in reach.withheld.items():
        assert len({objection_key(one) for one in objections}) == len(objections), exercise


@pytest.mark.parametrize("why", ["", "patient ok", "1234567890 .....", "   "])
def test_a_reason_of_fewer_than_ten_letters_does_not_count(why: str) -> None:
    reach, programme = brittle_with("sorensen_hold")
    (override,) = every_override(reach, "sorensen_hold", why)
    assert against_override(reach.screening, override) == ("Say why, in 10 letters or more.",)
    assert not judge(reach, programme, [override]).issuable


def test_an_override_says_who_decides() -> None:
    reach, programme = brittle_with("sorensen_hold")
    (override,) = every_override(reach, "sorensen_hold")
    nobody = replace(override, by=" ")
    assert against_override(reach.screening, nobody) == ("Say who decides.",)
    assert not judge(reach, programme, [nobody]).issuable


def test_an_override_with_reason_and_name_may_be_recorded() -> None:
    reach, _ = proposed(BRITTLE)
    (override,) = every_override(reach, "sorensen_hold")
    assert against_override(reach.screening, override) == ()


def test_a_permitted_exercise_has_nothing_to_override() -> None:
    reach, _ = proposed(BRITTLE)
    (override,) = every_override(reach, "sorensen_hold")
    (refusal,) = against_override(reach.screening, replace(override, exercise="clam"))
    assert refusal == "Nothing objects to this exercise on these grounds (now)."


def test_an_exercise_that_is_not_recommended_is_never_overridden() -> None:
    reach, programme = brittle_with("sorensen_hold")
    overrides = every_override(reach, "sit_up")
    refusals = {refusal for one in overrides for refusal in against_override(reach.screening, one)}
    assert refusals == {"An exercise that is not recommended is never given."}
    forged = replace(programme, exercises=(*programme.exercises, as_sit_up(programme.exercises[-1])))
    assert "An exercise that is not recommended is never given." in [
        gap.never for gap in outstanding(reach.screening, forged, overrides)
    ]
    assert not judge(reach, forged, overrides).issuable


def as_sit_up(one: PlannedExercise) -> PlannedExercise:
    return replace(one, exercise="sit_up")


@pytest.mark.parametrize(
    "facts",
    [
        somebody(ACHING, {"osteoporosis": "yes", "rf_saddle_sensation": "yes"}),
        replace(BRITTLE, everything_else_no=False),
    ],
    ids=["referral", "incomplete"],
)
def test_nothing_is_overridden_while_a_screening_stands_in_the_way(facts: Facts) -> None:
    _, programme = brittle_with("sorensen_hold")
    reach, _ = proposed(facts)
    overrides = every_override(reach, "sorensen_hold")
    objection = reach.withheld["sorensen_hold"][0]
    assert answering(reach.screening, "sorensen_hold", objection, overrides) is None
    (refusal, *_) = against_override(reach.screening, overrides[0])
    assert refusal.startswith("Nothing is overridden while the screening says:")
    assert not judge(reach, programme, overrides).issuable


def test_the_latest_of_two_overrides_is_the_one_that_counts() -> None:
    reach, _ = proposed(BRITTLE)
    (first,) = every_override(reach, "sorensen_hold")
    later = replace(first, on=TODAY.replace(day=25), why=REASON + " Again.")
    assert answering(reach.screening, "sorensen_hold", reach.withheld["sorensen_hold"][0], [later, first]) == later
