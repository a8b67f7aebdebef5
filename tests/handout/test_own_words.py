"""Names, numbers and goals that the typeface cannot print leave a line to write on, and the clinician is told which."""

from __future__ import annotations

import pytest

from clinic.domain.facts import Facts, Person
from clinic.handout.own_words import left_out, printable
from clinic.handout.printing import render_pdf
from clinic.handout.reading import read_pages, squeezed
from tests.handout.builders import PRINTED_ON, sheet

FOREIGN = ["فاطمة", "王小明", "Ana 🌻", "Mika 佐藤", "Ana\x00", "Ana\x1b[1m", "Ana\u202eB", "Ana\u200b", "Ana\ud800"]


@pytest.mark.parametrize("name", FOREIGN)
def test_half_a_name_is_never_printed(name: str) -> None:
    assert printable(name) == ""


@pytest.mark.parametrize("name", ["Siân Ní Bhriain", "Łukasz Żółć", "Γιώργος", "Жанна Ёлкина", "Đặng Thùy"])
def test_a_name_with_letters_of_the_typeface_is_printed_whole(name: str) -> None:
    assert printable(name) == name


def test_letters_and_their_accents_are_put_together_and_lines_joined() -> None:
    assert printable("  Zoe\u0308\n Brown ") == "Zoë Brown"


def test_the_fields_that_are_left_out_are_named() -> None:
    facts = Facts(PRINTED_ON, Person(name="王小明", number="7"), goal="🌻")
    assert left_out(facts) == ("name", "goal")


def test_an_empty_field_is_not_left_out() -> None:
    assert left_out(Facts(PRINTED_ON, Person(name="  "))) == ()


@pytest.mark.parametrize("name", FOREIGN)
def test_the_sheet_of_such_a_name_is_printed_with_lines_to_write_on(name: str) -> None:
    made = sheet("plank", person=Person(name=name, number=name), goal=name)
    assert (made.person, made.number, made.goal, made.foot) == ("", "", "", "")
    (page,) = read_pages(render_pdf(made))
    assert squeezed("Your back programme Name: Number: About 12 minutes a day") in squeezed(page.text)
    assert squeezed("Your goal: When to stop") in squeezed(page.text)


def test_without_a_name_the_sheet_asks_for_none() -> None:
    (page,) = read_pages(render_pdf(sheet("plank", person=Person(age=40), goal="")))
    assert "Name:" not in page.text
    assert "Yourgoal" not in squeezed(page.text)
