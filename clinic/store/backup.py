"""A copy of the whole database in one file, made while the clinic works, and looked over before it counts as one."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from clinic.durable import settle
from clinic.store.engine import READING
from clinic.store.errors import DiskError, StoreError
from clinic.store.leftovers import clear
from clinic.store.migrate import schema_of
from clinic.store.soundness import counts, differing, look_over

__all__ = ["UNFINISHED", "Engine", "Summary", "backup", "drafted", "keep"]

UNFINISHED = "unfinished"
NO_ROOM = "database or disk is full"
"""SQLite's words: an error while copying has no code of its own."""
UNSOUND = "The copy is not sound, so it was not kept"


@dataclass(frozen=True)
class Summary:
    """What a backup holds: its file and size in bytes, its schema, how many rows each table has, how many entries the
    audit trail and its last hash."""

    file: Path
    size: int
    schema: str
    rows: Mapping[str, int]
    entries: int
    last_hash: str


def backup(engine: Engine, target: Path) -> Summary:
    """Copy the open database to a new file, which only its owner can read; what is saved meanwhile is not in it.

    The copy stands under its name only once it was read back whole: its integrity, its references, its audit trail and
    the number of its rows. Raises StoreError when it cannot be made or is not sound; then there is no file.
    """
    if engine.dialect.name != "sqlite":
        raise StoreError(
            "This clinic's records are in PostgreSQL, which makes its own backups: pg_dump --format=custom --file=FILE"
        )
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target} is there already. A backup never replaces a file: give another name.")
    module: Any = engine.dialect.dbapi
    with drafted(target) as draft:
        try:
            schema, rows = _copied(engine, module, draft)
            entries, last_hash = _looked_over(module, draft, rows)
        except (DatabaseError, module.Error) as error:
            told = getattr(error, "orig", error)
            if str(told) == NO_ROOM:
                raise DiskError(
                    f"There is no room for the copy in {target.parent}. Make room there.", full=True
                ) from error
            raise StoreError(f"{UNSOUND}: {told}.") from error
        keep(draft, target)
    return Summary(target, target.stat().st_size, schema, rows, entries, last_hash)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A file beside the target that is gone afterwards, unless it was kept; and what cannot be written, in words."""
    clear(target.parent, f".*.{UNFINISHED}-", "*")  # SQLite lays files of its own beside one
    draft = target.with_name(f".{target.name}.{UNFINISHED}-{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
    except OSError as error:
        raise StoreError(
            f"{target} cannot be written: {error.strerror}. Name a file in a folder that is there."
        ) from error
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                draft.with_name(draft.name + beside).unlink()


def _copied(engine: Engine, module: Any, draft: Path) -> tuple[str, dict[str, int]]:
    """Copies one state of the database; its schema, and how many rows each table has in it."""
    with engine.execution_options(**{READING: True}).connect() as connection:
        schema, rows = schema_of(connection), counts(connection)  # this connection now sees one state, which is copied
        source: Any = connection.connection.driver_connection
        with closing(module.connect(str(draft))) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
    return schema or "", rows


def _looked_over(module: Any, draft: Path, rows: Mapping[str, int]) -> tuple[int, str]:
    """How many audit entries the copy has and the last one's hash. Raises StoreError when the copy is not sound."""
    found = look_over(draft, module)
    faults = found.faults or differing(rows, found.rows)
    if faults:
        more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise StoreError(f"{UNSOUND}: {'; '.join(faults[:5])}{more}.")
    return found.entries, found.last_hash


def keep(draft: Path, target: Path) -> None:
    """Puts the finished copy under its name, which nobody has taken meanwhile, and both onto the disk. The name leads
    to the whole copy from its first moment: a power cut leaves no empty file there."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a stick or share that knows no second names
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        draft.replace(target)
    settle(target.parent)
