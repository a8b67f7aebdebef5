"""Which passwords are refused, and how the others are kept."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.web.access.passwords import Passwords, keep_passwords
from clinic.web.access.weak import COMMON_FILE, SHORTEST, refused
from tests.web.people import PASSWORD, account_named, sign_in

NAMES = ("Anna Ross", "anna", "Harbour Street Physiotherapy")
KEPT = Passwords(time_cost=1, memory_cost=64, parallelism=1)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "kT9#vLq2xZ!p", "ünïcödé flöwers", "привет мой друг", "我喜欢在河边骑自行车看书",
        "one two buckle shoe", "&)[{;!:kq*%~",
        "x" * 5 + "yzvwkqj", "\N{RABBIT}\N{CACTUS}\N{SNOWMAN}\N{UMBRELLA}\N{TELEVISION}\N{FISH}" * 2 + "ab",
    ],
)  # fmt: skip  # a list reads best in lines
def test_a_long_and_unexpected_password_is_taken_whatever_its_characters(password: str) -> None:
    assert refused(password, NAMES) == ""


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (200, True), (201, False)])
def test_it_has_twelve_to_two_hundred_characters(length: int, *, taken: bool) -> None:
    password = ("kfjwmzpqxbvtrg" * 15 + "!")[-length:]
    assert (refused(password) == "") is taken or "repeats" in refused(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple", "CorrectHorseBatteryStaple", "1q2w3e4r5t6y", "iloveyou1234", "Administrator",
        "physiotherapy", "Physiotherapy1!", "phys1otherapy", "harbourstreet", "Harbour Street 2026", "annaross1980!",
        "Anna Ross 1980", "P@ssw0rd2026!", "passwordpassword", "aaaaaaaaaaaa", "abcabcabcabc", "123456789012",
        "098765432109", "qwertyuiop[]", "poiuytrewq12", "abcdefghijkl", "Summer2026!!", "welcome12345", " " * 12,
        "!" * 12, "!@#$%^&*()_+",
    ],
)  # fmt: skip  # a list reads best in lines
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert refused(password, NAMES) != ""


def test_names_are_refused_only_to_those_who_have_them() -> None:
    assert refused("wilhelmina okonkwo", ("Wilhelmina Okonkwo",)) != ""
    assert refused("wilhelmina okonkwo", NAMES) == ""


def test_the_list_of_common_ones_is_in_the_form_they_are_looked_up_in() -> None:
    listed = COMMON_FILE.read_text(encoding="utf-8").split()
    assert len(listed) == len(set(listed)) > 150
    assert [one for one in listed if len(one) < SHORTEST or not re.fullmatch(r"[a-z0-9]+|[^a-z0-9]+", one)] == []


def test_it_is_kept_as_argon2id_with_the_parameters_of_rfc_9106() -> None:
    kept = Passwords().hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().fits(kept, PASSWORD)


def test_only_the_same_password_fits() -> None:
    kept = KEPT.hashed("Zoë's 12 herons")
    assert KEPT.fits(kept, "Zoe\N{COMBINING DIAERESIS}'s 12 herons")
    assert not KEPT.fits(kept, "zoë's 12 herons")
    assert not KEPT.fits("", "")
    assert not KEPT.fits("not a hash", "not a hash")


def test_it_is_hashed_anew_at_the_next_sign_in_when_the_parameters_have_changed(
    app: Flask, client: FlaskClient
) -> None:
    before = account_named(app, "anna").password_hash
    stronger = Passwords(time_cost=2, memory_cost=64, parallelism=1)
    keep_passwords(app, stronger)
    assert sign_in(client).status_code == 303
    after = account_named(app, "anna").password_hash
    assert (stronger.outdated(before), stronger.outdated(after)) == (True, False)
    assert sign_in(app.test_client()).status_code == 303
