"""Disks that give out: a small file system of its own that is filled, and one that refuses SQLite by itself."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clinic.store.engine import sqlite_driver
from tests.harness.sqlite_files import watched

FULL, READ_ONLY, FAILING, NO_FILE = 13, 8, 10, 14
"""SQLite's result codes for a full disk, a read-only one, one that fails, and a file that cannot be opened."""
MEGABYTE = 2**20


class Trouble(Protocol):
    """A disk that can be made to refuse: `left` is how many bytes, or writes, it still takes."""

    folder: Path

    def begin(self, left: int) -> None: ...
    def end(self) -> None: ...


@dataclass
class SmallDisk:
    """A file system of its own that is filled with one file."""

    folder: Path

    def begin(self, left: int) -> None:
        """Fills it but for so many bytes."""
        with (self.folder / "filler").open("wb") as filler:
            try:
                while filler.write(bytes(MEGABYTE)):
                    filler.flush()
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
        free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_bsize
        size = (self.folder / "filler").stat().st_size
        os.truncate(self.folder / "filler", max(0, size + free - left))
        with (self.folder / "fills").open("wb") as rest:
            try:
                while os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_bsize > left:
                    rest.write(bytes(4096))
                    rest.flush()
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def end(self) -> None:
        """There is room again."""
        for name in ("filler", "fills"):
            (self.folder / name).unlink()


@dataclass
class RefusingDisk:
    """A disk that answers SQLite with a code once it has taken some more writes (sqlite_files.Watcher)."""

    folder: Path
    code: int = FULL
    left: int | None = None

    def begin(self, left: int) -> None:
        """From so many writes on."""
        self.left = left // 4096

    def end(self) -> None:
        self.left = None

    def _answer(self) -> int:
        if self.left is None:
            return 0
        self.left -= 1
        return self.code if self.left < 0 else 0

    def opening(self, path: Path, *, create: bool) -> int:  # noqa: ARG002  # as it is asked
        return self._answer() if self.code == NO_FILE else 0

    def writing(self, path: Path, offset: int, content: bytes) -> int:  # noqa: ARG002  # as it is asked
        return self._answer() if self.code != NO_FILE else 0

    def cutting(self, path: Path, size: int) -> int:  # noqa: ARG002  # as it is asked
        return 0

    def syncing(self, path: Path) -> int:  # noqa: ARG002  # as it is asked
        return self._answer() if self.code == FAILING else 0

    def deleting(self, path: Path) -> int:  # noqa: ARG002  # as it is asked
        return 0

    def syncing_folder(self, folder: Path) -> int:  # noqa: ARG002  # as it is asked
        return 0


@contextmanager
def small_disk(size: str = "8m") -> Iterator[Path]:
    """A new file system in memory. Raises CalledProcessError where this process may not mount one."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)  # noqa: S607  # the system's own
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607  # the system's own


@contextmanager
def refusing(folder: Path, code: int) -> Iterator[RefusingDisk]:
    """A disk that refuses SQLite's writes."""
    disk = RefusingDisk(folder, code)
    with watched(sqlite_driver(), disk):
        yield disk
