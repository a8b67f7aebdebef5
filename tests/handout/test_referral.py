"""The referral note and the contact sheet of figures."""

from __future__ import annotations

from datetime import date

import pytest

from clinic.domain.facts import Answer, Clearance, Facts
from clinic.domain.in_words import raised
from clinic.domain.scales import Reply
from clinic.domain.screening import screen
from clinic.handout.contact_sheet import contact_sheet_content
from clinic.handout.printing import render_contact_sheet, render_referral_note
from clinic.handout.reading import read_pages, squeezed
from clinic.handout.referral import ReferralNote, referral_note_content
from clinic.knowledge import read_knowledge
from tests.handout.builders import AMARA, CLINIC, PRINTED_ON, drawing, drawings

YES = Answer(Reply.YES)


def note(*flags: str, unsure: tuple[str, ...] = (), **given: object) -> ReferralNote:
    """The note for Amara, who says yes to these red flags, is not sure of others and says no to everything else."""
    told = {(flag, ""): YES for flag in flags}
    facts = Facts(
        assessed_on=PRINTED_ON,
        person=AMARA,
        answers={**told, **{(flag, ""): Answer(Reply.UNSURE) for flag in unsure}},
        everything_else_no=True,
        values={("slr_deg", "left"): 40.0, ("slump", "left"): "positive_leg", ("sbp", ""): 150.0},
        **given,  # type: ignore[arg-type]  # a few fields of many kinds
    )
    knowledge = read_knowledge()
    return referral_note_content(knowledge, facts, screen(knowledge, facts), CLINIC, printed_on=PRINTED_ON)


def test_an_emergency_goes_to_the_emergency_department_with_an_alarm() -> None:
    made = note("rf_saddle_sensation")
    assert (made.title, made.recipient) == ("Emergency referral", "Emergency department")
    assert made.alarm == "Now: emergency department. Please see this person without delay."


def test_a_referral_that_is_no_emergency_raises_no_alarm() -> None:
    made = note("rf_cancer_history")
    assert (made.title, made.recipient, made.alarm) == ("Referral", "General practitioner", "")


def test_each_reason_says_how_soon_what_it_rests_on_and_its_sources() -> None:
    made = note("rf_cancer_history", "rf_night_pain")
    knowledge = read_knowledge()
    (first, *_) = made.reasons
    assert first.label.lower() == knowledge.combinations["cb_cancer_pain"].label.lower()
    assert first.timescale == knowledge.combinations["cb_cancer_pain"].timescale
    assert first.because == (
        f"{raised(knowledge.finding_label('rf_cancer_history'))}.",
        f"Asked: “{knowledge.flags['rf_night_pain'].question}” Yes.",
    )
    assert first.sources


def test_a_single_answer_is_told_with_its_question() -> None:
    made = note("rf_cancer_history")
    question = read_knowledge().flags["rf_cancer_history"].question
    assert f"Asked: “{question}” Yes." in made.reasons[0].because


def test_a_cleared_finding_is_no_reason() -> None:
    clearance = Clearance("rf_cancer_history", date(2026, 11, 12), "oncology letter")
    assert note("rf_cancer_history", clearances=(clearance,)).reasons == ()


def test_measurements_stand_with_side_and_unit() -> None:
    assert note("rf_cancer_history").measurements == (
        "Straight-leg raise, left: 40 degrees at onset of leg symptoms",
        "Slump test, left: positive leg",
        "Resting systolic pressure: 150 mmHg",
    )


def test_an_answer_that_is_not_sure_is_not_told_as_a_yes() -> None:
    made = note(unsure=("rf_saddle_sensation",))
    question = read_knowledge().flags["rf_saddle_sensation"].question
    assert made.reasons[0].because == (f"Asked: “{question}” Not sure.",)


def test_what_the_clinician_found_is_not_told_as_asked() -> None:
    assert note("rf_anal_tone").reasons[0].because == (
        "Recorded by the clinician: Reduced perianal light touch or pin-prick, or lost anal squeeze.",
    )


def test_a_date_that_brings_the_referral_stands_in_words() -> None:
    (heart, *_) = note(dates={"heart_attack": date(2026, 10, 23)}).reasons
    assert heart.because == ("Date of the latest heart attack: 23 Oct 2026.",)


def test_a_work_that_nobody_has_looked_up_says_so() -> None:
    works = note("rf_cancer_history").works
    assert [work for work in works if "(NG12)" in work and work.endswith("[to be checked against the original]")]
    assert [work for work in works if work.startswith("Finucane LM and others (2020).") and "[" not in work]


@pytest.mark.parametrize(
    "flags", [("rf_saddle_sensation", "rf_cancer_history", "rf_night_pain"), ("rf_cancer_history",)]
)
def test_the_note_is_one_page_that_says_who_why_and_where_to_sign(flags: tuple[str, ...]) -> None:
    made = note(*flags)
    (page,) = read_pages(render_referral_note(made))
    text = squeezed(page.text)
    for part in (made.title, made.recipient, "Amara Okafor", made.alarm, *(one.label for one in made.reasons)):
        assert squeezed(part) in text
    for part in ("Signature, date and time", CLINIC.name, CLINIC.telephone, "Page 1 of 1"):
        assert squeezed(part) in text


def test_the_contact_sheet_shows_every_drawn_exercise_by_phase() -> None:
    drawn = {**drawings(["plank", "bird_dog"]), "breathing_crook": (drawing(), "", "")}
    content = contact_sheet_content(read_knowledge(), drawn, created="2026-11-20")
    assert [phase for phase, _ in content.phases] == ["Phase 1", "Phase 2", "Phase 3"]
    assert [[name for name, _ in one.drawings] for one in content.entries] == [
        ["hold"],
        ["start", "finish"],
        ["start", "finish"],
    ]
    text = "".join(page.text for page in read_pages(render_contact_sheet(content)))
    assert [id for id in drawn if id not in text] == []
