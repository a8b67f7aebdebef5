"""Bringing the database file of an older release to this one's schema: a copy is migrated and looked over, and takes
the file's place by one renaming. Whenever it is stopped, the clinic has the old database or the new one, each whole."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError

from clinic.durable import make_folder, settle
from clinic.store.backup import UNFINISHED, drafted, keep
from clinic.store.engine import BUSY_MS, database_url, opened, sqlite_driver
from clinic.store.errors import StoreError
from clinic.store.in_use import alone_with
from clinic.store.migrate import bring_up, is_known, newest
from clinic.store.soundness import Found, differing, look_over

FOLDER = "backups"
PREFIX = "before-upgrade-"
ROOM = 2.5
"""How many times the size of the database has to be free: for the backup, and for the copy while it is migrated."""
STILL_OPEN = (
    "Another program still has the clinic's database open. Stop Plumbline on this folder first, and whatever else "
    "reads the database; then start again. Nothing was changed."
)


@dataclass(frozen=True)
class Upgraded:
    """The schema before and now, and the file that holds the records as they were."""

    before: str
    now: str
    kept: Path


def upgrade(instance: Path, told: str, at: datetime, *, driver: str = "") -> Upgraded | None:
    """Bring the clinic's database file to this release's schema; None where there is nothing to do, and for PostgreSQL,
    which `bring_up` changes in one transaction. `at` names the backup. Nobody else may have the database open.

    Raises StoreError, and the database is as it was, when there is no room or the copy does not come out sound.
    """
    file = _file(instance, told)
    module: Any = sqlite_driver(driver)
    if file is None or not _is_older(module, file):
        return None
    with alone_with(instance):
        _sweep(file.parent, f".{file.name}")
        _sweep(instance / FOLDER, f".{PREFIX}*")
        if not _is_older(module, file):  # another start was quicker
            return None
        try:
            return _upgraded(module, driver, file, instance / FOLDER, at)
        except (module.OperationalError, DatabaseError) as error:
            raise StoreError(
                STILL_OPEN if "locked" in str(error) else f"{file} cannot be brought up: {error}."
            ) from error


def _upgraded(module: Any, driver: str, file: Path, folder: Path, at: datetime) -> Upgraded:
    size = file.stat().st_size
    if shutil.disk_usage(file.parent).free < ROOM * size:
        wanted = ROOM * size / 1e6
        raise StoreError(f"There is no room to bring the records to this release: {wanted:,.0f} MB have to be free.")
    make_folder(folder)
    with _held(module, file) as source:
        before = _schema(source)
        kept = _free(folder, f"{PREFIX}{before}-{at:%Y%m%d-%H%M%S}")
        with drafted(file) as new:
            with drafted(kept) as old:
                _copy(module, source, old)
                was = _sound(old, module, "The records are not sound as they are")
                shutil.copyfile(old, new)
                _migrate(module, driver, new)
                _compare(was, _sound(new, module, "The records would not be sound in the new schema"))
                keep(old, kept)  # only now: a release that cannot do it leaves no copy at each start
            if os.name == "nt":
                source.close()  # there, a file that is open cannot be replaced, by anybody
            new.replace(file)  # the last thing there is to do: whatever is left over is found by the old schema
            settle(file.parent)
    return Upgraded(before, newest(), kept)


def _migrate(module: Any, driver: str, file: Path) -> None:
    """Brings a copy that nobody else knows of to the newest schema, whole in one file and on the disk."""
    with opened(f"sqlite:///{file}", driver=driver) as engine:
        bring_up(engine)
    with closing(module.connect(str(file), isolation_level=None)) as migrated:
        migrated.execute("PRAGMA journal_mode = DELETE").fetchall()
    with file.open("rb+") as whole:
        os.fsync(whole.fileno())


def _free(folder: Path, name: str) -> Path:
    """A file of this name that is not there yet."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(file for one in names if not (file := folder / f"{one}.sqlite3").exists())


def _file(instance: Path, told: str) -> Path | None:
    """The database file of a clinic that has one."""
    parts = make_url(database_url(instance, told))
    if parts.get_backend_name() != "sqlite" or not parts.database:
        return None
    file = Path(parts.database).resolve()  # behind a link, the file itself is replaced
    return file if file.is_file() and file.stat().st_size else None


def _is_older(module: Any, file: Path) -> bool:
    """Whether a file has a schema that this release can bring up. What is no database of ours is left to others."""
    try:
        with closing(module.connect(str(file), timeout=BUSY_MS / 1000)) as connection:
            found = _schema(connection)
    except module.DatabaseError:
        return False
    return bool(found) and found != newest() and is_known(found)


def _schema(connection: Any) -> str:
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else ""


@contextmanager
def _held(module: Any, file: Path) -> Iterator[Any]:
    """A connection that nobody can write beside, to a file that holds everything by itself: no log is left next to it,
    which would be taken for one of the new file."""
    with closing(module.connect(str(file), timeout=BUSY_MS / 1000, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise StoreError(STILL_OPEN)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()  # kept when the next transaction has ended:
        connection.execute("BEGIN EXCLUSIVE")  # nothing is copied out of a transaction that may write
        connection.execute("COMMIT")
        yield connection


def _copy(module: Any, source: Any, target: Path) -> None:
    with closing(module.connect(str(target))) as copy:
        source.backup(copy)


def _sound(file: Path, module: Any, otherwise: str) -> Found:
    found = look_over(file, module)
    if found.faults:
        raise StoreError(f"{otherwise}, so nothing was changed: {'; '.join(found.faults[:5])}.")
    return found


def _compare(was: Found, now: Found) -> None:
    """Raises StoreError unless every table that both have is as long as it was, and the audit trail ends as it did."""
    faults = differing({name: count for name, count in was.rows.items() if name in now.rows}, now.rows)
    if was.entries and (was.entries, was.last_hash) != (now.entries, now.last_hash):
        faults += ("the audit trail ends elsewhere",)
    if faults:
        raise StoreError(f"The new schema would lose records, so nothing was changed: {'; '.join(faults[:5])}.")


def _sweep(folder: Path, names: str) -> None:
    """Takes away what an upgrade that was stopped has left: copies that never counted."""
    for left in folder.glob(f"{names}.{UNFINISHED}-*"):
        with suppress(OSError):
            left.unlink()
