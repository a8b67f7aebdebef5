"""The people of the demo clinic: whom it shows, and that what stands about them is true on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from re import findall, fullmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.contradictions import contradictions
from clinic.domain.outcome import Screening
from clinic.domain.programme import Programme
from clinic.domain.scales import Disposition
from clinic.domain.screening import screen
from clinic.exchange.demo import DemoPerson, DemoVisit, Standing, demo_people
from clinic.handout.own_words import printable
from clinic.knowledge import read_knowledge
from clinic.pathway.propose import propose_case

KNOWLEDGE = read_knowledge()
TODAY = date(2026, 11, 20)
PEOPLE = demo_people(KNOWLEDGE, TODAY)
DRAMA_NUMBER = r"^01632 960\d{3}$"
SOME_DAY = st.dates(TODAY, TODAY + timedelta(days=731))

Seen = tuple[DemoPerson, DemoVisit, Screening, Programme | None]


def seen(people: tuple[DemoPerson, ...]) -> Iterator[Seen]:
    """Every visit with what the pathway makes of its case."""
    for person in people:
        for visit in person.visits:
            _, screening, programme = propose_case(visit.case, KNOWLEDGE)
            yield person, visit, screening, programme


VISITS = tuple(seen(PEOPLE))
PLANNED = tuple(one for one in VISITS if one[3])


def outcomes(day: date) -> dict[tuple[str, int], tuple[str, str, int]]:
    """By person and visit, as of a day: the disposition, the stage and how many exercises are withheld."""
    found = {}
    for person in demo_people(KNOWLEDGE, day):
        for number, visit in enumerate(person.visits, start=1):
            screening = screen(KNOWLEDGE, visit.facts)
            withheld = len(screening.withheld)
            found[person.id, number] = (screening.disposition.word, screening.placement.stage, withheld)
    return found


AS_OF_TODAY = outcomes(TODAY)


def test_twelve_people_come_to_the_demo_clinic() -> None:
    assert len(PEOPLE) == 12


def test_every_disposition_is_shown() -> None:
    assert {screening.disposition for _, _, screening, _ in VISITS} == set(Disposition)


def test_every_stage_is_shown_by_somebody_with_a_programme() -> None:
    assert {screening.placement.stage for _, _, screening, _ in PLANNED} == {
        stage.id for stage in KNOWLEDGE.staging.stages
    }


def test_every_aim_is_shown_by_somebody_with_a_programme() -> None:
    assert {aim for _, visit, _, _ in PLANNED for aim in visit.facts.aims} == set(KNOWLEDGE.aims)


def test_an_aim_leads_to_an_exercise_of_its_own() -> None:
    for _, visit, _, programme in PLANNED:
        assert programme
        assert set(visit.facts.aims) <= {one.aim for one in programme.exercises}


def test_somebody_has_four_conditions_and_a_programme_all_the_same() -> None:
    assert max(len(screening.findings.keys() & KNOWLEDGE.conditions.keys()) for _, _, screening, _ in PLANNED) >= 4


def test_somebody_is_pregnant_and_has_a_programme() -> None:
    assert any({"pregnant_under20", "pregnant_20plus"} & screening.findings.keys() for _, _, screening, _ in PLANNED)


def test_somebody_has_a_programme_after_an_operation() -> None:
    postop = {one.id for one in KNOWLEDGE.conditions.values() if one.group == "postop"}
    assert any(postop & screening.findings.keys() for _, _, screening, _ in PLANNED)


def test_every_wish_is_withheld_and_explained() -> None:
    wishes = [(visit.wish, screening) for _, visit, screening, _ in PLANNED if visit.wish]
    assert wishes
    for wish, screening in wishes:
        assert screening.withheld[wish.exercise]
        assert len(wish.explanation.split()) > 20


def test_one_wish_is_withheld_by_what_was_found_and_not_from_everyone() -> None:
    reasons = [
        {one.rule for one in screening.withheld[visit.wish.exercise]}
        for _, visit, screening, _ in PLANNED
        if visit.wish
    ]
    assert any("not_recommended" not in rules for rules in reasons)


def test_a_clearance_turned_a_referral_into_a_programme() -> None:
    cleared = [visit for _, visit, _, _ in PLANNED if visit.facts.clearances]
    assert cleared
    for visit in cleared:
        without = {name: value for name, value in visit.case.items() if name != "clearances"}
        _, screening, programme = propose_case(without, KNOWLEDGE)
        assert screening.disposition is Disposition.REFER_BEFORE_EXERCISE
        assert programme is None


def test_one_assessment_was_left_half_way() -> None:
    (draft,) = [(visit, screening) for _, visit, screening, _ in VISITS if not visit.finished]
    assert draft[0].facts.answers
    assert draft[1].missing


def test_between_the_two_visits_of_one_person_pain_falls_and_the_stage_rises() -> None:
    first, second = next(person.visits for person in PEOPLE if len(person.visits) == 2)
    assert first.finished
    assert second.finished
    for measure in ("nprs_back_worst", "nprs_leg_worst", "odi"):
        before, after = first.facts.values[measure, ""], second.facts.values[measure, ""]
        assert isinstance(before, int | float)
        assert isinstance(after, int | float)
        assert after < before
    stages = [screening.placement.stage for _, visit, screening, _ in VISITS if visit in (first, second)]
    assert stages == ["symptom_modulation", "movement_control"]


def test_there_are_issued_programmes_a_draft_and_some_that_wait() -> None:
    assert {visit.programme for _, visit, _, _ in VISITS} == set(Standing)


def test_a_programme_waits_exactly_where_none_may_be_given() -> None:
    assert [visit.programme is Standing.WAITS for _, visit, _, _ in VISITS] == [one[3] is None for one in VISITS]


def test_they_are_from_sixteen_to_eighty_four_and_of_every_sex() -> None:
    ages = [visit.facts.age or 0 for _, visit, _, _ in VISITS]
    assert (min(ages), max(ages)) == (16, 84)
    assert {person.sex for person in PEOPLE} == {"F", "M", "X"}


def test_somebody_reads_large_print_and_somebody_another_language() -> None:
    assert any(person.large_print for person in PEOPLE)
    assert {person.language for person in PEOPLE} > {"en"}


def test_the_name_of_one_of_them_cannot_be_printed_whole() -> None:
    assert [person.id for person in PEOPLE if not printable(f"{person.given} {person.surname}")] == ["zainab_danjuma"]


@pytest.mark.parametrize("field", ["number", "telephone", "surname"])
def test_no_two_of_them_share(field: str) -> None:
    assert set(Counter(getattr(person, field) for person in PEOPLE).values()) == {1}


def test_every_telephone_number_is_one_of_those_kept_for_drama() -> None:
    assert all(fullmatch(DRAMA_NUMBER, person.telephone) for person in PEOPLE)
    alerts = " ".join(person.alerts for person in PEOPLE)
    assert findall(r"\d{5} \d{6}", alerts) == findall(DRAMA_NUMBER.strip("^$"), alerts)


def test_everyone_who_has_a_programme_named_three_activities_and_scored_them() -> None:
    for _, visit, _, _ in PLANNED:
        assert len(visit.facts.activities) == 3
        assert ("psfs", "") in visit.facts.values


def test_some_questionnaires_are_marked_item_by_item() -> None:
    assert {id for _, visit, _, _ in VISITS for id in visit.facts.marks} == {"odi", "rmdq"}


def test_every_visit_marks_the_body_chart_no_worse_than_the_worst_pain_of_back_or_leg() -> None:
    for _, visit, _, _ in VISITS:
        pains = [visit.facts.values.get((one, ""), 0) for one in ("nprs_back_worst", "nprs_leg_worst")]
        assert visit.chart
        assert max(mark.intensity or 0 for mark in visit.chart) <= max(one for one in pains if isinstance(one, int))


@given(SOME_DAY)
def test_on_any_day_every_case_reads_and_says_what_it_says_today(day: date) -> None:
    assert outcomes(day) == AS_OF_TODAY


@given(SOME_DAY)
def test_on_any_day_nothing_contradicts_and_no_visit_lies_ahead(day: date) -> None:
    for person in demo_people(KNOWLEDGE, day):
        for visit in person.visits:
            assert not contradictions(KNOWLEDGE, visit.facts)
            assert visit.on <= day


@given(SOME_DAY)
def test_nobody_grows_older(day: date) -> None:
    first = {person.id: person.visits[0].facts.age for person in PEOPLE}
    assert {person.id: person.visits[0].facts.age for person in demo_people(KNOWLEDGE, day)} == first
