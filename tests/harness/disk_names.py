"""The files and folders in a folder by name, and a number for each: names come and go, what they lead to stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

PASSING = ("-shm", "in_use", "served")
"""Files that hold nothing to keep: SQLite's index in memory, made anew after a power cut, and locks."""
TOP = "."
"""The path of the folder itself."""


def on_disk(folder: Path) -> dict[str, bytes]:
    """The files in a folder by name, and the folders, whose names end with a stroke."""
    found = sorted(path for path in folder.rglob("*") if not path.name.endswith(PASSING))
    name = {path: str(path.relative_to(folder)) for path in found}
    return {name[one] + "/" * one.is_dir(): b"" if one.is_dir() else one.read_bytes() for one in found}


def numbered(names: Iterable[str]) -> dict[str, int]:
    """A number for each file and folder that is there when a log begins, by path; the top folder's is 0."""
    paths = {str(one) for name in names for one in (PurePath(name), *PurePath(name).parents)} - {TOP}
    return {path: number for number, path in enumerate([TOP, *sorted(paths)])}


def told_with(path: Any, folder: int) -> Path:
    """Where a path leads that is told with an open folder, or with -1."""
    return Path(f"/proc/self/fd/{folder}").readlink() / path if folder != -1 else Path(path)


@contextmanager
def laid_out(files: Mapping[str, bytes], place: Path) -> Iterator[Path]:
    """A new folder with these files and folders in it, as long as the block runs."""
    place.mkdir()
    try:
        for name, content in sorted(files.items()):
            if name.endswith("/"):
                (place / name).mkdir()
            else:
                (place / name).write_bytes(content)
                (place / name).chmod(0o600)
        yield place
    finally:
        shutil.rmtree(place)
