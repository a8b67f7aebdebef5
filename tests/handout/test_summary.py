"""The assessment summary: what it says, and that a usual case is one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from clinic.domain.body_chart import PainMark
from clinic.domain.facts import Clearance
from clinic.domain.proposal import propose
from clinic.domain.screening import screen
from clinic.exchange.demo import DemoVisit, demo_people
from clinic.handout.printing import render_summary
from clinic.handout.reading import read_pages, squeezed
from clinic.handout.summary import Assessed, Summary, summary_content
from clinic.handout.wording import INVENTED
from clinic.knowledge import read_knowledge
from clinic.knowledge.body_chart import load_body_chart
from tests.handout.builders import CLINIC, PRINTED_ON

KNOWLEDGE = read_knowledge()
MARKED = (PainMark(load_body_chart().regions[0].id, ("ache",), 5),)
BEN = Assessed("Ben Okafor", "PH100002", programme_stands="signed")
VISITS = {
    f"{person.id}-{number}": visit
    for person in demo_people(KNOWLEDGE, PRINTED_ON)
    for number, visit in enumerate(person.visits)
    if visit.finished
}


def summary_of(visit: DemoVisit, assessed: Assessed = BEN) -> Summary:
    screening = screen(KNOWLEDGE, visit.facts)
    return summary_content(
        KNOWLEDGE,
        visit.facts,
        screening,
        CLINIC,
        chart=load_body_chart(),
        marks=visit.chart,
        assessed=assessed,
        programme=propose(KNOWLEDGE, visit.facts, screening),
        printed_on=PRINTED_ON,
    )


@cache
def lines(visit: str) -> dict[str, tuple[str, ...]]:
    """The parts of one summary by heading."""
    found = summary_of(VISITS[visit])
    return {part.heading: part.lines for part in (*found.told, *found.follows)}


@pytest.mark.parametrize("visit", VISITS)
def test_every_invented_person_fits_on_one_page_and_comes_out_the_same_twice(visit: str) -> None:
    found = summary_of(VISITS[visit])
    pdf = render_summary(found)
    assert len(read_pages(pdf)) == 1
    assert render_summary(found) == pdf


def test_it_names_who_assessed_when_and_what_came_out() -> None:
    found = summary_of(VISITS["edith_ashdown-0"])
    assert (found.person, found.clinician) == ("Edith Ashdown", "Ben Okafor, PH100002")
    assert (found.disposition, found.refers, found.stage != "") == ("Programme with restrictions", False, True)
    assert found.edition == KNOWLEDGE.edition[:7]


def test_an_emergency_says_why_and_has_neither_stage_nor_programme() -> None:
    found = summary_of(VISITS["gareth_penhallow-0"])
    assert (found.disposition, found.refers, found.stage) == ("Emergency", True, "")
    assert found.reasons[0].action == "Emergency"
    assert not [part for part in found.follows if part.heading.startswith("Programme")]


def test_yes_no_and_not_sure_stand_apart_and_nothing_unasked_is_no() -> None:
    told = lines("gareth_penhallow-0")
    assert len(told["Yes"]) == 3
    assert told["Not sure"] == ("New sexual dysfunction or genital numbness",)
    (no,) = told["Answered no, one by one"]
    assert no.count(";") == 2
    assert "Asked: no, except what is named above" not in told
    (open_ones,) = told["Not asked yet"]
    assert open_ones.startswith("Face droop, one-sided weakness, speech or sight trouble; ")
    assert open_ones.endswith(" more.")
    assert "sexual" not in open_ones


def test_a_whole_group_that_was_asked_is_said_so_that_a_yes_within_it_stays_true() -> None:
    told = lines("edith_ashdown-0")
    assert told["Asked: no, except what is named above"] == ("Everything else.",)
    assert list(told).index("Yes") < list(told).index("Asked: no, except what is named above")


def test_sections_without_a_single_entry_are_named() -> None:
    visit = VISITS["edith_ashdown-0"]
    empty = replace(visit, facts=replace(visit.facts, values={}, answers={}, marks={}, activities=()), chart=())
    found = {part.heading: part.lines for part in summary_of(empty).follows}
    (said,) = found["Not recorded"]
    assert said.startswith("Pain history; ")
    assert "Neurological examination; Mobility and performance tests" in said
    charted = {part.heading: part.lines for part in summary_of(replace(empty, chart=MARKED)).follows}
    assert charted["Not recorded"][0].startswith("Neurological examination")


def test_limits_stand_under_what_brings_them_with_their_levels() -> None:
    limits = lines("edith_ashdown-0")["Limits: at most"]
    assert any("balance or unstable surface moderate" in line and line.startswith("Falls risk") for line in limits)
    assert any("effort 7 of 10" in line for line in limits)


def test_measurements_carry_side_unit_and_band() -> None:
    found = {one.name: one.result for one in summary_of(VISITS["hana_boruvkova-0"]).measured}
    assert found["Oswestry Disability Index v2.1a"] == "48 percent: severe"
    assert found["Straight-leg raise"].startswith("left 80 · right 40 [positive")


def test_goals_stand_in_the_persons_own_words_with_what_they_are_worth() -> None:
    goals = lines("hana_boruvkova-1")["Goals and home"]
    assert goals[0] == "“Work a whole night shift”"
    assert "Sit to write my notes: 7 of 10" in goals


def test_the_programme_says_doses_days_and_how_far_it_has_come() -> None:
    heading = next(one for one in lines("mateo_alvarez_quintana-0") if one.startswith("Programme"))
    assert heading.startswith("Programme (signed), review by ")
    assert len(lines("mateo_alvarez_quintana-0")[heading]) >= 3


def test_an_all_clear_says_when_and_by_whom() -> None:
    visit = VISITS["ravindra_thillai-0"]
    finding = screen(KNOWLEDGE, visit.facts).reasons[0].finding
    clearance = Clearance(finding, date(2026, 11, 19), "Dr Lind, letter")
    cleared = replace(visit, facts=replace(visit.facts, clearances=(clearance,)))
    found = {part.heading: part.lines for part in summary_of(cleared).follows}
    assert [line.endswith("19 Nov 2026, Dr Lind, letter") for line in found["All-clears"]] == [True]


def test_the_marks_of_the_body_chart_stand_in_words_beside_the_drawing() -> None:
    found = summary_of(VISITS["hana_boruvkova-0"])
    assert found.marks[0] == "Low back, right: ache, 4 of 10"
    assert found.chart.startswith("<svg")
    assert summary_of(replace(VISITS["hana_boruvkova-0"], chart=())).chart == ""


def test_an_amendment_says_why() -> None:
    found = summary_of(VISITS["mateo_alvarez_quintana-0"], Assessed(amends="A test was read wrongly."))
    assert "A test was read wrongly." in " ".join(page.text for page in read_pages(render_summary(found)))


def test_words_that_the_typeface_lacks_are_left_to_the_record() -> None:
    found = summary_of(VISITS["mateo_alvarez_quintana-0"], Assessed("佐藤"))
    assert found.clinician == "(see the record: letters the typeface lacks)"
    assert render_summary(found).startswith(b"%PDF")


def test_a_case_with_much_of_everything_goes_on_in_one_column_and_loses_nothing() -> None:
    visit = VISITS["gareth_penhallow-0"]
    marks = tuple(PainMark(region.id, ("ache",), 5) for region in load_body_chart().regions)
    found = summary_of(replace(visit, chart=marks))
    pages = read_pages(render_summary(found))
    assert len(pages) > 1
    said = squeezed("".join(page.text for page in pages))
    assert [line for line in found.must_read if squeezed(line) not in said] == []


def test_a_demonstration_says_so_on_every_page() -> None:
    found = summary_of(VISITS["mateo_alvarez_quintana-0"])
    pages = read_pages(render_summary(replace(found, clinic=replace(CLINIC, invented=True))))
    assert [INVENTED in page.text for page in pages] == [True]
