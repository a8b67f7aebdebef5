"""Everything that reaches a folder's files, in order: what SQLite writes, and what our code creates, names and syncs.

SQLite's part comes from its own table of functions (sqlite_files). Of Python's, names come from its audit events and
syncs from `os.fsync`; what was written is found by comparing the file with the log whenever it is synced, named, opened
by SQLite or the log ends. So a log is always whole: `unexplained` is empty, or the recording itself is at fault.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.harness.sqlite_files import watched

PASSING = ("-shm", "in_use")
"""Files that hold nothing to keep: SQLite's index in memory, made anew after a power cut, and a lock."""


@dataclass(frozen=True)
class Event:
    """One act: `create`, `write`, `cut` or `sync` of a file (by the number of what a name leads to), `link` or `unlink`
    or `rename` of a name, `sync_folder`, and `mark` for what was acknowledged by then."""

    act: str
    file: int = 0
    name: str = ""
    to: str = ""
    at: int = 0
    content: bytes = b""
    told: Any = None


@dataclass
class DiskLog:
    """Watches one folder. `forgets` are acts that it leaves out, as planted faults: a sync that never happens."""

    folder: Path
    forgets: frozenset[str] = frozenset()
    events: list[Event] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytearray] = field(default_factory=dict)

    def begin(self) -> dict[str, bytes]:
        """Takes what is there for what is on the disk already: by name."""
        there = {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.name.endswith(PASSING)
        }
        self.names = numbered(there)
        self.contents = {number: bytearray(there[name]) for name, number in self.names.items()}
        return there

    def mark(self, told: object) -> None:
        """This was acknowledged."""
        self.events.append(Event("mark", told=told))

    def unexplained(self) -> list[str]:
        """Names and contents on the disk that the log does not lead to."""
        real = {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.name.endswith(PASSING)
        }
        logged = {name: bytes(self.contents[number]) for name, number in self.names.items()}
        return sorted(name for name in real.keys() | logged.keys() if real.get(name) != logged.get(name))

    # What SQLite is about to do (sqlite_files.Watcher).

    def opening(self, path: Path, *, create: bool) -> int:
        if name := self._name(path):
            if create and not path.exists():
                self._create(name)
            self._catch_up(name)
        return 0

    def writing(self, path: Path, offset: int, content: bytes) -> int:
        if name := self._name(path):
            self._write(self.names[name], offset, content)
        return 0

    def cutting(self, path: Path, size: int) -> int:
        if name := self._name(path):
            self._cut(self.names[name], size)
        return 0

    def syncing(self, path: Path) -> int:
        if (name := self._name(path)) and "sync" not in self.forgets:
            self.events.append(Event("sync", self.names[name]))
        return 0

    def deleting(self, path: Path) -> int:
        if (name := self._name(path)) and name in self.names:
            self._unlink(name)
        return 0

    def syncing_folder(self, folder: Path) -> int:
        if self._inside(folder) and "sync_folder" not in self.forgets:
            self.events.append(Event("sync_folder", name=str(folder.relative_to(self.folder))))
        return 0

    # What Python is about to do.

    def heard(self, event: str, told: tuple[Any, ...]) -> None:
        """One of Python's audit events."""
        if event == "open" and isinstance(told[0], str | Path) and told[2] & os.O_CREAT:
            path = Path(told[0])
            if (name := self._name(path)) and not path.exists():
                self._create(name)
            elif name and told[2] & os.O_TRUNC and name in self.names:
                self._cut(self.names[name], 0)
        elif event == "os.remove" and (name := self._name(Path(told[0]))) in self.names and Path(told[0]).exists():
            self._unlink(str(name))
        elif event in ("os.rename", "os.link"):
            old, new = (self._name(Path(one)) for one in told[:2])
            if old and new and (event == "os.rename" or not Path(told[1]).exists()):
                self._named(event, old, new)

    def synced(self, handle: int) -> None:
        """`os.fsync` of a file or folder."""
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self.syncing_folder(path)
        elif name := self._name(path):
            self._catch_up(name)
            self.syncing(path)

    def _named(self, event: str, old: str, new: str) -> None:
        self._catch_up(old)
        number = self.names[old]
        self.names[new] = number
        if event == "os.rename":
            del self.names[old]
        self.events.append(Event(event.removeprefix("os."), number, old, new))

    def _catch_up(self, name: str) -> None:
        """Logs what was written to a file since by other means: only where it differs."""
        path = self.folder / name
        if name not in self.names or not path.is_file():
            return
        number, real = self.names[name], path.read_bytes()
        known = self.contents[number]
        if len(real) < len(known):
            self._cut(number, len(real))
        for at in range(0, len(real), 4096):
            if known[at : at + 4096] != real[at : at + 4096]:
                self._write(number, at, real[at : at + 4096])

    def _create(self, name: str) -> None:
        self.names[name] = self._new(b"")
        self.events.append(Event("create", self.names[name], name))

    def _new(self, content: bytes) -> int:
        number = len(self.contents) + 1
        self.contents[number] = bytearray(content)
        return number

    def _write(self, number: int, at: int, content: bytes) -> None:
        kept = self.contents[number]
        kept.extend(bytes(max(0, at - len(kept))))
        kept[at : at + len(content)] = content
        self.events.append(Event("write", number, at=at, content=content))

    def _cut(self, number: int, size: int) -> None:
        kept = self.contents[number]
        if size < len(kept):
            del kept[size:]
        else:
            kept.extend(bytes(size - len(kept)))
        self.events.append(Event("cut", number, at=size))

    def _unlink(self, name: str) -> None:
        self.events.append(Event("unlink", self.names.pop(name), name))

    def _inside(self, path: Path) -> bool:
        return path.is_relative_to(self.folder)

    def _name(self, path: Path) -> str:
        path = path if path.is_absolute() else Path.cwd() / path
        return str(path.relative_to(self.folder)) if self._inside(path) and not path.name.endswith(PASSING) else ""


def numbered(names: Iterable[str]) -> dict[str, int]:
    """A number for each file that is there when a log begins."""
    return {name: number for number, name in enumerate(sorted(names), 1)}


@contextmanager
def recorded(log: DiskLog, driver: ModuleType) -> Iterator[None]:
    """Everything that this process does in the log's folder while the block runs is in it. Only for a process of its
    own: Python's audit hooks stay to its end."""
    listening = True

    def hook(event: str, told: tuple[Any, ...]) -> None:
        nonlocal listening
        if listening and event in ("open", "os.remove", "os.rename", "os.link"):
            listening = False  # looking at a file opens it
            try:
                log.heard(event, told)
            finally:
                listening = True

    fsync = os.fsync

    def sync(handle: Any) -> None:
        log.synced(handle if isinstance(handle, int) else handle.fileno())
        fsync(handle)

    sys.addaudithook(hook)
    os.fsync = sync  # type: ignore[assignment]  # it takes what the real one takes
    try:
        with watched(driver, log):
            yield
    finally:
        os.fsync, listening = fsync, False
