"""The engine keeps what it acknowledges, says how, and refuses a database that would not."""

from __future__ import annotations

import importlib
import logging
import os
import sqlite3
import stat
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from clinic.store import engine as store_engine
from clinic.store.engine import OWN, SYSTEM, WAL_FROM, durability, has_sound_wal, init_database, opened, sqlite_driver
from clinic.store.errors import StoreError
from clinic.store.transactions import reading, writing
from tests.postgresql import connected
from tests.store.places import POSTGRESQL, Place, sqlite_in


def pragma(engine: Engine, name: str) -> Any:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_each_database_says_at_start_how_it_keeps_what_it_acknowledges(place: Place, kind: str) -> None:
    app = Flask("start")
    init_database(app, place.url, driver=place.driver)
    found = app.extensions["durability"]
    with app.app_context():
        store_engine.db.engine.dispose()
    if kind == POSTGRESQL:
        assert (found.driver, found.journal, found.synchronous) == ("psycopg", "postgresql", "on")
        assert found.in_words == f"PostgreSQL {found.version}, synchronous_commit on"
        return
    module = importlib.import_module(kind)
    sound = module.sqlite_version_info >= WAL_FROM
    assert (found.driver, found.version) == (kind, module.sqlite_version)
    assert (found.journal, found.synchronous) == (("WAL", "FULL") if sound else ("DELETE", "EXTRA"))
    assert f"journal {found.journal}, synchronous {found.synchronous}" in found.in_words


def test_the_standard_librarys_sqlite_is_used_with_what_its_version_can_do(tmp_path: Path) -> None:
    place = sqlite_in(tmp_path, SYSTEM)
    with opened(place.url, driver=SYSTEM) as engine:
        expected = "wal" if sqlite3.sqlite_version_info >= WAL_FROM else "delete"
        assert pragma(engine, "journal_mode") == expected


@pytest.mark.parametrize(
    ("version", "sound"),
    [((3, 7, 0), False), ((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True)],
)
def test_the_write_ahead_log_is_used_from_the_first_release_that_keeps_it_whole(
    version: tuple[int, int, int], sound: bool
) -> None:
    module = ModuleType("sqlite")
    vars(module)["sqlite_version_info"] = version
    assert has_sound_wal(module) is sound


def test_every_connection_of_the_pool_has_the_pragmas(place: Place, kind: str) -> None:
    if kind == POSTGRESQL:
        return
    with (
        opened(place.url, driver=place.driver) as engine,
        engine.execution_options(plumbline_reading=True).connect() as one,
        engine.execution_options(plumbline_reading=True).connect() as other,
    ):
        for connection in (one, other):
            told = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("foreign_keys", "busy_timeout", "trusted_schema")
            ]
            assert told == [1, store_engine.BUSY_MS, 0]


def test_a_new_database_is_its_owners_alone_to_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        place = sqlite_in(tmp_path)
        with opened(place.url) as engine, engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (n)")
            modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {0o600}


@pytest.mark.parametrize("planted", ["synchronous = NORMAL", "synchronous = OFF", "foreign_keys = OFF"])
def test_sqlite_that_would_not_keep_what_it_acknowledges_is_refused(tmp_path: Path, planted: str) -> None:
    with opened(sqlite_in(tmp_path).url) as engine:
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {planted}"))
        with pytest.raises(StoreError, match="would not keep what it acknowledges"):
            durability(engine, OWN)


@pytest.mark.parametrize("journal", ["MEMORY", "OFF", "TRUNCATE"])
def test_sqlite_with_another_journal_is_refused(tmp_path: Path, journal: str) -> None:
    with opened(sqlite_in(tmp_path, SYSTEM).url, driver=SYSTEM) as engine:
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA journal_mode = {journal}"))
        with pytest.raises(StoreError, match=f"journal {journal}"):
            durability(engine, SYSTEM)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="it is in memory"), opened(url):
        pass


def test_postgresql_that_acknowledges_before_it_has_kept_is_refused(postgresql: str) -> None:
    with connected(postgresql) as connection:
        connection.execute("ALTER ROLE plumbline SET synchronous_commit = off")
    try:
        with pytest.raises(StoreError, match="synchronous_commit off"), opened(postgresql):
            pass
    finally:
        with connected(postgresql) as connection:
            connection.execute("ALTER ROLE plumbline RESET synchronous_commit")


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    place = sqlite_in(tmp_path)
    place.file.write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match=r"clinic\.sqlite3 cannot be used: file is not a database"), opened(place.url):
        pass


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used"), opened(sqlite_in(tmp_path / "none").url):
        pass


def test_a_postgresql_out_of_reach_is_refused_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://clinic:secret@/clinic?host={tmp_path}"
    with pytest.raises(StoreError, match="cannot be used") as refused, opened(url):
        pass
    assert "secret" not in str(refused.value)


@pytest.mark.usefixtures("store")
def test_an_error_does_not_show_what_was_to_be_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Exception, match="hide_parameters") as refused, writing() as session:
        session.execute(text("INSERT INTO nothing VALUES (:name)"), {"name": "Ada Lovelace"})
    assert "Lovelace" not in f"{refused.value}{caplog.text}"


@pytest.mark.usefixtures("store")
def test_a_transaction_that_reads_cannot_write() -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only|only be read"), reading() as session:
        session.execute(text("DELETE FROM patient"))
    with writing() as session:
        session.execute(text("DELETE FROM patient"))


def test_the_driver_with_its_own_library_is_taken_where_there_is_one() -> None:
    assert sqlite_driver(SYSTEM) is sqlite3
    assert sqlite_driver().sqlite_version_info >= sqlite3.sqlite_version_info
