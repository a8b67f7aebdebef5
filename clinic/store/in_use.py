"""Who has a clinic's folder: any number of servers of one release, or one that brings the records to a new one.

Kept by a lock of the operating system on a file, which ends with the process that has it, however that ends.
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

FILE = "in_use"
PATIENCE = 15.0
"""Seconds to wait for another start that is at the same work."""
STILL_SERVED = (
    "Plumbline still runs on this folder, with another release. Stop it first; then start again. Nothing was changed."
)


@contextmanager
def serving(instance: Path) -> Iterator[None]:
    """While a server runs, nobody puts another database into its place."""
    with _locked(instance, alone=False):
        yield


@contextmanager
def alone_with(instance: Path) -> Iterator[None]:
    """Alone with a clinic's folder. Raises StoreError when a server still runs on it."""
    with _locked(instance, alone=True):
        yield


@contextmanager
def _locked(instance: Path, *, alone: bool) -> Iterator[None]:
    if os.name == "nt":  # there, a database that anybody has open cannot be replaced at all
        yield
        return
    fcntl: Any = importlib.import_module("fcntl")
    handle = os.open(instance / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise StoreError(STILL_SERVED) from error
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)
