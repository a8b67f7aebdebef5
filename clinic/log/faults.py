"""A fault of ours in words that hold nobody's data: its number, its kind, and where in the program it happened.

The words of an exception are never among them: they repeat values, and those are answers, names and search words.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

from clinic.log.events import LOGGER, Event, Noted

PACKAGE = Path(__file__).resolve().parents[1]
LETTERS = 6
MOST_CAUSES = 5


def note_fault(error: BaseException, event: Event = Event.FAULT, level: int = logging.ERROR) -> None:
    """Notes a fault."""
    LOGGER.log(level, Noted(event, fault=fault_words(error)))


def number_of(error: BaseException) -> str:
    """The number of a fault, six letters and figures, for whoever tells of it. The same kind of fault at the same place
    always has the same one, so that the page that shows it and the log need not know of each other."""
    told = "|".join(f"{type(one).__qualname__} {' '.join(_frames(one))}" for one in _chain(error))
    return base64.b32encode(hashlib.sha256(told.encode()).digest())[:LETTERS].decode()


def fault_words(error: BaseException) -> str:
    """Its number, and each kind in its chain of causes with its place."""
    chain = " because of ".join(f"{type(one).__qualname__} in {_place(one)}" for one in _chain(error))
    return f"number {number_of(error)}, {chain}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _place(error: BaseException) -> str:
    """Where it was raised, and where our own code was at that moment."""
    frames = list(_frames(error))
    ours = list(_frames(error, ours=True))
    last, mine = frames[-1:], ours[-1:]
    return ", for ".join(dict.fromkeys((*last, *mine))) or "no place"


def _frames(error: BaseException, *, ours: bool = False) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if not ours or file.is_relative_to(PACKAGE):
            yield f"{'/'.join(file.parts[-2:])}:{line} {frame.f_code.co_name}"
