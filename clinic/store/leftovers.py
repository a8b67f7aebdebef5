"""What a power cut leaves behind of copies that were being made: nobody needs it, and it holds records."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from time import time

OLD = 24 * 60 * 60
"""Seconds after which nobody is still at work on a copy."""


def clear(folder: Path, pattern: str) -> None:
    """Removes what in a folder has a name like this and was not touched for a day. What cannot be removed stays."""
    with suppress(OSError):
        for found in folder.glob(pattern):
            if time() - found.lstat().st_mtime < OLD:
                continue
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found, ignore_errors=True)
            else:
                found.unlink()
