"""Names that outlast a power cut: a file or folder has its name for good only once the folder it is in is on the disk,
too. Nothing is acknowledged before."""

from __future__ import annotations

import errno
import os
from pathlib import Path

UNKNOWN = (errno.EINVAL, errno.ENOTSUP)
"""What a file system answers that cannot put the names of a folder onto the disk by themselves."""


def settle(folder: Path) -> None:
    """Puts the names in a folder onto the disk, where the system lets a folder be opened and its file system knows how:
    some of networks and sticks do not. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in UNKNOWN:
                raise
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Makes a folder that its owner only can read, and those it is in, where they are missing; each has its name for
    good then. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        settle(one.parent)
