"""However somebody guesses at one person, and from wherever, an hour of it is heard fewer than a hundred times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clinic.web.access.guesses import NAME
from clinic.web.access.links import GOOD_FOR, LENGTH, LETTERS
from tests.web.access.guessing import MOST, WAYS, Clinic, Try, clinic_at, heard_in_an_hour, link, password
from tests.web.people import sign_in

EVERY_SECOND = 10_000
"""More guesses a second than this program answers requests."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_an_hour_of_guessing_is_heard_less_than_a_hundred_times(tmp_path: Path, way: Callable[[Clinic], Try]) -> None:
    assert 10 < heard_in_an_hour(clinic_at(tmp_path), way) < MOST


def test_an_hour_later_there_are_four_more(tmp_path: Path) -> None:
    at = clinic_at(tmp_path)
    heard_in_an_hour(at, password)
    assert heard_in_an_hour(at, password) == 4


def test_after_an_hour_of_guessing_the_person_waits_a_quarter_of_an_hour_at_most(tmp_path: Path) -> None:
    at = clinic_at(tmp_path)
    heard_in_an_hour(at, WAYS[2])
    at.watch.now += NAME.ceiling
    assert sign_in(at.stranger(), "ben").status_code == 200


def test_the_code_of_a_link_is_found_by_nobody_from_however_many_addresses() -> None:
    assert link in WAYS
    tries = max(GOOD_FOR.values()).total_seconds() * EVERY_SECOND
    assert tries / len(LETTERS) ** LENGTH < 1e-19
