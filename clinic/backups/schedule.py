"""The backup that the server makes by itself every 24 hours, while it serves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from logging import WARNING
from pathlib import Path
from threading import Event, Thread

from clinic.backups import keys
from clinic.backups.archive import make
from clinic.backups.errors import BackupError
from clinic.backups.former import seal_former
from clinic.backups.keeping import name_at, thin_out
from clinic.backups.state import age, read_state, write_state
from clinic.durable import make_folder
from clinic.invoked import command
from clinic.log import events
from clinic.log.faults import note_fault
from clinic.store.backup import Engine
from clinic.store.errors import StoreError

FOLDER = "backups"
EVERY = timedelta(hours=24)
AGAIN = timedelta(hours=1)
"""How long after a backup that failed the next one is tried."""
LOOK = 60.0
"""Seconds between two looks at the clock."""


def is_due(instance: Path, now: datetime) -> bool:
    """Whether a backup is to be made now: one is set up, and the last one is a day old, or failed an hour ago."""
    try:
        if not keys.recipients(instance):
            return False
    except BackupError:
        pass  # the attempt says so
    state = read_state(instance)
    if state.failed and state.tried is not None:
        return abs(now - state.tried) >= AGAIN
    old = age(state, now)
    return old is None or old >= EVERY


def back_up(engine: Engine, instance: Path, folder: Path, now: datetime) -> None:
    """Make one backup in the folder, thin the older ones out, and note how it went. Raises StoreError or OSError when
    there is none, once that is noted."""
    before = read_state(instance)
    try:
        sealed_for = keys.recipients(instance)
        if not sealed_for:
            raise BackupError(f"No backup is set up on this machine: {command()} backup --new-key FILE")
        make_folder(folder)
        made = make(engine, instance, folder / name_at(now), sealed_for, now)
    except Exception as error:
        note_fault(error, events.Event.NO_BACKUP, WARNING)
        with suppress(OSError):
            write_state(instance, replace(before, tried=now, failed=True))
        raise
    write_state(instance, replace(before, tried=now, succeeded=now, file=str(made.file), failed=False))
    events.note(events.Event.BACKED_UP, size=made.size)
    for tidy in (lambda: thin_out(folder), lambda: seal_former(instance, sealed_for, now)):
        try:
            tidy()
        except (StoreError, OSError) as error:  # what was made counts; this is tried again after the next one
            note_fault(error, events.Event.NOT_TIDIED, WARNING)


def folder_for(instance: Path, told: str) -> Path:
    """Where the server's own backups go: as told, relative to the clinic's folder, else `backups` in it."""
    return instance / Path(told or FOLDER).expanduser()


@contextmanager
def backing_up(
    engine: Engine, instance: Path, folder: Path, moment: Callable[[], datetime], *, look: float = LOOK
) -> Iterator[Thread]:
    """While this lasts, a thread of its own makes a backup whenever one is due, the first one at once. At its end the
    thread has stopped; it finishes the backup it is at."""
    stop = Event()

    def watch() -> None:
        while True:
            now = moment()
            if is_due(instance, now):
                _tried(engine, instance, folder, now)
            if stop.wait(look):
                return

    thread = Thread(target=watch, name="backups", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


def _tried(engine: Engine, instance: Path, folder: Path, now: datetime) -> None:
    """One attempt, and one line when it failed. The thread goes on: in an hour it tries again."""
    try:
        back_up(engine, instance, folder, now)
    except (StoreError, OSError) as error:
        print(f"clinic: no backup could be made: {' '.join(str(error).split())}", file=sys.stderr, flush=True)
    except Exception as error:  # noqa: BLE001  # the last line of defence: its text might name a patient
        print(f"clinic: no backup could be made: a fault of ours: {type(error).__name__}", file=sys.stderr, flush=True)
