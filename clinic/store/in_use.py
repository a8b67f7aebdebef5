"""Who has a clinic's folder: one server at a time, and nobody who puts another database in its place meanwhile.

Kept by locks of the operating system on two files, which end with the process that has them, however that ends. Where
the operating system has no such locks, nobody is refused.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clinic.store.errors import StoreError

FILE, SERVED = "in_use", "served"
PATIENCE = 15.0
"""Seconds to wait for another start that is at the same work."""
TO_END = 3.0
"""Seconds that a server may still need to end which was told to."""
STILL_SERVED = (
    "Plumbline still runs on this folder, with another release. Stop it first; then start again. Nothing was changed."
)


ALREADY_SERVED = "This clinic is already being served (the folder {instance}). Stop that one first."

OWN_ACCOUNT = "Make room on that disk, or run Plumbline under the account that the folder belongs to."


@contextmanager
def only_server(instance: Path) -> Iterator[None]:
    """While a server is begun and runs, no second one is. Raises StoreError when there is one."""
    with _locked(instance / SERVED, TO_END, ALREADY_SERVED.format(instance=instance), alone=True):
        yield


def refuse_second(instance: Path) -> None:
    """Raises StoreError when a server runs here; makes nothing, so that it can be asked before anything is made."""
    if (instance / SERVED).exists():
        with only_server(instance):
            pass


@contextmanager
def serving(instance: Path) -> Iterator[None]:
    """While a server runs, nobody puts another database into its place."""
    with _locked(instance / FILE, PATIENCE, STILL_SERVED, alone=False):
        yield


@contextmanager
def alone_with(instance: Path) -> Iterator[None]:
    """Alone with a clinic's folder. Raises StoreError when a server still runs on it."""
    with _locked(instance / FILE, PATIENCE, STILL_SERVED, alone=True):
        yield


@contextmanager
def _locked(file: Path, patience: float, refusal: str, *, alone: bool) -> Iterator[None]:
    if os.name == "nt":  # there, a database that anybody has open cannot be replaced at all
        yield
        return
    fcntl: Any = importlib.import_module("fcntl")
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{file} cannot be made or opened: {error.strerror}. {OWN_ACCOUNT}") from error
    try:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise StoreError(refusal) from error
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)
