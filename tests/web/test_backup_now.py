"""A red line on every page of whoever is signed in, when the backups are late, failed or not set up."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.backups.keys import make_key
from clinic.backups.state import State, write_state
from clinic.invoked import command
from clinic.web.access.roles import Role
from clinic.web.demo_folder import MARK
from tests.web.people import NOW, clinic_with_people, signed_in
from tests.web.visit import opened, text

PAGES = ("/patients", "/account", "/")


def line(app: Flask, role: Role = Role.CLINICIAN, path: str = "/patients") -> str:
    found = opened(signed_in(app, role), path).all(".backup-late")
    return text(found[0]) if found else ""


def set_up(app: Flask, tmp_path: Path, **state: datetime | bool) -> Flask:
    make_key(Path(app.instance_path), tmp_path / "key", NOW)
    write_state(Path(app.instance_path), State(**state))  # type: ignore[arg-type]  # because each test names its own
    return app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path / "instance")


def test_without_backups_everybody_is_told_on_every_page_and_the_lead_what_to_do(app: Flask) -> None:
    said = "No backup is set up: what is recorded here exists once."
    assert line(app) == line(app, Role.FRONT_DESK) == f"{said} Tell the clinic lead today."
    assert line(app, Role.LEAD).startswith(f"{said} Run {command()} backup --new-key FILE")
    assert [bool(line(app, Role.LEAD, path)) for path in PAGES] == [True, True, True]


def test_nobody_is_told_who_is_not_signed_in(app: Flask) -> None:
    assert opened(app.test_client(), "/sign-in").all(".backup-late") == []


@pytest.mark.parametrize(("hours", "said"), [(1, ""), (26, ""), (27, "The newest backup is 27 hours old. ")])
def test_past_26_hours_it_is_said_how_old_the_newest_is(app: Flask, tmp_path: Path, hours: int, said: str) -> None:
    at = NOW - timedelta(hours=hours)
    set_up(app, tmp_path, tried=at, succeeded=at)
    assert line(app) == (f"{said}Tell the clinic lead today." if said else "")


def test_one_failure_is_said_at_once(app: Flask, tmp_path: Path) -> None:
    set_up(app, tmp_path, tried=NOW, succeeded=NOW - timedelta(hours=24), failed=True)
    assert line(app) == "The last backup failed. Tell the clinic lead today."
    assert line(app, Role.LEAD).endswith(f"Run {command()} doctor on the clinic's machine: it says what to do.")


def test_the_demonstration_has_no_backups_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / MARK).write_text("")
    assert line(clinic_with_people(tmp_path / "demo")) == ""
