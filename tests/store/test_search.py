"""Patients are found by beginnings of their names and numbers and by birth date, and by nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from clinic.store import patients
from clinic.store.transactions import reading, writing
from tests.store.records import clinician, person

PEOPLE = (
    person("O'Brien", "Siobhán", birth_date=date(1970, 1, 2), number="A-100"),
    person("Müller", "Jürgen", birth_date=date(1980, 2, 3), number="A-101"),
    person("Smith-Jones", "Zoë", birth_date=date(1980, 2, 3), number="B 7"),
    person("Øster", "Łucja", birth_date=None, number=""),
    person("Straße", "", birth_date=date(1990, 5, 6), number="100%"),
    person("Li\U00020000", "Wei", birth_date=date(1991, 5, 6), number="1007"),
    person("de la Cruz", "María José", birth_date=date(1992, 5, 6), number="x_y"),
)


@pytest.fixture(params=[0, patients.FEW], ids=["through the list", "from a few words"])
def seven(store: Engine, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # only opened
    """Seven people whose names are written in ways that searches stumble over, looked for in both ways."""
    monkeypatch.setattr(patients, "FEW", request.param)
    with writing() as session:
        actor = clinician(session)
        for one in PEOPLE:
            patients.add(session, actor, one)


def found(words: str, born: date | None = None) -> list[str]:
    with reading() as session:
        return [one.surname for one in patients.find(session, words, born=born)]


FOUND = {
    "mul": ["Müller"],
    "MÜL": ["Müller"],
    "mu\N{COMBINING DIAERESIS}ll": ["Müller"],
    "jurg mull": ["Müller"],
    "mull jurg": ["Müller"],
    "mull wei": [],
    "o'brien": ["O'Brien"],
    "O\N{RIGHT SINGLE QUOTATION MARK}Brien": ["O'Brien"],
    "obrien": ["O'Brien"],
    "brien": ["O'Brien"],
    "siobhan": ["O'Brien"],
    "smith-j": ["Smith-Jones"],
    "smithj": ["Smith-Jones"],
    "jones": ["Smith-Jones"],
    "zoe": ["Smith-Jones"],
    "oster lucja": ["Øster"],
    "Ø": ["O'Brien", "Øster"],
    "strasse": ["Straße"],
    "STRASSE": ["Straße"],
    "li": ["Li\U00020000"],
    "de la": ["de la Cruz"],
    "maria jose cruz": ["de la Cruz"],
    "a-10": ["Müller", "O'Brien"],
    "a101": ["Müller"],
    "100": ["Li\U00020000", "O'Brien", "Straße"],
    "1007": ["Li\U00020000"],
    "  ": [],
    "": [],
}


@pytest.mark.usefixtures("seven")
def test_patients_are_found_by_the_beginnings_of_what_is_typed() -> None:
    assert {words: found(words) for words in FOUND} == FOUND


@pytest.mark.usefixtures("seven")
def test_a_sign_that_stands_for_anything_elsewhere_finds_nobody() -> None:
    signs = ["%", "_", "%%%", "*", "\uffff", "\U0010ffff", "\0", "\0\0", "\ud800", "\\", "' --", "?"]
    assert {words: found(words) for words in signs} == {words: [] for words in signs}


@pytest.mark.usefixtures("seven")
def test_a_wildcard_within_a_word_is_a_mark_like_any_other() -> None:
    assert [found(words) for words in ("x_y", "xzy", "mü%r", "1%7", "mul\uffff")] == [
        ["de la Cruz"],
        [],
        [],
        [],
        ["Müller"],
    ]
    assert found("100%") == found("100") == ["Li\U00020000", "O'Brien", "Straße"]


@pytest.mark.usefixtures("seven")
def test_a_birth_date_finds_who_was_born_that_day() -> None:
    assert found("", date(1980, 2, 3)) == ["Müller", "Smith-Jones"]
    assert found("zo", date(1980, 2, 3)) == ["Smith-Jones"]
    assert found("", date(1980, 2, 4)) == []


@pytest.mark.usefixtures("store")
def test_a_new_name_is_found_and_the_old_one_no_more() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person("Byron"))
        patients.change(session, replace(kept, surname="King"))
    assert (found("byron"), found("king")) == ([], ["King"])


@pytest.mark.usefixtures("store")
def test_a_name_longer_than_the_index_is_found() -> None:
    with writing() as session:
        patients.add(session, clinician(session), person("A" * 500))
    assert found("a" * 500) == found("a" * 199) == ["A" * 500]


@pytest.mark.usefixtures("store")
def test_no_more_are_found_than_asked_for() -> None:
    with writing() as session:
        actor = clinician(session)
        for number in range(6):
            patients.add(session, actor, person(f"Same {5 - number}"))
    with reading() as session:
        assert [one.surname for one in patients.find(session, "same", most=3)] == ["Same 0", "Same 1", "Same 2"]


@pytest.mark.usefixtures("store")
def test_the_list_goes_on_behind_the_last_one_shown_without_a_gap() -> None:
    names = ["Abel", "Abel", "Ábel", "ABEL", "Bell", "bell", "Zorn"]
    with writing() as session:
        actor = clinician(session)
        for name in names:
            patients.add(session, actor, person(name, ""))
    seen: list[patients.Patient] = []
    with reading() as session:
        while page := patients.listed(session, after=seen[-1].id if seen else "", most=2):
            seen += page
        assert tuple(seen) == patients.listed(session)
    assert sorted(one.surname for one in seen) == sorted(names)
    assert [patients.folded(one.surname) for one in seen] == sorted(
        map(str.lower, ["abel"] * 4 + ["bell"] * 2 + ["zorn"])
    )


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert patients.folded(patients.folded(text)) == patients.folded(text)


@given(st.text())
def test_folding_forgets_capitals_and_outer_spaces(text: str) -> None:
    assert patients.folded(f"  {text.upper().lower()}\t") == patients.folded(text.upper().lower())


@given(st.text(st.characters()))
def test_folded_words_hold_only_what_a_database_can_keep(text: str) -> None:
    assert not {unicodedata.category(letter)[0] for letter in patients.folded(text)} - set("LMN Z")
