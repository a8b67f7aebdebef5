"""What the referral note says a finding rests on: every answer behind it, as it was given."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from clinic.domain.facts import Answer, Facts, Key, Person
from clinic.domain.rule import Value
from clinic.domain.scales import Reply
from clinic.domain.screening import screen
from clinic.handout.errors import HandoutError
from clinic.handout.printing import render_referral_note
from clinic.handout.reading import read_pages, squeezed
from clinic.handout.referral import GP, REFERRED_TO, ReferralNote, ReferralReason, referral_note_content
from clinic.knowledge import read_knowledge
from tests.handout.builders import AMARA, CLINIC, PRINTED_ON

YES, NO, UNSURE = (Answer(reply) for reply in (Reply.YES, Reply.NO, Reply.UNSURE))
SADDLE = ("rf_saddle_sensation", "")
BLADDER = ("rf_bladder_retention", "")
CANCER = ("rf_cancer_history", "")
INFLAMMATORY = (
    "rf_spa_onset_u45_3mo",
    "rf_spa_onset_u35",
    "rf_spa_second_half_night",
    "rf_spa_buttock",
    "rf_spa_nsaid",
)


def note(
    answers: Mapping[Key, Answer] | None = None,
    values: Mapping[Key, Value] | None = None,
    person: Person = AMARA,
) -> ReferralNote:
    """The note for somebody who answers no to everything that is not named."""
    knowledge = read_knowledge()
    facts = Facts(PRINTED_ON, person, answers=answers or {}, values=values or {}, everything_else_no=True)
    return referral_note_content(knowledge, facts, screen(knowledge, facts), CLINIC, printed_on=PRINTED_ON)


def row(made: ReferralNote, opens: str) -> ReferralReason:
    (found,) = (reason for reason in made.reasons if reason.label.startswith(opens))
    return found


def text_of(made: ReferralNote) -> str:
    return " ".join(line for reason in made.reasons for line in reason.because)


def test_two_answers_that_are_not_sure_are_never_a_yes_however_they_combine() -> None:
    made = note({SADDLE: UNSURE, BLADDER: UNSURE})
    assert "Yes" not in text_of(made)
    assert text_of(made).count("Not sure.") == 2
    assert row(made, "New cauda equina").because == (
        "Saddle/genital/perianal sensation change.",
        "New difficulty starting, weak stream, not feeling full.",
    )


def test_beside_a_certain_answer_one_that_is_not_sure_stays_not_sure() -> None:
    made = note({SADDLE: YES, BLADDER: UNSURE})
    assert row(made, "Saddle").because[0].endswith("Yes.")
    assert row(made, "New difficulty").because[0].endswith("Not sure.")


def test_the_bladder_change_is_told_with_its_hours_and_the_medicine() -> None:
    made = note({BLADDER: YES, ("retention_medicine", ""): UNSURE}, {("bladder_onset_hours", ""): 18.0})
    (_, *follow_ups) = row(made, "New difficulty").because
    assert follow_ups[0] == "How many hours ago did the bladder change begin? 18 hours."
    assert follow_ups[1].startswith("Did you begin a new medicine")
    assert follow_ups[1].endswith("Not sure.")


def test_what_the_clinician_examined_and_did_not_find_is_told_as_a_no() -> None:
    made = note({SADDLE: YES, ("rf_anal_tone", ""): NO})
    assert row(made, "Saddle").because[1].startswith("Recorded by the clinician, no: Reduced perianal")


def test_cancer_is_told_with_kind_years_and_spread() -> None:
    made = note(
        {CANCER: YES, ("cancer_spread", ""): UNSURE}, {("cancer_type", ""): "breast", ("cancer_years_ago", ""): 4.0}
    )
    assert row(made, "Past or current cancer").because[1:] == (
        "Which cancer was it? Breast.",
        "How many years ago was it last treated? 4 years.",
        "Did it ever spread to other parts of the body? Not sure.",
    )


def test_a_yes_with_a_qualifier_is_told_with_the_qualifier() -> None:
    cancer = Answer(Reply.YES, "imaged_team_agrees")
    made = note({CANCER: cancer, SADDLE: YES, ("cancer_spread", ""): YES}, {("cancer_type", ""): "lung"})
    assert "The cancer team knows this pain" in " ".join((text_of(made), *made.measurements))


def test_fever_by_the_thermometer_is_told_with_its_degrees() -> None:
    made = note(values={("temperature_c", ""): 39.2})
    assert row(made, "Fever").because == ("Temperature: 39.2 degrees C.",)


def test_foot_drop_is_told_with_strength_side_and_that_it_is_new() -> None:
    made = note({("weakness_is_new", "left"): YES}, {("ankle_dorsiflexion_grade", "left"): 2.0})
    assert row(made, "New foot drop").because == (
        "Strength of lifting the foot, left: 2 MRC/Oxford grade.",
        "Is this weakness new (weeks, not years)? (left) Yes.",
    )


def test_what_only_follows_from_foot_drop_does_not_read_like_an_answer() -> None:
    made = note({("weakness_is_new", "left"): YES}, {("ankle_dorsiflexion_grade", "left"): 2.0})
    assert [reason.label for reason in made.reasons if "getting worse" in reason.label] == []
    assert row(made, "Treated as: progressive").because == (
        "Follows from: new foot drop, ankle dorsiflexion grade 3/5 or less.",
    )


def test_weakness_that_was_told_is_no_conclusion() -> None:
    made = note({("rf_progressive_weakness", ""): YES})
    assert [reason.label for reason in made.reasons] == ["Leg weakness or numbness getting worse over days"]


def test_the_symptoms_asked_for_with_a_very_high_pressure_are_told() -> None:
    made = note({("bp_symptoms", ""): NO}, {("sbp", ""): 184.0, ("dbp", ""): 112.0})
    because = row(made, "Resting BP 180").because
    assert "With this blood pressure: headache, blurred sight, chest pain or confusion? No." in because
    assert made.recipient == GP


def test_what_no_reason_rests_on_stands_below_with_its_question() -> None:
    made = note({CANCER: YES}, {("duration_weeks", ""): 9.0, ("hinge_faults", ""): 2.0})
    assert made.measurements == ("For how many weeks have you had this pain? 9 weeks",)


def test_a_letter_about_blood_pressure_goes_to_the_general_practitioner_with_the_readings() -> None:
    made = note(values={("sbp", ""): 168.0, ("dbp", ""): 102.0})
    (reason,) = made.reasons
    assert (made.title, made.recipient, made.alarm) == ("Referral", GP, "")
    assert (reason.label, reason.timescale, reason.request) == (
        "Resting BP 160-179 or 100-109",
        "letter within a week",
        "",
    )
    assert reason.because == ("Resting systolic pressure: 168 mmHg.", "Resting diastolic pressure: 102 mmHg.")
    assert made.works


def test_an_inflammatory_pattern_goes_to_rheumatology_with_its_answers() -> None:
    made = note({(one, ""): YES for one in INFLAMMATORY})
    (reason,) = made.reasons
    assert made.recipient == "Rheumatology"
    assert reason.request == "Rheumatology referral"
    assert len([line for line in reason.because if line.startswith("Asked: ") and line.endswith("Yes.")]) == 5
    assert made.works


def test_a_parallel_referral_stands_on_the_note_of_a_graver_one() -> None:
    made = note({CANCER: YES}, {("sbp", ""): 168.0, ("dbp", ""): 102.0})
    assert made.reasons[-1].label == "Resting BP 160-179 or 100-109"
    assert made.recipient == GP


def test_an_ambulance_is_called_and_the_note_goes_to_the_emergency_department() -> None:
    assert note({("rf_stroke_signs", ""): YES}).recipient == "Emergency department"


def test_every_referral_of_the_knowledge_that_is_not_for_the_gp_has_an_address() -> None:
    named_gp = {one.id for one in read_knowledge().referrals.values() if one.label.startswith("GP")}
    assert {*REFERRED_TO} - {*read_knowledge().referrals} == set()
    assert {*read_knowledge().referrals} - {*REFERRED_TO} <= named_gp


def test_a_note_with_nothing_to_refer_is_not_printed() -> None:
    made = note()
    assert made.reasons == ()
    with pytest.raises(HandoutError, match="nothing to write a note about"):
        render_referral_note(made)


@pytest.mark.parametrize("flag", [one.id for one in read_knowledge().flags.values() if one.question])
@pytest.mark.parametrize("answer", [YES, UNSURE], ids=["yes", "not sure"])
def test_no_row_of_any_note_is_without_evidence_or_source(flag: str, answer: Answer) -> None:
    for reason in note({(flag, ""): answer}).reasons:
        assert reason.because, reason.label
        assert reason.sources, reason.label
        assert not [line for line in reason.because if answer is UNSURE and line.endswith(" Yes.")]


@pytest.mark.parametrize("name", ["Omar حسن", "王小明", "Ana 🌻", "Ana\x07", "Ana\u202e"])
def test_a_name_that_cannot_be_printed_leaves_a_line_to_write_on(name: str) -> None:
    made = note({SADDLE: YES}, person=Person(age=40, name=name, number="١٢٣"))
    (page,) = read_pages(render_referral_note(made))
    assert squeezed("Name: · 40 years old · no. · seen 20 Nov 2026") in squeezed(page.text)
