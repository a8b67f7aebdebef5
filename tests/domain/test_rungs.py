"""What may be chosen instead or besides: the rungs of a ladder, and what a search finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.reach import Reach
from clinic.domain.rungs import folded, rungs_beside, search
from tests.domain.changes import proposed
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, EVERYTHING, planned, somebody

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)
BRITTLE = somebody(ACHING, {"osteoporosis": "yes"}, aims=["move_with_control"], equipment=frozenset())


def found(words: str, reach: Reach | None = None) -> list[str]:
    return [one.exercise for one in search(reach or proposed(ACHE)[0], None, words)]


def test_the_whole_ladder_is_shown_easiest_first_with_the_current_rung() -> None:
    reach, programme = proposed(ACHE)
    rungs = rungs_beside(reach, planned(programme, "bird_dog"), programme)
    assert tuple(one.exercise for one in rungs) == KNOWLEDGE.ladders["bird_dog"].rungs
    assert [one.exercise for one in rungs if one.current] == ["bird_dog"]


def test_a_rung_that_is_not_due_says_what_is_still_to_show() -> None:
    reach, programme = proposed(ACHE)
    rungs = {one.exercise: one for one in rungs_beside(reach, planned(programme, "bird_dog"))}
    squares = rungs["bird_dog_squares"]
    assert (squares.permitted, squares.due, squares.at_home) == (True, False, True)
    assert squares.against.startswith("not due yet: a still bird-dog first")
    assert rungs["bird_dog_leg"].against == ""


def test_a_withheld_rung_says_every_reason() -> None:
    reach, _ = proposed(BRITTLE)
    (one,) = search(reach, None, "back hold off a bench")
    assert not one.permitted
    assert one.against.startswith(f"withheld: {reach.withheld['sorensen_hold'][0].reason}")
    assert one.objections == reach.withheld["sorensen_hold"]


def test_what_is_not_at_home_is_named_beside_the_other_reasons() -> None:
    reach, _ = proposed(BRITTLE)
    (one,) = search(reach, None, "barbell deadlift")
    assert (one.permitted, one.due, one.at_home) == (False, False, False)
    assert [reason.partition(":")[0] for reason in one.reasons] == ["withheld", "not due yet", "not at home"]


def test_a_rung_that_is_in_the_programme_through_another_ladder_is_marked() -> None:
    reach, programme = proposed(ACHE)
    rungs = rungs_beside(reach, planned(programme, "hip_hinge_dowel"), programme)
    assert [one.exercise for one in rungs if one.in_programme] == ["hip_hinge_dowel"]


def test_an_exercise_whose_ladder_is_gone_is_shown_on_the_first_that_has_it() -> None:
    reach, programme = proposed(ACHE)
    lost = replace(planned(programme, "bird_dog"), ladder="gone")
    assert tuple(one.exercise for one in rungs_beside(reach, lost)) == KNOWLEDGE.ladders["bird_dog"].rungs


def test_an_exercise_on_no_ladder_has_no_rungs() -> None:
    reach, programme = proposed(ACHE)
    assert rungs_beside(reach, replace(planned(programme, "bird_dog"), exercise="sit_up")) == ()


def test_without_words_every_exercise_is_found_in_library_order() -> None:
    assert found("") == [one.id for one in KNOWLEDGE.in_library_order]
    assert found("   ") == found("")


@pytest.mark.parametrize("words", ["bird dog", "BIRD-DOG", "dog bird", "  bird   dog ", "bïrd dóg"])
def test_words_are_found_in_any_order_case_and_accent(words: str) -> None:
    assert "bird_dog" in found(words)


def test_every_word_has_to_occur() -> None:
    assert found("bird deadlift") == []
    assert found("nothing of the kind") == []


@pytest.mark.parametrize("id", ["bird_dog", "plank", "sit_to_stand"])
def test_an_exercise_is_found_by_category_ladder_and_kind(id: str) -> None:
    ladder = next(one for one in KNOWLEDGE.ladders.values() if id in one.rungs)
    for words in (KNOWLEDGE.exercises[id].category, ladder.label, KNOWLEDGE.kinds[ladder.kind].label):
        assert id in found(words)


def test_an_exercise_that_is_never_given_is_found_with_the_reason() -> None:
    reach, programme = proposed(ACHE)
    (one,) = search(reach, programme, "full sit-up")
    assert (one.exercise, one.recommended, one.permitted) == ("sit_up", False, False)
    assert "not recommended for anyone" in one.against


def test_what_is_chosen_already_is_marked() -> None:
    reach, programme = proposed(ACHE)
    marked = {one.exercise for one in search(reach, programme, "") if one.in_programme}
    assert marked == {one.exercise for one in programme.exercises}


def test_permitted_and_due_are_those_of_the_screening() -> None:
    reach, _ = proposed(BRITTLE)
    every = search(reach, None, "")
    assert {one.exercise for one in every if one.permitted} == reach.permitted
    assert {one.exercise: one.not_due for one in every if one.permitted and not one.due} == dict(
        reach.screening.not_due
    )


def test_under_a_referral_nothing_is_permitted_and_it_says_so() -> None:
    reach, _ = proposed(somebody(ACHING, {"rf_saddle_sensation": "yes"}))
    every = search(reach, None, "")
    assert not any(one.permitted for one in every)
    assert all(one.against.startswith("No programme while the screening says: emergency.") for one in every)


def test_text_is_folded_for_searching() -> None:
    assert folded("  Élan_Vital Straße-Übung ") == "elan vital strasse ubung"
