"""What a database says when its disk is full, read-only or failing, as one error in plain words."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from clinic.store.errors import DiskError

FULL = "There is no room left on the disk with the records. Make room there, then try again."
READ_ONLY = "The disk with the records can only be read. Let the program write there again, then try again."
FAILING = "The disk with the records does not answer as it should. Have the disk looked at, then try again."
NOT_OPEN = (
    "The file with the records cannot be opened. See that its folder is there and is ours to write, then try again."
)
BUSY = "Other work has held the records up for too long. Try again in a moment."
DAMAGED = "The file with the records is damaged. Stop the program and put the last backup back."
NO_SERVER = "The database server does not answer. See that it runs, then try again."

READONLY_CODE = 8
SQLITE = {5: BUSY, 6: BUSY, READONLY_CODE: READ_ONLY, 10: FAILING, 11: DAMAGED, 13: FULL, 14: NOT_OPEN, 26: DAMAGED}
"""By the primary result code, the low byte of the extended one."""
POSTGRESQL = {"53100": FULL, "25006": READ_ONLY, "58030": FAILING, "55P03": BUSY, "40P01": BUSY}
NO_SERVER_CLASSES = ("08", "53", "57P")
"""Connections that fail or are refused, too few resources, a server that stops or starts."""
LEAST_ROOM = 128 * 1024
"""Bytes that SQLite asks for at once, and some more."""
FILES = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY, errno.EIO: FAILING}


@contextmanager
def plainly(engine: Engine, *, reading: bool = False) -> Iterator[None]:
    """Turns what a database says of its disk into DiskError, and then closes the connections: they may hold files that
    can only be read or are gone. `reading` is for a transaction that writes nothing."""
    try:
        yield
    except DBAPIError as error:
        found = disk_error(error, reading=reading)
        if found is None:
            raise
        if str(found) not in (FULL, BUSY):
            engine.dispose()
            if str(found) in (FAILING, NOT_OPEN) and _is_full(engine):
                raise DiskError(FULL, full=True) from error
        raise found from error


def disk_error(error: DBAPIError, *, reading: bool = False) -> DiskError | None:
    """What such an error says of the disk; None when it says nothing of it. A transaction that only reads and was made
    to write is a fault of ours, not of the disk."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        return _of_server(error)
    if reading and code == READONLY_CODE:
        return None
    words = SQLITE.get(code & 0xFF)
    return DiskError(words, full=words == FULL) if words else None


def file_error(error: OSError) -> DiskError | None:
    """What an error at a file of ours says of the disk; None when it says nothing of it."""
    words = FILES.get(error.errno or 0)
    return DiskError(words, full=words == FULL) if words else None


def _is_full(engine: Engine) -> bool:
    """Whether the disk with an SQLite file is full. SQLite calls it an I/O error when the index of its log, which it
    maps into memory, finds no room."""
    name = engine.url.database or ""
    try:
        return engine.dialect.name == "sqlite" and shutil.disk_usage(Path(name).parent).free < LEAST_ROOM
    except OSError:
        return False


def _of_server(error: DBAPIError) -> DiskError | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    words = POSTGRESQL.get(state)
    if words is None and (error.connection_invalidated or state.startswith(NO_SERVER_CLASSES) or _unreachable(error)):
        words = NO_SERVER
    return DiskError(words, full=words == FULL) if words else None


def _unreachable(error: DBAPIError) -> bool:
    """A server that was not reached at all has no state to tell."""
    return type(error).__name__ == "OperationalError" and not getattr(error.orig, "sqlstate", None)
