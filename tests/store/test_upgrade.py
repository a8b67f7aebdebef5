"""A new release brings the records up in a copy that takes their place: at any moment they are the old or the new."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import stat
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from clinic.store import handouts, patients
from clinic.store.engine import sqlite_driver
from clinic.store.errors import StoreError
from clinic.store.in_use import serving
from clinic.store.migrate import bring_up, newest
from clinic.store.soundness import look_over
from clinic.store.transactions import reading
from clinic.store.upgrade import Upgraded, upgrade
from tests.store.old_clinic import OLDER, asked, old_clinic, start
from tests.store.places import ready, sqlite_in
from tests.store.test_handouts import PDF

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SCHEMA = "SELECT version_num FROM alembic_version"
Room = namedtuple("Room", "total used free")  # noqa: PYI024  # as shutil gives it


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The folder of a clinic of an older release."""
    return old_clinic(tmp_path / "instance")


def files_in(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()} - {"in_use"}


def test_an_older_schema_is_brought_up_and_the_records_as_they_were_are_kept(instance: Path) -> None:
    kept = instance / "backups" / f"before-upgrade-{OLDER}-20261120-093000.sqlite3"
    assert upgrade(instance, "", AT) == Upgraded(OLDER, newest(), kept)
    assert files_in(instance) == {"clinic.sqlite3", f"backups/{kept.name}"}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (kept, instance / "clinic.sqlite3")} == {0o600}
    assert (look_over(kept).schema, look_over(kept).faults) == (OLDER, ())
    with ready(sqlite_in(instance)), reading() as session:
        (known,) = patients.listed(session)
        (sheet,) = handouts.of_patient(session, known.id)
        assert handouts.bytes_of(session, sheet.id) == PDF


def test_the_newest_schema_an_empty_folder_and_what_is_no_database_are_left_alone(tmp_path: Path) -> None:
    assert upgrade(tmp_path, "", AT) is None
    file = tmp_path / "clinic.sqlite3"
    file.write_bytes(b"no database" * 500)
    assert upgrade(tmp_path, "", AT) is None
    file.unlink()
    with ready(sqlite_in(tmp_path)):
        pass
    before = file.read_bytes()
    assert upgrade(tmp_path, "", AT) is None
    assert (file.read_bytes(), files_in(tmp_path)) == (before, {"clinic.sqlite3"})


def test_a_newer_schema_is_left_to_be_refused(instance: Path) -> None:
    with closing(sqlite3.connect(instance / "clinic.sqlite3")) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    assert upgrade(instance, "", AT) is None
    assert asked(instance, SCHEMA) == "9999"


def test_records_that_are_not_sound_are_not_touched(instance: Path) -> None:
    with closing(sqlite3.connect(instance / "clinic.sqlite3")) as file, file:
        file.execute("UPDATE handout SET patient_id = 'nobody'")
    with pytest.raises(StoreError, match="not sound as they are, so nothing was changed: a row of handout"):
        upgrade(instance, "", AT)
    assert (asked(instance, SCHEMA), files_in(instance)) == (OLDER, {"clinic.sqlite3"})


def test_a_migration_that_fails_leaves_the_old_records_and_no_copy(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(engine: Engine) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM patient_word")
        raise StoreError("the migration failed")

    monkeypatch.setattr("clinic.store.upgrade.bring_up", fail)
    with pytest.raises(StoreError, match="the migration failed"):
        upgrade(instance, "", AT)
    assert (asked(instance, SCHEMA), asked(instance, "SELECT count(*) FROM patient_word")) == (OLDER, 2)
    assert files_in(instance) == {"clinic.sqlite3"}


def test_a_migration_that_would_lose_a_row_leaves_the_old_records(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(engine: Engine) -> None:
        bring_up(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM patient_word")

    monkeypatch.setattr("clinic.store.upgrade.bring_up", lose)
    with pytest.raises(StoreError, match="would lose records, so nothing was changed: 0 of 2 rows of patient_word"):
        upgrade(instance, "", AT)
    assert (asked(instance, SCHEMA), files_in(instance)) == (OLDER, {"clinic.sqlite3"})


def test_without_room_nothing_is_begun(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Room(10, 10, 0))
    with pytest.raises(StoreError, match="There is no room to bring the records to this release"):
        upgrade(instance, "", AT)
    assert (asked(instance, SCHEMA), files_in(instance)) == (OLDER, {"clinic.sqlite3"})


def test_a_server_that_still_runs_keeps_its_database(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinic.store.in_use.PATIENCE", 0.0)
    with serving(instance), pytest.raises(StoreError, match="still runs on this folder"):
        upgrade(instance, "", AT)
    assert asked(instance, SCHEMA) == OLDER


def test_another_program_with_the_database_open_keeps_it_as_it_is(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic.store.upgrade.BUSY_MS", 50)
    with closing(sqlite_driver().connect(str(instance / "clinic.sqlite3"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="still has the clinic's database open"):
            upgrade(instance, "", AT)
    assert asked(instance, SCHEMA) == OLDER


def test_a_database_behind_a_link_is_replaced_where_it_lies(instance: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk.sqlite3"
    (instance / "clinic.sqlite3").rename(elsewhere)
    (instance / "clinic.sqlite3").symlink_to(elsewhere)
    upgrade(instance, "", AT)
    assert (instance / "clinic.sqlite3").is_symlink()
    assert look_over(elsewhere).schema == newest()


@pytest.mark.parametrize("step", [14, 20, 26, 30, 34])
def test_a_start_that_is_killed_leaves_the_old_or_the_new_and_the_next_one_finishes(instance: Path, step: int) -> None:
    assert start(instance, killed_at=step).returncode == -signal.SIGKILL
    found = look_over(instance / "clinic.sqlite3")
    assert (found.faults, found.sheets, found.rows["patient"]) == ((), 1, 1)
    assert found.schema in {OLDER, newest()}
    start(instance)
    found = look_over(instance / "clinic.sqlite3")
    assert (found.schema, found.faults, found.sheets) == (newest(), (), 1)
    assert not [one for one in files_in(instance) if "unfinished" in one]


def test_of_two_starts_at_once_one_brings_the_records_up(instance: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda _: start(instance), range(2)))
    assert [one.returncode for one in ended] == [0, 0], ended
    assert len(list((instance / "backups").iterdir())) == 1
    assert look_over(instance / "clinic.sqlite3").schema == newest()
