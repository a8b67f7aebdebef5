"""Finished PDFs kept in a folder under a hash of everything that made them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from clinic.handout.fonts import fonts_digest
from clinic.handout.page import Page
from clinic.handout.worker import packed
from clinic.version import __version__

KEPT, KEPT_BYTES = 200, 100 * 1024 * 1024  # sheets and their size together; the oldest go first
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "tinyhtml5")


def kept(folder: Path, page: Page) -> bytes | None:
    """The PDF of this very page (it names its edition) by these very libraries; None when it was not printed yet."""
    try:
        return _place(folder, page).read_bytes()
    except OSError:
        return None


def keep(folder: Path, page: Page, pdf: bytes) -> None:
    """Puts a PDF into the folder in one move, both readable by their owner only, and lets the oldest ones go."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)  # a folder that was there before may be open to others
    handle, draft = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        Path(draft).replace(_place(folder, page))
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
    _let_go(folder)


def _let_go(folder: Path) -> None:
    """Of the newest sheets as many stay as fit into both bounds."""
    number = size = 0
    for _, length, path in sorted(_sheets(folder), reverse=True):
        number, size = number + 1, size + length
        if number > KEPT or size > KEPT_BYTES:
            path.unlink(missing_ok=True)


def _sheets(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each sheet was written, how long it is in bytes, and where."""
    for path in folder.glob("*.pdf"):
        with suppress(FileNotFoundError):  # another process let it go meanwhile
            about = path.stat()
            yield about.st_mtime, about.st_size, path


def _place(folder: Path, page: Page) -> Path:
    return folder / f"{sha256(_versions().encode() + packed(page)).hexdigest()}.pdf"


@cache
def _versions() -> str:
    return " ".join((f"plumbline {__version__}", fonts_digest(), *(f"{name} {version(name)}" for name in LIBRARIES)))
