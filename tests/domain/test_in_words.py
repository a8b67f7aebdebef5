"""Ids, days, values and sources in the words of a clinician."""

from __future__ import annotations

import re
from datetime import date

import pytest

from clinic.domain.evidence import established
from clinic.domain.findings import establish
from clinic.domain.in_words import (
    citation,
    day_in_words,
    evidence,
    label,
    named,
    recorded,
    reference,
    short_edition,
    to_ask,
    value_in_words,
    work,
)
from clinic.domain.knowledge import Source
from tests.clinical_cases import all_cases, facts_of, is_refused
from tests.domain.people import KNOWLEDGE


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("osteoporosis", "Osteoporosis, no vertebral fracture"),
        ("cb_ces_any", "New cauda equina symptom"),
        ("slr_deg", "Straight-leg raise"),
        ("nprs_worst", "Worst pain, the higher of back and leg"),
        ("cancer_type", "Which cancer was it"),
        ("temperature_c", "Temperature"),
        ("discectomy", "Date of the discectomy"),
        ("cauda_equina", "Bladder, bowel, saddle, both legs"),
        ("weeks_pregnant", "Weeks of pregnancy"),
    ],
)
def test_everything_that_is_asked_found_or_measured_has_a_name(id: str, name: str) -> None:
    assert named(KNOWLEDGE, id) == name


def test_a_name_inside_a_sentence_stays_small() -> None:
    assert label(KNOWLEDGE, "rf_fever") == "fever, chills or shaking, or temperature 38.0 or more"


def test_what_is_not_known_has_no_name() -> None:
    with pytest.raises(KeyError):
        named(KNOWLEDGE, "slr_degrees")


@pytest.mark.parametrize(
    ("because", "said"),
    [
        ("slr_deg left 40", "Straight-leg raise, left: 40"),
        ("temperature_c 38.4", "Temperature: 38.4"),
        ("slump right positive_leg", "Slump test, right: positive leg"),
        (
            "leg_symptoms_reproduced left yes",
            "Did the straight-leg raise bring on the person's own leg pain, left: yes",
        ),
        ("cancer_type prostate", "Which cancer was it: prostate"),
        ("knee_oa left", "Knee osteoarthritis, left"),
        ("rf_night_pain", "Constant night pain not eased by position"),
        ("discectomy 2026-08-28", "Date of the discectomy: 28 Aug 2026"),
        ("due missing", "Due date: not known"),
        ("nprs_leg_worst missing", "Worst leg pain, last 24 hours: not known"),
        ("age 71", "Age: 71"),
        ("sex F", "Sex: female"),
        (
            "rf_trauma_major old_imaged_no_fracture",
            "Recent major trauma: Scanned or X-rayed since the accident: no fracture that still needs care",
        ),
        (
            "rotator_cuff_tear left settled_arm_lifts",
            "Rotator cuff tear, not operated, left: Shoulder pain 3/10 or less, and the arm lifts to shoulder height",
        ),
    ],
)
def test_what_a_finding_rests_on_is_said_as_a_clinician_would(because: str, said: str) -> None:
    assert evidence(KNOWLEDGE, because) == said


def test_no_evidence_of_any_case_shows_an_id_or_a_written_date() -> None:
    told = [facts_of(case, KNOWLEDGE) for case in all_cases().values() if not is_refused(case)]
    because = {
        one
        for facts in told
        for found in established(KNOWLEDGE, facts, establish(KNOWLEDGE, facts)).values()
        for one in found.because
    }
    assert len(because) > 100
    words = {one: evidence(KNOWLEDGE, one) for one in because}
    assert {one: said for one, said in words.items() if "_" in said or re.search(r"\d{4}-\d\d", said)} == {}


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ("weakness_is_new left", "Is this weakness new (weeks, not years)? (left)"),
        ("rf_night_pain", "Is the pain there all night, however you lie?"),
        ("rf_anal_tone", "Reduced perianal light touch or pin-prick, or lost anal squeeze"),
        ("glaucoma", "Glaucoma or raised eye pressure"),
        ("heart_attack", "Date of the latest heart attack"),
        ("eye", "Eyes"),
    ],
)
def test_what_is_still_to_ask_is_put_as_on_the_form(item: str, asked: str) -> None:
    assert to_ask(KNOWLEDGE, item) == asked


@pytest.mark.parametrize(
    ("value", "said"),
    [(40.0, "40"), (37.5, "37.5"), ("positive_back_only", "positive back only"), ("2026-11-20", "20 Nov 2026"),
     (None, "not known"), ("missing", "not known")],
)  # fmt: skip  # a table of pairs
def test_a_value_reads_as_it_was_recorded(value: float | str | None, said: str) -> None:
    assert value_in_words(value) == said


def test_a_result_without_a_side_names_none() -> None:
    assert recorded(KNOWLEDGE, "sbp", "", 150.0) == "Resting systolic pressure: 150"


def test_dates_are_day_month_in_letters_year() -> None:
    assert day_in_words(date(2026, 11, 2)) == "2 Nov 2026"


def test_an_edition_is_shown_by_its_first_seven_letters() -> None:
    assert short_edition("0123456789abcdef") == "0123456"


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("finucane2020", "Finucane 2020"),
        ("windt2010", "van der Windt 2010"),
        ("nice_ng65", "NICE 2017"),
        ("biering1984", "Biering-Sorensen 1984"),
        ("news2", "Royal College of Physicians 2017"),
    ],
)
def test_a_work_is_cited_by_its_first_author_or_its_body_and_year(key: str, short: str) -> None:
    assert citation(KNOWLEDGE.sources[key]) == short


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("(Tarnanen S et al.)", "Tarnanen 2012"),
        ("Fairbank J / Mapi Research Trust", "Fairbank 2012"),
        ("American College of Obstetricians and Gynecologists (Birsner ML, Other C)",
         "American College of Obstetricians and Gynecologists 2012"),
    ],
)  # fmt: skip  # a table of pairs
def test_brackets_and_further_authors_stay_out_of_a_citation(authors: str, short: str) -> None:
    assert citation(Source("x", authors, "t", "J Back", verified=True, year=2012)) == short


def test_no_citation_has_a_bracket_left_open() -> None:
    assert [one for one in map(citation, KNOWLEDGE.sources.values()) if not one or set(one) & set("(;),")] == []


PAPER = Source(
    "x",
    "Hall A, Reid B, Chu C, Okoro D",
    "does it help?",
    "Phys Ther 1:2-3",
    verified=False,
    year=2019,
    doi="10.1/x",
)


def test_a_reference_says_who_when_what_where_and_that_nobody_has_looked_it_up() -> None:
    assert reference(PAPER) == (
        "Hall A, Reid B, Chu C, Okoro D (2019). Does it help? Phys Ther 1:2-3. doi:10.1/x "
        "[to be checked against the original]"
    )


def test_of_many_authors_the_first_stands_for_all() -> None:
    assert work(PAPER, authors=3) == "Hall A and others (2019). Does it help? Phys Ther 1:2-3. doi:10.1/x"


def test_a_work_that_was_looked_up_has_no_mark_and_one_without_a_publisher_no_dash() -> None:
    assert reference(Source("x", "Plumbline project", "Rule", "-", verified=True)) == "Plumbline project. Rule."
