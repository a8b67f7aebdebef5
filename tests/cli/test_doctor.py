"""`clinic doctor`: one page that says of each thing how it stands and what to do, and ends with 2 when one is wrong."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic.backups.keys import make_key
from clinic.backups.state import State, write_state
from clinic.cli import doctor_machine as machine
from clinic.cli import doctor_records as records
from clinic.cli.doctor import examined
from clinic.cli.doctor_line import Line, Verdict
from clinic.invoked import command
from clinic.network.authority import FOLDER, open_authority
from clinic.network.leaf import open_leaf
from clinic.network.place import find_place
from clinic.settings import Settings, secret_key
from clinic.store import audit
from clinic.store.engine import sqlite_driver
from clinic.store.transactions import writing
from tests.cli.calls import Clinic
from tests.store.places import ready, sqlite_in

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ABOUT = [
    "release", "Python", "database", "schema", "clock", "edition", "telephone", "backups", "permissions", "disk",
    "encryption", "certificate", "fonts", "PDF", "service", "log",
]  # fmt: skip  # a list reads best in lines
Room = namedtuple("Room", "total used free")  # noqa: PYI024  # as shutil gives it


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A clinic that was started once, with a telephone."""
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o755)
    secret_key(folder)
    with ready(sqlite_in(folder)), writing() as session:
        audit.note(session, audit.Actor("", NOW), "begin", "clinic")
    return Settings(folder, telephone="01632 960 011")


def of(lines: Iterable[Line], about: str) -> Line:
    (found,) = [one for one in lines if one.about == about]
    return found


def test_one_page_says_how_everything_stands(clinic: Clinic, settings: Settings) -> None:
    ended = clinic("doctor", "--json", "--instance", settings.instance)
    lines = {one["about"]: one for one in ended.json["lines"]}
    assert list(lines) == ABOUT
    assert (ended.status, ended.json["worst"]) == (2, "wrong")
    assert (lines["telephone"]["verdict"], lines["backups"]["verdict"]) == ("wrong", "wrong")
    assert (lines["schema"]["verdict"], lines["fonts"]["verdict"], lines["PDF"]["verdict"]) == ("ok", "ok", "ok")
    assert all(bool(one["to_do"]) == (one["verdict"] != "ok") for one in lines.values())


def test_a_person_reads_one_line_for_each_and_what_to_do(clinic: Clinic, settings: Settings) -> None:
    ended = clinic("doctor", "--instance", settings.instance)
    table, verdict = ended.out.split("\n\n")
    assert [line.split()[1] for line in table.splitlines() if line.startswith(tuple(Verdict))] == ABOUT
    wrong = [line.split()[1] for line in table.splitlines() if line.startswith("wrong ")]
    assert {"telephone", "backups"} <= set(wrong)
    assert verdict == f"Something is wrong: {', '.join(wrong)}.\n"


def test_a_folder_that_is_not_there_is_the_only_line(clinic: Clinic) -> None:
    ended = clinic("doctor", "--json", "--instance", clinic.folder / "none")
    assert (ended.status, [one["about"] for one in ended.json["lines"]]) == (2, ["folder"])
    assert not (clinic.folder / "none").exists()


def test_a_clinic_that_was_never_started_is_told_to_start(tmp_path: Path) -> None:
    found = of(records.records(Settings(tmp_path), NOW), "records")
    assert (found.verdict, found.to_do) == (Verdict.LOOK, f"Start Plumbline once: {command()} serve.")


@pytest.mark.parametrize(("schema", "verdict"), [("0001", Verdict.LOOK), ("9999", Verdict.WRONG)])
def test_another_schema_is_said(settings: Settings, schema: str, verdict: Verdict) -> None:
    with closing(sqlite_driver().connect(str(settings.instance / "clinic.sqlite3"))) as file:
        file.execute("UPDATE alembic_version SET version_num = ?", [schema])
        file.commit()
    assert of(records.records(settings, NOW), "schema").verdict is verdict


def test_a_database_that_cannot_be_read_is_one_line_among_the_others(settings: Settings) -> None:
    (settings.instance / "clinic.sqlite3").write_bytes(b"no database" * 500)
    lines = tuple(examined(settings, NOW))
    assert "file is not a database" in of(lines, "records").says
    assert of(lines, "fonts").verdict is Verdict.OK


@pytest.mark.parametrize(
    ("now", "newest", "verdict"),
    [
        (NOW, None, Verdict.OK),
        (NOW, NOW + timedelta(minutes=1), Verdict.OK),
        (NOW, NOW + timedelta(minutes=6), Verdict.WRONG),
        (datetime(2024, 12, 31, 23, 59, tzinfo=UTC), None, Verdict.WRONG),
        (datetime(1970, 1, 1, tzinfo=UTC), None, Verdict.WRONG),
    ],
)
def test_a_clock_that_is_years_back_or_before_the_last_entry_is_wrong(
    now: datetime, newest: datetime | None, verdict: Verdict
) -> None:
    assert machine.clock(now, newest).verdict is verdict


@pytest.mark.parametrize(("free", "verdict"), [(10**7, Verdict.WRONG), (10**9, Verdict.LOOK), (10**10, Verdict.OK)])
def test_little_room_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Room(free, 0, free))
    assert of(machine.disk(settings), "disk").verdict is verdict


def test_what_others_can_read_is_wrong_unless_the_folder_is_closed(settings: Settings) -> None:
    assert of(machine.permissions(settings), "permissions").verdict is Verdict.OK
    (settings.instance / "clinic.sqlite3").chmod(0o644)
    found = of(machine.permissions(settings), "permissions")
    assert (found.verdict, "clinic.sqlite3" in found.says) == (Verdict.WRONG, True)
    settings.instance.chmod(0o700)
    assert of(machine.permissions(settings), "permissions").verdict is Verdict.OK


def test_backups_are_looked_for_where_they_were_put(settings: Settings, tmp_path: Path) -> None:
    def standing(backup_to: str = "") -> Verdict:
        told = Settings(settings.instance, backup_to=backup_to)
        return of(records.backups(told, NOW), "backups").verdict

    assert standing() is Verdict.WRONG
    make_key(settings.instance, tmp_path / "key", NOW)
    assert standing() is Verdict.WRONG
    assert "the server has made none" in of(records.backups(settings, NOW), "backups").says
    write_state(settings.instance, State(NOW, NOW, "clinic.tar.age"))
    assert standing() is Verdict.WRONG
    for folder in (settings.instance / "backups", tmp_path / "disk"):
        folder.mkdir()
        (folder / "clinic.tar.age").touch()
    assert standing() is Verdict.LOOK
    assert standing(backup_to=str(tmp_path / "disk")) is Verdict.OK
    write_state(settings.instance, State(NOW, NOW - timedelta(hours=27), "clinic.tar.age"))
    assert standing(backup_to=str(tmp_path / "disk")) is Verdict.WRONG
    write_state(settings.instance, State(NOW, NOW, "clinic.tar.age", failed=True))
    assert standing(backup_to=str(tmp_path / "disk")) is Verdict.WRONG


def test_the_certificates_ends_are_said(settings: Settings) -> None:
    assert of(machine.certificate(settings, NOW), "certificate").verdict is Verdict.OK
    place = find_place(("localhost",), towards=())
    folder = settings.instance / FOLDER
    authority = open_authority(folder, place.names, NOW)
    open_leaf(folder, authority, place, NOW)
    assert authority.fingerprint in of(machine.certificate(settings, NOW), "certificate").says
    for years, verdict in ((0, Verdict.OK), (2, Verdict.LOOK), (9.9, Verdict.LOOK), (10.5, Verdict.WRONG)):
        assert of(machine.certificate(settings, NOW + timedelta(days=365 * years)), "certificate").verdict is verdict
