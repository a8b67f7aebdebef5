"""Every write, cut, sync and removal of files that an SQLite library makes, told to a watcher before it happens.

SQLite reaches its files through a table of functions. A copy of that table, with a few of them in Python, becomes the
one that new connections use: the library and the driver are the ones that a clinic runs.
"""

from __future__ import annotations

import ctypes
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Protocol

CREATE, DELETE_ON_CLOSE = 0x4, 0x8
OK = 0

Close = CFUNCTYPE(c_int, c_void_p)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
SetCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
GetCall = CFUNCTYPE(c_void_p, c_void_p, c_char_p)
OpenFolder = CFUNCTYPE(c_int, c_char_p, c_void_p)


class Methods(Structure):
    """sqlite3_io_methods, third version: what can be done with an open file."""

    _fields_: ClassVar[Any] = [
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p), ("truncate", c_void_p),
        ("sync", c_void_p), *((f"rest_{number}", c_void_p) for number in range(13)),
    ]  # fmt: skip  # in the order of sqlite3.h


class Vfs(Structure):
    """sqlite3_vfs, third version: where files come from."""

    _fields_: ClassVar[Any] = [
        ("version", c_int), ("file_bytes", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", c_void_p), ("delete", c_void_p), *((f"rest_{n}", c_void_p) for n in range(11)),
        ("set_call", c_void_p), ("get_call", c_void_p), ("next_call", c_void_p),
    ]  # fmt: skip  # in the order of sqlite3.h


class File(Structure):
    """sqlite3_file: an open file begins with its table of functions."""

    _fields_: ClassVar[Any] = [("methods", c_void_p)]


class Watcher(Protocol):
    """Told before each act; an answer other than 0 is SQLite's result code for it, and the act does not happen."""

    def opening(self, path: Path, *, create: bool) -> int: ...
    def writing(self, path: Path, offset: int, content: bytes) -> int: ...
    def cutting(self, path: Path, size: int) -> int: ...
    def syncing(self, path: Path) -> int: ...
    def deleting(self, path: Path) -> int: ...
    def syncing_folder(self, folder: Path) -> int: ...


KEPT: list[object] = []
"""Functions and tables that an open connection may still use: they are never freed."""


@contextmanager
def watched(driver: ModuleType, watcher: Watcher) -> Iterator[None]:
    """Connections that this driver opens while the block runs tell the watcher of their files, as long as they live."""
    library = library_of(driver)
    found = library.sqlite3_vfs_find(None)
    was = ctypes.cast(found, POINTER(Vfs)).contents
    ours = Vfs.from_buffer_copy(was)
    ours.name, ours.next = b"watched", None
    files: dict[int, Path] = {}
    tables: dict[int, Methods] = {}
    open_it, delete_it = Open(was.open), Delete(was.delete)

    def opened(_: int, name: int | None, file: int, flags: int, told: int) -> int:  # SQLite keeps the very name
        lasting = name is not None and not flags & DELETE_ON_CLOSE
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else Path()
        if lasting and (refused := watcher.opening(path, create=bool(flags & CREATE))):
            ctypes.cast(file, POINTER(File)).contents.methods = None
            return refused
        answer: int = open_it(found, name, file, flags, told)
        if answer == OK and lasting:
            files[file] = path
            start = ctypes.cast(file, POINTER(File)).contents
            if start.methods not in tables:
                tables[start.methods] = _watched_methods(start.methods, files, watcher)
            start.methods = ctypes.addressof(tables[start.methods])
        return answer

    def deleted(_: int, name: bytes, and_sync: int) -> int:
        return watcher.deleting(Path(os.fsdecode(name))) or delete_it(found, name, and_sync)

    get_call, set_call = GetCall(was.get_call), SetCall(was.set_call)
    was_folder = get_call(found, b"openDirectory")
    open_folder = OpenFolder(was_folder)

    def folder_opened(name: bytes, handle: int) -> int:  # SQLite opens a folder for nothing but to sync it
        watcher.syncing_folder(Path(os.fsdecode(name)).parent)
        answer: int = open_folder(name, handle)
        return answer

    functions = Open(opened), Delete(deleted), OpenFolder(folder_opened)
    ours.open, ours.delete, folder_function = (ctypes.cast(one, c_void_p).value for one in functions)
    KEPT.extend((ours, files, tables, functions, watcher, open_it, delete_it, open_folder))
    set_call(found, b"openDirectory", folder_function)
    library.sqlite3_vfs_register(byref(ours), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(found, 1)
        library.sqlite3_vfs_unregister(byref(ours))
        set_call(found, b"openDirectory", was_folder)


def library_of(driver: ModuleType) -> ctypes.CDLL:
    """The very SQLite that a driver uses. Raises AttributeError where it keeps its functions to itself."""
    inner = "_sqlite3" if driver.__name__.startswith("sqlite3") else f"{driver.__name__.split('.')[0]}._sqlite3"
    library = ctypes.CDLL(str(importlib.import_module(inner).__file__))
    library.sqlite3_vfs_find.restype, library.sqlite3_vfs_find.argtypes = c_void_p, [c_char_p]
    library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
    library.sqlite3_vfs_unregister.argtypes = [c_void_p]
    return library


def _watched_methods(address: int, files: dict[int, Path], watcher: Watcher) -> Methods:
    """A copy of a file's functions that tells of those which change it."""
    was = ctypes.cast(address, POINTER(Methods)).contents
    close, write, cut, sync = Close(was.close), Write(was.write), Truncate(was.truncate), Sync(was.sync)

    def closed(file: int) -> int:
        files.pop(file, None)
        answer: int = close(file)
        return answer

    def written(file: int, content: int, length: int, offset: int) -> int:
        return watcher.writing(files[file], offset, ctypes.string_at(content, length)) or write(
            file, content, length, offset
        )

    def truncated(file: int, size: int) -> int:
        return watcher.cutting(files[file], size) or cut(file, size)

    def synced(file: int, flags: int) -> int:
        return watcher.syncing(files[file]) or sync(file, flags)

    ours = Methods.from_buffer_copy(was)
    functions = Close(closed), Write(written), Truncate(truncated), Sync(synced)
    ours.close, ours.write, ours.truncate, ours.sync = (ctypes.cast(one, c_void_p).value for one in functions)
    KEPT.extend((functions, close, write, cut, sync))
    return ours
