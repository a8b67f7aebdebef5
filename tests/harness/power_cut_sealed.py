"""What the power is cut during, with sealed backups: the server's own one, and putting one back into a new folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from clinic.backups import keys, schedule
from clinic.backups.archive import make
from clinic.backups.manifest import Manifest
from clinic.backups.opening import restore
from clinic.backups.sealing import new_key
from clinic.backups.state import read_state
from clinic.network import own_file
from clinic.settings import secret_key
from clinic.store import audit
from clinic.store.editions import keep_edition
from clinic.store.transactions import reading, writing
from tests.harness.disk_log import DiskLog
from tests.harness.power_cut_work import AT, at_work, next_start, saved
from tests.store.places import Place, ready, sqlite_in
from tests.store.records import Visit, visit

HOURS = (0, 3, 26)
"""When the server makes its own backups: the second takes the place of the first, of the same day."""
BACKUP = "clinic.tar.age"
NEW, EMPTY = "new", "empty"
"""The folders that a backup is put back into: one that is not there, and one that is there and empty."""


@dataclass(frozen=True)
class Sealed:
    """A backup of the server's own that was acknowledged: when it was made, and the audit entries it holds."""

    at: datetime
    entries: int


@dataclass(frozen=True)
class Restored:
    """A folder that was said to hold everything in the backup."""

    folder: str


@dataclass(frozen=True)
class Begun:
    """A visit; the key that opens this clinic's backups, which is not in its folder; what the one there is holds."""

    made: Visit
    key: str
    manifest: Manifest | None = None


def a_clinic_that_backs_up(place: Place) -> Begun:
    """A clinic with a draft, its own key, an edition, and somebody whom its backups are sealed for."""
    folder = place.file.parent
    secret_key(folder)
    key, recipient = new_key()
    own_file.replace(folder / keys.FILE, f"{recipient}\n".encode())
    keep_edition(folder, "e" * 64, lambda: "{}")
    with ready(place), writing() as session:
        return Begun(visit(session), key)


def own_backups(place: Place, log: DiskLog, begun: Begun, fault: str) -> None:
    """The server makes its own backups between saves, into a folder that it makes itself."""
    made, folder = begun.made, place.file.parent
    for number, hours in enumerate(HOURS):
        with at_work(place, fault) as engine:
            made = saved(log, made, range(number * 5, number * 5 + 3))
            own_backup(engine, folder, log, AT + timedelta(hours=hours))


def own_backup(engine: Any, folder: Path, log: DiskLog, at: datetime) -> None:
    """One backup of the server's own."""
    with reading() as session:
        entries = audit.end(session)[0]
    schedule.back_up(engine, folder, folder / schedule.FOLDER, at)
    if read_state(folder).succeeded == at:
        log.mark(Sealed(at, entries))


def a_sealed_backup(place: Place) -> Begun:
    """A clinic with records, a sealed backup of it on a stick, and an empty folder."""
    begun = a_clinic_that_backs_up(place)
    beside = place.file.parent.parent
    with ready(place) as engine:
        saved(DiskLog(beside), begun.made, range(1, 8))
        backup = make(engine, place.file.parent, beside / BACKUP, keys.recipients(place.file.parent), AT)
    (beside / EMPTY).mkdir()
    return replace(begun, manifest=backup.manifest)


def putting_back(place: Place, log: DiskLog, begun: Begun, fault: str) -> None:
    """The backup is put back into each folder that holds nothing, and each new clinic goes to work."""
    beside = place.file.parent.parent
    for name in (NEW, EMPTY):
        if not holds_anything(beside / name):
            restore(beside / BACKUP, begun.key, beside / name)
        log.mark(Restored(name))
        next_start(sqlite_in(beside / name, place.driver), log, fault)


def holds_anything(folder: Path) -> bool:
    """Whether a folder is there with something in it."""
    return folder.is_dir() and any(folder.iterdir())
