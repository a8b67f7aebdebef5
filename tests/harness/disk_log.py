"""Everything that reaches a folder's files, in order: what SQLite writes, and what our code creates, names and syncs.

SQLite's part comes from its own table of functions (sqlite_files). Of Python's, names come from its audit events and
syncs from `os.fsync`; what was written is found by comparing the file with the log whenever it is synced, named, opened
by SQLite or the log ends. So a log is always whole: `unexplained` is empty, or the recording itself is at fault.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

from tests.harness.disk_names import PASSING, TOP, numbered, on_disk, told_with
from tests.harness.sqlite_files import watched


@dataclass(frozen=True)
class Event:
    """One act: `create`, `write`, `cut` or `sync` of a file, `mkdir` or `sync_folder` of a folder (by the number of
    what a name leads to; the top folder's is 0), `unlink`, `rmdir`, `link` or `rename` of a name, and `mark` for what
    was acknowledged by then. A name is in the folder `folder`; a new one, `to`, comes into `to_folder`."""

    act: str
    file: int = 0
    name: str = ""
    to: str = ""
    at: int = 0
    content: bytes = b""
    told: Any = None
    folder: int = 0
    to_folder: int = 0


@dataclass
class DiskLog:
    """Watches one folder. `forgets` are acts that it leaves out, as planted faults: a sync that never happens."""

    folder: Path
    forgets: frozenset[str] = frozenset()
    events: list[Event] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """Files and folders by their path in the watched folder."""
    contents: dict[int, bytearray] = field(default_factory=dict)
    """Of files only."""
    made: int = 0

    def begin(self) -> dict[str, bytes]:
        """Takes what is there for what is on the disk already: by name; that of a folder ends with a stroke."""
        there = on_disk(self.folder)
        self.names = numbered(there)
        self.made = len(self.names)
        self.contents = {self.names[name]: bytearray(told) for name, told in there.items() if not name.endswith("/")}
        return there

    def mark(self, told: object) -> None:
        """This was acknowledged."""
        self.events.append(Event("mark", told=told))

    def unexplained(self) -> list[str]:
        """Names and contents on the disk that the log does not lead to."""
        real, files = on_disk(self.folder), self.contents
        logged = {name if number in files else f"{name}/": bytes(files.get(number, b""))
                  for name, number in self.names.items() if name != TOP}  # fmt: skip  # one thought
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
        if folder.is_relative_to(self.folder) and "sync_folder" not in self.forgets:
            self.events.append(Event("sync_folder", self.names[str(folder.relative_to(self.folder))]))
        return 0

    # What Python is about to do.

    def heard(self, event: str, told: tuple[Any, ...]) -> None:
        """One of Python's audit events."""
        if event == "open":
            if isinstance(told[0], str | Path) and told[2] & os.O_CREAT:
                self._opened(Path(told[0]), emptied=bool(told[2] & os.O_TRUNC))
        elif event in ("os.rename", "os.link"):
            old, new = (self._name(told_with(path, at)) for path, at in zip(told[:2], told[2:4], strict=True))
            if old in self.names and new and (event == "os.rename" or not (self.folder / new).exists()):
                self._named(event.removeprefix("os."), old, new)
        elif name := self._name(path := told_with(told[0], told[-1])):
            if event == "os.mkdir" and path.parent.is_dir() and not path.exists():
                self._create(name, "mkdir")
            elif event == "os.rmdir" and name in self.names and path.is_dir() and not any(path.iterdir()):
                self._unlink(name, "rmdir")
            elif event == "os.remove" and name in self.names and path.is_file():
                self._catch_up(name)
                self._unlink(name)

    def _opened(self, path: Path, *, emptied: bool) -> None:
        if (name := self._name(path)) and not path.exists():
            self._create(name)
        elif emptied and name in self.names:
            self._cut(self.names[name], 0)

    def synced(self, handle: int) -> None:
        """`os.fsync` of a file or folder."""
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self.syncing_folder(path)
        elif name := self._name(path):
            self._catch_up(name)
            self.syncing(path)

    def _named(self, act: str, old: str, new: str) -> None:
        self._catch_up(old)
        (folder, name), (to_folder, to) = self._place(old), self._place(new)
        self.events.append(Event(act, self.names[old], name, to, folder=folder, to_folder=to_folder))
        if act == "link":
            self.names[new] = self.names[old]
            return
        moved = [one for one in self.names if one == old or one.startswith(f"{old}/")]
        self.names |= {new + one.removeprefix(old): self.names.pop(one) for one in moved}

    def _catch_up(self, name: str) -> None:
        """Logs what was written to a file since by other means: only where it differs."""
        path = self.folder / name
        if self.names.get(name) not in self.contents or not path.is_file():
            return
        number, real = self.names[name], path.read_bytes()
        known = self.contents[number]
        if len(real) < len(known):
            self._cut(number, len(real))
        for at in range(0, len(real), 4096):
            if known[at : at + 4096] != real[at : at + 4096]:
                self._write(number, at, real[at : at + 4096])

    def _create(self, path: str, act: str = "create") -> None:
        self.names[path] = number = self.made
        self.made += 1
        if act == "create":
            self.contents[number] = bytearray()
        folder, name = self._place(path)
        self.events.append(Event(act, number, name, folder=folder))

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

    def _unlink(self, path: str, act: str = "unlink") -> None:
        folder, name = self._place(path)
        self.events.append(Event(act, self.names.pop(path), name, folder=folder))

    def _place(self, path: str) -> tuple[int, str]:
        """The number of the folder that a path leads into, and the name in it."""
        return self.names[str(PurePath(path).parent)], PurePath(path).name

    def _name(self, path: Path) -> str:
        path = path if path.is_absolute() else Path.cwd() / path
        inside = path.is_relative_to(self.folder) and path != self.folder and not path.name.endswith(PASSING)
        return str(path.relative_to(self.folder)) if inside else ""


LISTENING: list[DiskLog] = []
HEARD = {"open", "os.remove", "os.rmdir", "os.mkdir", "os.rename", "os.link"}


@cache
def listen() -> None:
    """Tells whoever listens of Python's acts, from now on to the end of this process: a hook is there for good."""

    def hook(event: str, told: tuple[Any, ...]) -> None:
        if event in HEARD and LISTENING:
            log = LISTENING.pop()  # looking at a file opens it
            try:
                log.heard(event, told)
            finally:
                LISTENING.append(log)

    sys.addaudithook(hook)


@contextmanager
def recorded(log: DiskLog, driver: ModuleType) -> Iterator[None]:
    """Everything that this process does in the log's folder while the block runs is in it. Only for a process of its
    own."""
    fsync = os.fsync

    def sync(handle: Any) -> None:
        log.synced(handle if isinstance(handle, int) else handle.fileno())
        fsync(handle)

    listen()
    LISTENING.append(log)
    os.fsync = sync  # type: ignore[assignment]  # it takes what the real one takes
    try:
        with watched(driver, log):
            yield
    finally:
        os.fsync = fsync
        LISTENING.remove(log)
