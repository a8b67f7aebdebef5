"""The sign-off of the clinical content: by the lead, for one edition, seen wherever its state is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from clinic.store import house
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.web.people import clinic_with_people, signed_in
from tests.web.visit import KNOWLEDGE, case, forms_to, opened, parsed, result, sent, text

SIGNED = "Signed off by Anna Ross on 20 Nov 2026."
NOT_SIGNED = "Not signed off: no clinic lead has approved this clinical content."


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


def sign(app: Flask, typed: str = "Anna Ross", **changes: str) -> int:
    client = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(client, "/settings"), "/settings/sign-off")
    return sent(client, form, {"typed_name": typed, **changes}).status_code


def told(app: Flask) -> list[str]:
    """What every place that tells says: foot, start page, rulebook, result, proposed programme."""
    client = signed_in(app, Role.LEAD)
    found = result(client, case(aims=["move_with_control"]))
    (onward,) = forms_to(found, "/check/programme")
    proposed = parsed(sent(client, onward))
    return [
        text(opened(client, "/library").one(".foot")),
        text(opened(client, "/").one("main")),
        text(opened(client, "/rulebook").one("main .notice")),
        text(found.one(".unsigned")),
        text(proposed.one(".unsigned")),
        text(opened(client, "/settings").one("section[aria-labelledby=sign-off]")),
    ]


def test_until_it_is_signed_off_every_place_says_so(app: Flask) -> None:
    assert [NOT_SIGNED in place for place in told(app)] == [True] * 6


def test_after_the_sign_off_every_place_names_who_and_when(app: Flask) -> None:
    assert sign(app, note="Read from front to back.") == 303
    places = told(app)
    assert [SIGNED in place for place in places] == [True] * 6
    assert "Read from front to back." in places[-1]
    with app.app_context(), reading() as session:
        kept = house.signed_off(session, KNOWLEDGE.edition)
    assert kept is not None
    assert (kept.on, kept.note) == ("2026-11-20", "Read from front to back.")


def test_another_edition_is_not_signed_off_again(app: Flask) -> None:
    sign(app)
    here = app.extensions["practice"]
    later = replace(here.knowledge, edition="f" * 64)
    app.extensions["practice"] = replace(here, knowledge=later)
    assert NOT_SIGNED in text(opened(app.test_client(), "/").one("main"))


@pytest.mark.parametrize("typed", ["", "Anna", "Ben Okafor"])
def test_the_name_has_to_be_typed_again(app: Flask, typed: str) -> None:
    assert sign(app, typed) == 422
    assert NOT_SIGNED in text(opened(app.test_client(), "/").one("main"))


def test_capital_letters_make_no_difference_to_the_name(app: Flask) -> None:
    assert sign(app, " anna ross ") == 303


def test_an_edition_that_is_not_in_force_is_not_signed_off(app: Flask) -> None:
    assert sign(app, edition="f" * 64) == 422


def test_a_note_that_is_too_long_comes_back_as_it_was_typed(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(client, "/settings"), "/settings/sign-off")
    answer = sent(client, form, {"typed_name": "Anna Ross", "note": "n" * 2001})
    assert answer.status_code == 422
    assert text(parsed(answer).one("#note")) == "n" * 2001
