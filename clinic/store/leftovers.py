"""What a power cut leaves behind of copies that were being made: nobody needs it, and it holds records."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from time import time

OLD = 24 * 60 * 60
"""Seconds after which nobody is still at work on a copy."""
DRAWN = "[a-z0-9_]" * 8
"""What `tempfile` and `secrets.token_hex(4)` put at the end of a name."""


def clear(folder: Path, prefix: str, more: str = "") -> None:
    """Removes what in a folder has such a name and was not touched for a day: the prefix, eight letters or figures as
    they are drawn for a new name, and then whatever `more` stands for. What cannot be removed stays.

    The folder may be anybody's, and hold the only key of the backups: a prefix has to be one that nobody else takes.
    """
    with suppress(OSError):
        for found in sorted(folder.glob(f"{prefix}{DRAWN}{more}")):
            with suppress(OSError):
                _remove(found)


def _remove(found: Path) -> None:
    if time() - found.lstat().st_mtime < OLD:
        return
    if found.is_dir() and not found.is_symlink():
        shutil.rmtree(found, ignore_errors=True)
    else:
        found.unlink()
