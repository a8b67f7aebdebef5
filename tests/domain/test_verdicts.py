"""From limits to verdicts: every objection with its cause."""

from __future__ import annotations

from clinic.domain.outcome import Objection
from clinic.domain.scales import Level
from clinic.domain.screening import screen
from clinic.domain.verdicts import level_of
from tests.domain.people import KNOWLEDGE, person


def objections(answers: dict[str, str], exercise: str, **values: float) -> tuple[Objection, ...]:
    return screen(KNOWLEDGE, person(answers, values=dict(values))).withheld.get(exercise, ())


def test_a_hernia_withholds_breath_holding() -> None:
    over = [one for one in objections({"hernia_inguinal": "yes"}, "plank") if one.demand == "abdominal_pressure"]
    assert [(one.level, one.at_most, one.because) for one in over] == [
        (Level.MODERATE, Level.LOW, ("hernia_inguinal",))
    ]


def test_an_objection_names_only_the_findings_that_the_exercise_exceeds() -> None:
    found = objections({"knee_oa": "yes", "osteoporosis": "yes"}, "kettlebell_swing")
    speed = next(one for one in found if one.demand == "impact_speed")
    assert speed.because == ("knee_oa", "osteoporosis")
    walking = screen(KNOWLEDGE, person({"knee_oa": "yes", "osteoporosis": "yes"}))
    assert walking.limits["impact_speed"].because == ("knee_oa", "osteoporosis")


def test_every_objection_is_collected_and_not_only_the_first() -> None:
    found = objections({"glaucoma": "yes", "vertigo": "yes"}, "back_extension_roman")
    assert {one.rule for one in found} == {"", "excluded"}
    assert len(found) >= 3


def test_a_short_back_hold_blocks_the_deadlifts() -> None:
    (found,) = objections({}, "deadlift_barbell", nprs_back_worst=2, sorensen_s=40)
    assert found.rule == "blocked_by_test"
    assert found.because == ("sorensen_s",)


def test_a_sit_up_is_withheld_from_everyone() -> None:
    assert [one.rule for one in objections({}, "sit_up")] == ["not_recommended"]


def test_loaded_bending_needs_both_a_bend_and_a_load() -> None:
    sit_up = KNOWLEDGE.exercises["sit_up"]
    tilt = KNOWLEDGE.exercises["pelvic_tilt_supine"]
    assert level_of(KNOWLEDGE, sit_up, "loaded_flexion") >= Level.MODERATE
    assert level_of(KNOWLEDGE, tilt, "loaded_flexion") is Level.NONE
