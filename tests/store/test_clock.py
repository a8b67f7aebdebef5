"""How far the records reach: to the latest moment of any entry, until somebody confirms the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from clinic.store import clock
from clinic.store.audit import Actor, note
from clinic.store.clock import LONG, Reach, confirm, reach
from clinic.store.rows.audit import AuditRow
from clinic.store.transactions import Session, writing
from tests.store.places import Place, ready

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    with ready(place), writing() as session:
        yield session


def entries(session: Session, *moments: datetime) -> None:
    for at in moments:
        note(session, Actor("", at), "sign_in", "account")


def test_without_entries_nothing_is_reached(session: Session) -> None:
    assert reach(session) == Reach(0, None)


def test_an_entry_made_with_a_clock_that_went_back_does_not_make_it_right(session: Session) -> None:
    entries(session, NOW, NOW - 900 * DAY)
    assert reach(session) == Reach(2, NOW)


def test_what_was_found_before_is_gone_on_from(session: Session) -> None:
    entries(session, NOW)
    before = reach(session)
    assert reach(session, before) is before
    entries(session, NOW - DAY)
    assert reach(session, before) == Reach(2, NOW)
    entries(session, NOW + DAY)
    assert reach(session, before) == Reach(3, NOW + DAY)


def test_entries_before_a_confirmation_count_no_more(session: Session) -> None:
    entries(session, NOW + 900 * DAY)
    before = reach(session)
    confirm(session, Actor("", NOW))
    assert reach(session) == reach(session, before) == Reach(2, NOW)
    entries(session, NOW + DAY)
    assert reach(session).at == NOW + DAY


def test_an_entry_long_after_all_others_says_since_when_nothing_was_made(session: Session) -> None:
    entries(session, NOW)
    before = reach(session)
    entries(session, NOW + LONG)
    assert reach(session, before) == Reach(2, NOW + LONG)
    entries(session, NOW + LONG + LONG + DAY)
    ahead = reach(session, Reach(2, NOW + LONG))
    assert ahead == Reach(3, NOW + LONG + LONG + DAY, NOW + LONG)
    entries(session, NOW + LONG + LONG + DAY)
    assert reach(session, ahead).silent_since == NOW + LONG
    confirm(session, Actor("", NOW))
    assert reach(session, ahead).silent_since is None


def test_another_trail_is_looked_at_from_its_beginning(session: Session) -> None:
    entries(session, NOW)
    assert reach(session, Reach(40, NOW + 900 * DAY)) == Reach(1, NOW)


def test_only_the_newest_entries_are_looked_at(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "LOOKED_AT", 2)
    entries(session, NOW + 900 * DAY, NOW, NOW)
    assert reach(session) == Reach(3, NOW)


@pytest.mark.parametrize("altered", ["yesterday", "2026-11-20T09:30:00"])
def test_an_entry_whose_moment_was_altered_keeps_no_clinic_closed(session: Session, altered: str) -> None:
    entries(session, NOW)
    session.execute(update(AuditRow).values(at=altered))
    assert reach(session) == Reach(1, None)
    assert reach(session, Reach(0, NOW)) == Reach(1, NOW)
