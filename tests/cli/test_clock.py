"""`clinic clock`: whether the clock can be right, and how somebody says that it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic.invoked import command
from clinic.store import audit
from clinic.store.transactions import writing
from clinic.web.practice import now
from tests.cli.calls import Clinic
from tests.store.places import ready, sqlite_in


@pytest.fixture
def instance(clinic: Clinic) -> Path:
    """The folder of a clinic whose only entry was made a day ahead."""
    folder = clinic.folder / "instance"
    folder.mkdir()
    with ready(sqlite_in(folder)), writing() as session:
        audit.note(session, audit.Actor("", now() + timedelta(days=1)), "begin", "clinic")
    return folder


@pytest.mark.usefixtures("instance")
def test_a_clock_behind_the_records_is_said_with_what_to_do(clinic: Clinic) -> None:
    ended = clinic("clock")
    assert ended.status == 2
    assert "is before the last entry of the audit trail" in ended.out
    assert f"{command()} clock --is-right" in ended.out


@pytest.mark.usefixtures("instance")
def test_a_clock_that_is_right_is_confirmed_in_the_audit_trail_and_stays_so(clinic: Clinic) -> None:
    assert clinic("clock", "--is-right").status == 0
    ended = clinic("clock")
    assert (ended.status, "It can be right" in ended.out, "Set the clock" in ended.out) == (0, True, False)
    assert clinic("audit", "verify").out.startswith("2 audit entries, no fault")


@pytest.mark.usefixtures("instance")
def test_a_clock_before_all_is_not_confirmed(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinic.web.practice.now", lambda: datetime(2000, 1, 1, tzinfo=UTC))
    ended = clinic("clock", "--is-right")
    assert (ended.status, ended.out) == (2, "")
    assert "before there was any Plumbline" in ended.told
    assert clinic("audit", "verify").out.startswith("1 audit entr")


def test_a_folder_without_a_clinic_is_said(clinic: Clinic) -> None:
    assert clinic("clock", "--instance", clinic.folder / "nowhere").status == 2
