"""Files that hold a key: written whole or not at all, and readable by their owner only."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from clinic.durable import make_folder, settle


def write_new(path: Path, content: bytes) -> bool:
    """Writes a file that is not there yet; False, and nothing is changed, where another start was first."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    settle(path.parent)
    return True


def replace(path: Path, content: bytes) -> None:
    """Writes a file in the place of the one that may be there: at any moment it is the old one or the new one."""
    _draft(path, content).replace(path)
    settle(path.parent)


def others_can_read(path: Path) -> bool:
    """Whether anybody but the owner may read or write the file. Only where the system says so in file modes."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _draft(path: Path, content: bytes) -> Path:
    """The content under another name in the same folder; mkstemp lets the owner only read it."""
    make_folder(path.parent)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(draft).unlink()
        raise
    return Path(draft)
