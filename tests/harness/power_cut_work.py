"""What the power is cut during: saves, a first start, an upgrade, backups. What has to be there: power_cut_checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic import command
from sqlalchemy import Engine, event

from clinic.settings import secret_key
from clinic.store.backup import backup
from clinic.store.engine import opened, sqlite_driver
from clinic.store.migrate import bring_up, configuration
from clinic.store.transactions import writing
from clinic.store.upgrade import FOLDER, upgrade
from tests.harness.disk_log import DiskLog, Event
from tests.harness.kill_saves import save
from tests.store.places import Place, ready, sqlite_in
from tests.store.records import Visit, visit
from tests.store.schema import fill

OLDER = "0003"
"""The schema that the upgrade begins with."""
SAVES, CHECKPOINT = 24, 40
"""Saves in each of two sessions, and after how many pages the log is written into the database: often, to cut that."""
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
INSTANCE = "clinic"
"""The clinic's folder in the one that is watched."""
UPGRADED = "upgraded"
NORMAL, NO_FOLDER, NO_SYNC = "synchronous=NORMAL", "no sync of folders", "no sync at all"
"""Planted faults: a setting that acknowledges before the disk does, a name and a file that nobody syncs."""


@dataclass(frozen=True)
class Met:
    """A patient who was acknowledged, by id."""

    id: str


@dataclass(frozen=True)
class Recording:
    """What was on the disk before a work, everything that reached it, whatever the log does not explain, and what the
    work began with: a visit, or the key that opens the backups."""

    before: Mapping[str, bytes]
    events: tuple[Event, ...]
    unexplained: tuple[str, ...]
    begun: Any = None


def clinic_in(folder: Path, driver: str) -> Place:
    """The database of the clinic in a watched folder."""
    return sqlite_in(folder / INSTANCE, driver)


def a_visit(place: Place) -> Visit:
    """A clinic with one draft."""
    place.file.parent.mkdir()
    with ready(place), writing() as session:
        return visit(session)


def intake(place: Place, log: DiskLog, made: Visit, fault: str) -> None:
    """Drafts, final assessments and sheets are saved, and the program is stopped and started in between."""
    for number in range(2):
        with at_work(place, fault):
            made = saved(log, made, range(number * SAVES, (number + 1) * SAVES))


def nothing(_: Place) -> None:
    """No folder at all."""


def first_start(place: Place, log: DiskLog, _: object, fault: str) -> None:
    """The clinic's folder and its database are made, and the first records are kept."""
    secret_key(place.file.parent)
    next_start(place, log, fault)
    with at_work(place, fault), writing() as session:
        made = visit(session)
    log.mark(Met(made.patient.id))
    with at_work(place, fault):
        saved(log, made, range(1, 6))


def an_older_clinic(place: Place) -> tuple[str, ...]:
    """Records in an older schema; all of them as statements."""
    place.file.parent.mkdir()
    with opened(place.url, driver=place.driver) as engine, engine.begin() as connection:
        command.upgrade(configuration(connection), OLDER)
        fill(connection, {})
    return dumped(place.file)


def migration(place: Place, log: DiskLog, _: object, fault: str) -> None:
    """The database is brought to this release, as a start of it does, and goes to work."""
    next_start(place, log, fault)
    log.mark(UPGRADED)


def backups(place: Place, log: DiskLog, made: Visit, fault: str) -> None:
    """Backups are made between saves."""
    for number in range(3):
        with at_work(place, fault) as engine:
            made = saved(log, made, range(number * 5, number * 5 + 3))
            log.mark(backup(engine, place.file.parent / FOLDER / f"{number}.sqlite3"))


def a_visit_and_a_folder(place: Place) -> Visit:
    """A clinic with one draft and a folder for its backups."""
    made = a_visit(place)
    (place.file.parent / FOLDER).mkdir()
    return made


def next_start(place: Place, log: DiskLog, fault: str = "") -> None:
    """What a start of this release does with whatever is there; then somebody new comes and a draft is kept."""
    upgrade(place.file.parent, "", AT, driver=place.driver)
    with at_work(place, fault) as engine:
        bring_up(engine)
        with writing() as session:
            made = visit(session, "Lamarr")
        log.mark(Met(made.patient.id))
        saved(log, made, range(1, 4))


def saved(log: DiskLog, made: Visit, numbers: range) -> Visit:
    """Saves, each of which is acknowledged."""
    for number in numbers:
        made = save(made, number, tell=lambda one, _: log.mark(one))
    return made


@contextmanager
def at_work(place: Place, fault: str = "") -> Iterator[Engine]:
    """The clinic's database while it works, with its log written into it often."""
    with opened(place.url, driver=place.driver) as engine:
        engine.dispose()

        @event.listens_for(engine, "connect")
        def set_pragmas(connection: Any, _: object) -> None:
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
            if fault == NORMAL:
                connection.execute("PRAGMA synchronous = NORMAL")

        yield engine


def module_of(driver: str) -> ModuleType:
    """The driver's module that opens a file."""
    module = sqlite_driver(driver)
    found: ModuleType = getattr(module, "dbapi2", module)
    return found


def dumped(file: Path) -> tuple[str, ...]:
    """Everything in a database as statements; only the standard library's driver tells it."""
    with closing(sqlite3.connect(str(file))) as connection:
        return tuple(connection.iterdump())
