"""What stands on the sheet of a programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinic.domain.facts import Facts, Person
from clinic.handout.content import pain_guide, sheet_content, stop_sign
from clinic.handout.sheet import ClinicDetails, StopSign
from clinic.knowledge import read_knowledge
from tests.handout.builders import AMARA, CLINIC, FOUR, PRINTED_ON, dose, drawing, planned, programme, sheet


def test_the_sheet_names_person_dates_goal_and_minutes() -> None:
    made = sheet(*FOUR)
    assert (made.person, made.birth_date, made.number) == ("Amara Okafor", "5 Mar 1979", "1042")
    assert (made.printed_on, made.next_visit, made.minutes) == ("20 Nov 2026", "4 Dec 2026", "12 minutes")
    assert made.goal == "carry my grandson up the stairs again"
    assert made.foot == "Amara Okafor · born 5 Mar 1979 · no. 1042"
    assert made.edition == read_knowledge().edition[:7]


def test_a_goal_in_quotes_is_not_quoted_twice() -> None:
    assert sheet("plank", goal="“lift my case” ").goal == "lift my case"


def test_without_name_and_number_nothing_is_made_up() -> None:
    assert sheet("plank", person=Person(age=40)).foot == ""


def test_a_common_stop_sign_is_taken_apart_into_what_to_do_and_the_signs() -> None:
    text = "Numb skin, new trouble, or weak legs: stop and go to hospital now."
    assert stop_sign(text) == StopSign("Stop and go to hospital now", ("Numb skin", "New trouble", "Weak legs"))


def test_the_stop_box_holds_every_common_stop_sign_of_the_knowledge() -> None:
    said = "".join("".join((one.act, *one.signs)) for one in sheet("plank").stop).lower()
    for text in read_knowledge().common_stop_signs:
        for part in text.replace(": ", ", ").split(", "):
            assert part.removeprefix("or ").rstrip(".").lower() in said


def test_whom_to_call_depends_on_whether_the_clinic_has_a_telephone() -> None:
    assert sheet("plank").call == "Not sure? Call us:"
    assert sheet("plank", clinic=ClinicDetails("A clinic")).call == "Not sure? Ask us before you go on."


def test_the_pain_guide_runs_from_go_on_to_stop_with_the_numbers_of_the_knowledge() -> None:
    guide = pain_guide(read_knowledge().staging.pain_bands)
    assert [light.id for light in guide] == ["green", "amber", "red"]
    assert [light.while_moving for light in guide] == ["0 to 2", "3 to 5", "6 or more, or pain spreads down the leg"]
    assert [light.next_morning for light in guide] == ["as usual", "1 point worse", "2 or more points worse"]
    assert [light.what_to_do for light in guide] == [
        band.says for band in reversed(read_knowledge().staging.pain_bands)
    ]


def test_an_exercise_carries_its_steps_first_fault_stop_signs_and_purpose() -> None:
    knowledge = read_knowledge()
    bird_dog = knowledge.exercises["bird_dog"]
    (one,) = sheet("bird_dog").exercises
    assert one.steps == bird_dog.steps
    assert one.watch_for == "Arching the back."
    for sign in bird_dog.stop_signs:
        assert knowledge.stop_signs[sign].lower() in one.stop_if.lower()
    assert one.purpose in {kind.purpose for kind in knowledge.kinds.values()}
    assert one.must_read[:2] == ("Bird-dog", "3 rounds of 6 times each side")


def test_the_easier_version_is_named_with_its_steps() -> None:
    easier = read_knowledge().exercises["bird_dog_leg"]
    (one,) = sheet(planned("bird_dog", eases_back_to="bird_dog_leg")).exercises
    assert one.easier == f"{easier.name}. {' '.join(easier.steps)}"


def test_without_an_easier_version_the_rounds_are_halved() -> None:
    (one,) = sheet(planned("bird_dog", eases_back_to="")).exercises
    assert one.easier == "Do half the rounds."


def test_sentences_for_this_person_stand_with_the_exercise() -> None:
    (one,) = sheet(planned("hip_hinge_dowel", says_patient=("Start with your weaker side.",))).exercises
    assert one.remember == ("Start with your weaker side.",)


def test_what_to_have_ready_is_what_this_person_has() -> None:
    knowledge = read_knowledge()

    def needs(exercise: str, owned: frozenset[str] | None) -> str:
        facts = Facts(assessed_on=PRINTED_ON, person=AMARA, equipment=owned)
        chosen = programme(planned(exercise))
        made = sheet_content(knowledge, facts, chosen, CLINIC, advice=(), printed_on=PRINTED_ON, figures={})
        return made.exercises[0].equipment

    assert needs("heel_slide", frozenset({"mat"})) == "You need: exercise mat and towel"
    assert needs("heel_slide", None) == "You need: space on the floor and towel"
    assert needs("goblet_squat", frozenset({"kettlebell"})) == "You need: kettlebell"
    assert needs("walking_graded", None) == ""


def test_start_and_finish_are_two_pictures_a_still_hold_is_one() -> None:
    held = {"plank": (drawing(), "", "a straight body")}
    assert [one.caption for one in sheet("plank").exercises[0].figures] == ["Start", "Finish"]
    (one,) = sheet("plank", figures=held).exercises[0].figures
    assert (one.caption, one.alt) == ("Hold", "Plank, hold: a straight body.")


def test_a_still_picture_of_something_that_is_not_held_is_a_position() -> None:
    still = {"breathing_crook": (drawing(), "", "")}
    (one,) = sheet("breathing_crook", figures=still).exercises[0].figures
    assert (one.caption, one.alt) == ("Position", "Belly breathing, knees bent, position.")


def test_an_exercise_without_a_drawing_has_no_pictures() -> None:
    assert sheet("plank", figures={}).exercises[0].figures == ()


def test_the_diary_has_two_weeks_unless_the_next_visit_is_within_one() -> None:
    assert sheet("plank").weeks == ("Week 1", "Week 2")
    assert sheet("plank", review_by=date(2026, 11, 27)).weeks == ("This week",)


def test_the_days_of_the_plan_are_the_days_of_the_diary() -> None:
    (one,) = sheet(planned("plank", days=("mon", "thu"), dose=dose(hold_s=10))).exercises
    assert one.days == ("mon", "thu")
    assert one.pills[2].text == "Mon, Thu"


def test_a_drill_outside_every_ladder_of_the_programme_still_has_a_purpose() -> None:
    (one,) = sheet(replace(planned("glute_set"), ladder="")).exercises
    assert one.purpose


def test_a_clinic_can_say_where_amber_and_red_begin() -> None:
    clinic = replace(CLINIC, amber_from=4, red_from=5)
    assert [light.while_moving for light in sheet("plank", clinic=clinic).pain] == [
        "0 to 3", "4", "5 or more, or pain spreads down the leg",
    ]  # fmt: skip  # three rows of one guide


def test_the_ends_of_the_scale_are_named_once() -> None:
    clinic = replace(CLINIC, amber_from=1, red_from=10)
    assert [light.while_moving for light in sheet("plank", clinic=clinic).pain] == [
        "0", "1 to 9", "10, or pain spreads down the leg",
    ]  # fmt: skip  # three rows of one guide
