"""What findings advise stands on the sheet: good to know, and in the stop box."""

from __future__ import annotations

import pytest

from clinic.domain.outcome import Advice, AdviceTo
from clinic.handout.content import stop_box
from clinic.handout.printing import render_pdf
from clinic.handout.reading import read_pages, squeezed
from clinic.handout.sheet import Sheet, StopSign
from clinic.knowledge import read_knowledge
from tests.handout.builders import FOUR, planned, sheet
from tests.handout.reading_grade import grade
from tests.handout.test_sheet_pdf import EASED

COMMON = ("Numb skin, or weak legs: stop and go to the emergency department now.", "Worse next day: miss a day.")


def advice(*conditions: str) -> tuple[Advice, ...]:
    """What these conditions of the knowledge advise."""
    found = [read_knowledge().conditions[one] for one in conditions]
    return tuple(
        Advice(one.id, text, to)
        for one in found
        for to, texts in (
            (AdviceTo.CLINICIAN, one.advice_clinician),
            (AdviceTo.PERSON, one.advice),
            (AdviceTo.STOP_BOX, one.stop_signs),
        )
        for text in texts
    )


def four(*conditions: str) -> Sheet:
    eased = (planned(one, eases_back_to=EASED.get(one, "")) for one in FOUR)
    return sheet(*eased, advice=advice(*conditions))


def test_what_a_finding_advises_the_person_is_good_to_know() -> None:
    assert four("osteoporosis").good_to_know == ("Bend at your hips, and turn with your feet.",)


def test_what_is_for_the_clinician_is_not_on_the_sheet() -> None:
    made = four("axial_spa")
    assert made.good_to_know == ()
    assert len(made.stop) == len(read_knowledge().common_stop_signs)


def test_the_same_advice_of_two_findings_stands_once() -> None:
    assert len(four("osteoporosis", "osteoporosis").good_to_know) == 1


def test_a_sign_of_pregnancy_stands_under_its_own_act_behind_the_emergency() -> None:
    acts = [one.act for one in four("pregnant_20plus").stop]
    assert acts[0] == "Stop and go to the emergency department now"
    assert acts[1] == "Stop and call your maternity unit now"


def test_a_sign_with_the_act_of_a_common_one_joins_it() -> None:
    assert stop_box(COMMON, ["The lump gets hard, sore or dark: stop and go to the emergency department now."]) == (
        StopSign(
            "Stop and go to the emergency department now",
            ("Numb skin", "Weak legs", "The lump gets hard, sore or dark"),
        ),
        StopSign("Miss a day", ("Worse next day",)),
    )


def test_signs_with_one_new_act_share_it() -> None:
    (_, new, _) = stop_box(COMMON, ["You bleed: call now.", "You leak: call now."])
    assert new == StopSign("Call now", ("You bleed", "You leak"))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    "conditions",
    [
        ("pregnant_20plus",),
        ("osteoporosis", "falls_risk"),
        ("anticoagulants", "hernia_inguinal", "bp_stage2", "reflux"),
    ],
    ids=["pregnant", "bones", "several"],
)
def test_four_exercises_still_fill_two_pages(conditions: tuple[str, ...], paper: str) -> None:
    made = four(*conditions)
    pages = read_pages(render_pdf(made, paper=paper))
    said = squeezed("".join(page.text for page in pages))
    assert len(pages) == 2
    for line in (*made.good_to_know, *(sign for one in made.stop for sign in one.signs)):
        assert squeezed(line) in said


def test_good_to_know_stands_beside_the_stop_box_under_the_pain_guide() -> None:
    text = squeezed(
        "".join(page.text for page in read_pages(render_pdf(sheet("plank", advice=advice("osteoporosis")))))
    )
    places = [text.find(squeezed(one)) for one in ("How much pain is all right?", "Good to know", "Tick each day")]
    assert places == sorted(places)
    assert places[0] > 0


@pytest.mark.parametrize("condition", [one for one in read_knowledge().conditions if advice(one)])
def test_advice_is_told_in_words_of_primary_school(condition: str) -> None:
    told = [one.text for one in advice(condition) if one.to is not AdviceTo.CLINICIAN]
    assert [text for text in told if grade(text) > 6.0] == []
