"""Names that outlast a power cut: a file or folder has its name for good only once the folder it is in is on the disk,
too. Nothing is acknowledged before."""

from __future__ import annotations

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """Puts the names in a folder onto the disk. Only where the system lets a folder be opened. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Makes a folder that its owner only can read, and those it is in, where they are missing; each has its name for
    good then. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        settle(one.parent)
