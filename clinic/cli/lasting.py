"""What `clinic serve` tells others while it lasts: the clinic's log, and systemd where that has started it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from clinic.log import events
from clinic.log.kept import kept
from clinic.version import __version__


@contextmanager
def told(instance: Path, extensions: Mapping[str, Any], started: Event, *, traces: bool = False) -> Iterator[None]:
    """While this lasts, the log is kept, and once the server has `started`, systemd knows that the clinic is open.
    `extensions` are the application's, `traces` is as for `kept`."""
    with kept(instance, traces=traces):
        if upgraded := extensions["upgraded"]:
            events.note(events.Event.UPGRADED, before=upgraded.before, now=upgraded.now)
        events.note(events.Event.STARTED, version=__version__, edition=extensions["practice"].knowledge.edition)
        Thread(target=_ready_after, args=(started,), name="ready", daemon=True).start()
        try:
            yield
        finally:
            tell_systemd("STOPPING=1")
            events.note(events.Event.STOPPED)


def tell_systemd(state: str) -> None:
    """Sends a line to systemd, over the socket it has named; nothing where it has not started us."""
    name = os.environ.get("NOTIFY_SOCKET", "")
    if name:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(state.encode(), "\0" + name[1:] if name.startswith("@") else name)


def _ready_after(started: Event) -> None:
    started.wait()
    tell_systemd("READY=1")
