"""The line for printing: short, so that pages are answered while sheets are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from clinic.handout.errors import HandoutError
from clinic.handout.workers import AT_ONCE

IN_LINE = AT_ONCE + 2
BUSY = "Several sheets are being printed just now. Go back and try again in a few seconds."

_line = BoundedSemaphore(IN_LINE)


@contextmanager
def in_line() -> Iterator[None]:
    """A place in the line while something is printed. Raises HandoutError at once when every place is taken."""
    if not _line.acquire(blocking=False):
        raise HandoutError(BUSY)
    try:
        yield
    finally:
        _line.release()
