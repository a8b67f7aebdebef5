"""Every edition of the clinical knowledge that was ever in force here, kept whole: what a screening was judged by can
be read again, whatever release runs later."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from clinic.durable import make_folder, settle
from clinic.store.errors import StoreError

FOLDER = "editions"


def keep_edition(instance: Path, edition: str, content: Callable[[], str]) -> Path:
    """The file of an edition in the instance folder, written once, whole, and never changed. `content` gives the
    canonical JSON whose SHA-256 is the edition. Raises StoreError when it cannot be kept."""
    file = instance / FOLDER / f"{edition}.json"
    if file.exists():
        return file
    try:
        _write(file, content())
    except OSError as error:
        raise StoreError(
            f"The clinical content in force cannot be kept in {file.parent}: {error.strerror}. Make room there, or "
            "make the folder ours to write, then start again."
        ) from error
    return file


def _write(file: Path, content: str) -> None:
    make_folder(file.parent)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".edition-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        Path(draft).replace(file)
        settle(file.parent)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
