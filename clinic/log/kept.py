"""Where the log is kept: a file in the clinic's folder that never grows past a size, and what goes to standard error.

A log that cannot be written never stands in anybody's way: what it should have held is gone, and it goes on as soon as
the disk does.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from clinic.log.events import LOGGER, Noted
from clinic.log.faults import fault_words, note_fault

FOLDER, FILE = "log", "clinic.log"
LARGEST = 1_000_000
"""Bytes of one file."""
OLDER = 5
"""How many older ones are kept beside it."""


class InWords(logging.Formatter):
    """One line for each record: our own events in their words, everything else by its kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC)
        return f"{at:%Y-%m-%d %H:%M:%S}Z {record.levelname.lower()} {said(record)}"


def said(record: logging.LogRecord) -> str:
    """What a record says without anybody's words. Only an event of ours is repeated: any other message was put
    together from values."""
    if isinstance(record.msg, Noted):
        return str(record.msg)
    place = "/".join(Path(record.pathname).parts[-2:])
    error = record.exc_info[1] if record.exc_info else None
    return f"{record.name}, {place}:{record.lineno}" + (f": {fault_words(error)}" if error else "")


class OwnersFile(RotatingFileHandler):
    """A file that only its owner can read, and that hurts nobody when it cannot be written."""

    def _open(self) -> io.TextIOWrapper:
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(self.baseFilename, "a", encoding="utf-8", opener=_for_its_owner)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  # as logging calls it
        """Lets go of the file, so that the next record opens it anew."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.close()


class Told(logging.StreamHandler[TextIO]):
    """Standard error, which systemd keeps in its journal."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # as logging calls it
        """Nothing: what logging would print here holds the words of the message."""


@contextmanager
def kept(instance: Path, *, traces: bool = False) -> Iterator[Path]:
    """While this lasts, whatever is logged in this process goes to the clinic's log, errors to standard error too, and
    both without anybody's words. `traces` shows whole faults on standard error, for who looks for one: those hold
    words. Gives the file."""
    path = instance / FOLDER / FILE
    file = OwnersFile(path, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    told = Told(sys.stderr)
    told.setLevel(logging.ERROR)
    for handler in (file, told):
        handler.setFormatter(InWords())
    if traces:
        told.setFormatter(logging.Formatter())
    root, pages = logging.getLogger(), logging.getLogger("clinic")
    before = root.handlers[:], pages.handlers[:], LOGGER.level
    hooks = threading.excepthook, sys.unraisablehook
    root.handlers[:] = [file, told]
    pages.handlers.clear()  # the web application's own would print a fault with all its words
    LOGGER.setLevel(logging.INFO)
    threading.excepthook = lambda lost: _lost(lost.exc_value)
    sys.unraisablehook = lambda lost: _lost(lost.exc_value)
    show = warnings.showwarning
    logging.captureWarnings(True)
    try:
        yield path
    finally:
        logging.captureWarnings(False)
        warnings.showwarning = show
        threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:], pages.handlers[:] = before[:2]
        LOGGER.setLevel(before[2])
        for one in (file, told):
            one.close()


def _lost(error: BaseException | None) -> None:
    if error is not None:
        note_fault(error)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
