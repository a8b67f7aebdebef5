"""The database engine: which driver, which pragmas, and how a transaction begins. The only place with engine events."""

from __future__ import annotations

import importlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DatabaseError

from clinic.store.errors import StoreError
from clinic.store.rows import Row

DATABASE_FILE = "clinic.sqlite3"
WAL_FROM = (3, 51, 3)
"""Older releases, from 3.7.0 on, can corrupt a database in WAL mode."""
BUSY_MS = 15_000
CACHE_KIB = 32 * 1024
"""What a connection keeps in memory: lists and indexes of a large clinic. The one used last is used again."""
READING = "plumbline_reading"
OWN, SYSTEM = "pysqlite3", "sqlite3"

db = SQLAlchemy(metadata=Row.metadata)


@dataclass(frozen=True)
class Durability:
    """How the database keeps what it acknowledges, read back from the database itself."""

    driver: str
    version: str
    journal: str
    synchronous: str

    @property
    def in_words(self) -> str:
        """For the start page and `clinic doctor`."""
        if self.journal == "postgresql":
            return f"PostgreSQL {self.version}, synchronous_commit {self.synchronous}"
        return f"SQLite {self.version} ({self.driver}), journal {self.journal}, synchronous {self.synchronous}"

    @property
    def is_fallback(self) -> bool:
        """Whether this SQLite is kept out of WAL mode, which it could damage a database in: as safe, and slower."""
        return self.journal == "DELETE"


def database_url(instance: Path, told: str = "") -> str:
    """The address of the clinic's database: as told, else the SQLite file in its instance folder."""
    return told or f"sqlite:///{instance / DATABASE_FILE}"


def is_file(url: str) -> bool:
    """Whether a database is a file of SQLite, which Plumbline backs up itself, and not a server's."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_driver(name: str = "") -> ModuleType:
    """The SQLite to use: by name, else the one that brings its own current library, else the standard library's."""
    if name:
        return importlib.import_module(name)
    try:
        return importlib.import_module(OWN)
    except ImportError:
        return sqlite3


def init_database(app: Flask, url: str, *, driver: str = "") -> None:
    """Give the application its engine. `driver` names the SQLite module where it is not to be found by itself.

    Raises StoreError for a database that cannot be used or would not keep what it acknowledges.
    """
    parts = make_url(url)
    module = sqlite_driver(driver) if parts.get_backend_name() == "sqlite" else None
    if module and parts.database in {None, "", ":memory:"}:
        raise StoreError("This database would not keep what it acknowledges: it is in memory, not in a file.")
    options: dict[str, Any] = {
        "hide_parameters": True,
        "pool_use_lifo": True,
    }  # what is kept of a patient stays out of errors and logs
    if module:
        options["module"] = module.dbapi2 if hasattr(module, "dbapi2") else module
    else:
        options["pool_pre_ping"] = True
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options)
    db.init_app(app)
    with app.app_context():
        engine = db.engine
        try:
            if module:
                _make_private(engine)
                _tune_sqlite(engine, wal=has_sound_wal(module))
            app.extensions["durability"] = durability(engine, module.__name__ if module else "psycopg")
        except (DatabaseError, OSError) as error:
            where, why = engine.url.render_as_string(), getattr(error, "orig", error)
            raise StoreError(f"The database {where} cannot be used: {why}") from error
        finally:
            if "durability" not in app.extensions:
                engine.dispose()


@contextmanager
def opened(url: str, *, driver: str = "") -> Iterator[Engine]:
    """A clinic's database without its pages, as it is found, whatever its schema. Raises StoreError."""
    app = Flask("clinic.store")
    init_database(app, url, driver=driver)
    with app.app_context():
        try:
            yield db.engine
        finally:
            db.engine.dispose()


def durability(engine: Engine, driver: str) -> Durability:
    """What the database says of itself. Raises StoreError when it would not keep what it acknowledges."""
    with engine.execution_options(**{READING: True}).connect() as connection:
        if engine.dialect.name != "sqlite":
            version = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
            found = Durability(driver, version, "postgresql", _text(connection, "SHOW synchronous_commit"))
            writes = (_text(connection, f"SHOW {name}") for name in ("fsync", "full_page_writes"))
            sound = found.synchronous != "off" and all(one == "on" for one in writes)
        else:
            level = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[int(_text(connection, "PRAGMA synchronous"))]
            journal = _text(connection, "PRAGMA journal_mode").upper()
            found = Durability(driver, _text(connection, "SELECT sqlite_version()"), journal, level)
            sound = (journal, level) in {("WAL", "FULL"), ("WAL", "EXTRA"), ("DELETE", "EXTRA")}
            sound = sound and _text(connection, "PRAGMA foreign_keys") == "1"
    if not sound:
        raise StoreError(f"This database would not keep what it acknowledges: {found.in_words}.")
    return found


def _text(connection: Connection, statement: str) -> str:
    return str(connection.exec_driver_sql(statement).scalar_one())


def has_sound_wal(module: ModuleType) -> bool:
    """Whether this SQLite keeps a database whole in WAL mode."""
    version: tuple[int, ...] = module.sqlite_version_info
    return version >= WAL_FROM


def _make_private(engine: Engine) -> None:
    """A new database is its owner's alone to read; what SQLite lays beside it takes after it."""
    name = engine.url.database
    if name:
        with suppress(FileExistsError):
            os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _tune_sqlite(engine: Engine, *, wal: bool) -> None:
    pragmas = (
        f"PRAGMA busy_timeout = {BUSY_MS}",
        *(
            ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
            if wal
            else ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA")
        ),
        "PRAGMA foreign_keys = ON",
        "PRAGMA trusted_schema = OFF",
        f"PRAGMA cache_size = -{CACHE_KIB}",
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where `begin` says, and nowhere else
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
