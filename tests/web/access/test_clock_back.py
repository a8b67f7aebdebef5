"""A clock that was ahead and is put right keeps nobody out, and leaves no machine and no link open for years."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.store.audit import Actor
from clinic.store.invitations import Kind
from clinic.store.transactions import writing
from clinic.web.access.links import make_link
from clinic.web.access.roles import Role
from tests.web.access.test_welcome import arrived
from tests.web.people import NOW, Watch, account_named, clinic_with_people, sign_in, signed_in

AHEAD = NOW + timedelta(days=2_800)


@pytest.fixture
def watch() -> Watch:
    return Watch(AHEAD)


@pytest.fixture
def app(tmp_path: Path, watch: Watch) -> Flask:
    return clinic_with_people(tmp_path / "instance", moment=watch)


@pytest.mark.parametrize("times", [1, 3, 20])
def test_who_guessed_wrong_while_it_was_ahead_is_heard_once_it_is_right(app: Flask, watch: Watch, times: int) -> None:
    for _ in range(times):
        sign_in(app.test_client(), "anna", "wrong")
    watch.now = NOW
    assert sign_in(app.test_client(), "anna").status_code == 303


def test_a_clock_that_is_put_back_a_little_forgives_no_guess(app: Flask, watch: Watch) -> None:
    for _ in range(4):
        sign_in(app.test_client(), "anna", "wrong")
    watch.now -= timedelta(minutes=1)
    assert sign_in(app.test_client(), "anna").status_code == 429


@pytest.mark.parametrize(("back", "status"), [(timedelta(minutes=9), 200), (timedelta(minutes=10), 401)])
def test_a_page_left_open_while_it_was_ahead_asks_for_the_password(
    app: Flask, watch: Watch, back: timedelta, status: int
) -> None:
    client = signed_in(app, Role.LEAD)
    watch.now -= back
    assert client.get("/people").status_code == status


def test_a_link_made_while_it_was_ahead_is_good_no_more(app: Flask, watch: Watch) -> None:
    with app.app_context(), writing() as session:
        code = make_link(session, Actor("", AHEAD), Kind.RESET, account_named(app, "ben").id)
    assert arrived(app.test_client(), code).status_code == 200
    watch.now = NOW
    assert arrived(app.test_client(), code).status_code == 403
