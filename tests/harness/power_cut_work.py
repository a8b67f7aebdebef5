"""What the power is cut during: saves, a first start, an upgrade, backups. What has to be there: power_cut_checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic import command
from sqlalchemy import Engine, event

from clinic.store.backup import backup
from clinic.store.engine import opened, sqlite_driver
from clinic.store.migrate import bring_up, configuration
from clinic.store.transactions import writing
from clinic.store.upgrade import FOLDER, upgrade
from tests.harness.disk_log import DiskLog, Event, recorded
from tests.harness.kill_saves import save
from tests.store.places import Place, ready, sqlite_in
from tests.store.records import Visit, visit
from tests.store.schema import fill

OLDER = "0003"
"""The schema that the upgrade begins with."""
SAVES, CHECKPOINT = 24, 40
"""Saves in each of two sessions, and after how many pages the log is written into the database: often, to cut that."""
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
UPGRADED, STARTED = "upgraded", "started"
NORMAL, NO_FOLDER, NO_SYNC = "synchronous=NORMAL", "no sync of folders", "no sync at all"
FAULTS = {NORMAL: "intake", NO_FOLDER: "migration", NO_SYNC: "backup"}
"""Planted faults: a setting that acknowledges before the disk does, a name and a file that nobody syncs."""
FORGETS = {NO_FOLDER: frozenset({"sync_folder"}), NO_SYNC: frozenset({"sync", "sync_folder"})}


@dataclass(frozen=True)
class Recording:
    """What was on the disk before a work, everything that reached it, and whatever the log does not explain."""

    before: Mapping[str, bytes]
    events: tuple[Event, ...]
    unexplained: tuple[str, ...]


def work(what: str, driver: str, folder: Path, fault: str) -> Recording:
    """Does one work in a new folder and records it. Only for a process of its own."""
    folder.mkdir()
    place = sqlite_in(folder, driver)
    log = DiskLog(folder, FORGETS.get(fault, frozenset()))
    before, during = WORKS[what]
    made = before(place)
    there = log.begin()
    with recorded(log, module_of(driver)):
        during(place, log, made, fault)
        left_over = tuple(log.unexplained())
    return Recording(there, tuple(log.events), left_over)


def a_visit(place: Place) -> Visit:
    """A clinic with one draft."""
    with ready(place), writing() as session:
        return visit(session)


def intake(place: Place, log: DiskLog, made: Visit, fault: str) -> None:
    """Drafts, final assessments and sheets are saved, and the program is stopped and started in between."""
    for number in range(2):
        with opened(place.url, driver=place.driver) as engine:
            _cut_often(engine, fault)
            made = _saved(log, made, range(number * SAVES, (number + 1) * SAVES))


def nothing(_: Place) -> None:
    """An empty folder."""


def first_start(place: Place, log: DiskLog, _: object, __: str) -> None:
    """A database is made, and the first records are kept."""
    with ready(place), writing() as session:
        made = visit(session)
    log.mark(STARTED)
    with opened(place.url, driver=place.driver):
        _saved(log, made, range(1, 3))


def an_older_clinic(place: Place) -> None:
    """Records in an older schema."""
    with opened(place.url, driver=place.driver) as engine, engine.begin() as connection:
        command.upgrade(configuration(connection), OLDER)
        fill(connection, {})


def migration(place: Place, log: DiskLog, _: object, __: str) -> None:
    """The database is brought to this release, as a start of it does, and goes to work."""
    upgrade(place.file.parent, "", AT, driver=place.driver)
    with opened(place.url, driver=place.driver) as engine:
        bring_up(engine)
        log.mark(UPGRADED)
        with writing() as session:
            made = visit(session, "Hopper")
        _saved(log, made, range(1, 3))


def backups(place: Place, log: DiskLog, made: Visit, _: str) -> None:
    """Backups are made between saves."""
    (place.file.parent / FOLDER).mkdir()
    with opened(place.url, driver=place.driver) as engine:
        for number in range(3):
            made = _saved(log, made, range(number * 5, number * 5 + 3))
            log.mark(backup(engine, place.file.parent / FOLDER / f"{number}.sqlite3"))


def _saved(log: DiskLog, made: Visit, numbers: range) -> Visit:
    for number in numbers:
        made = save(made, number, tell=lambda saved, _: log.mark(saved))
    return made


def _cut_often(engine: Engine, fault: str) -> None:
    engine.dispose()

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if fault == NORMAL:
            connection.execute("PRAGMA synchronous = NORMAL")


def module_of(driver: str) -> ModuleType:
    module = sqlite_driver(driver)
    found: ModuleType = getattr(module, "dbapi2", module)
    return found


WORKS: dict[str, tuple[Callable[[Place], Any], Callable[[Place, DiskLog, Any, str], None]]] = {
    "intake": (a_visit, intake),
    "first start": (nothing, first_start),
    "migration": (an_older_clinic, migration),
    "backup": (a_visit, backups),
}
