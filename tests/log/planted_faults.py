"""Pages that go wrong with a patient's words in their hands, in every way that could carry those into a log."""

from __future__ import annotations

import errno
import logging
import threading
import warnings
from collections.abc import Callable

from flask import Blueprint, Flask, request
from sqlalchemy import text

from clinic.store.transactions import writing
from clinic.web.access.guard import open_to_all


def raised(words: str) -> None:
    """A fault that repeats what was sent."""
    raise ValueError(words)


def raised_because(words: str) -> None:
    """A fault that repeats it in its cause, and in a note."""
    try:
        raised(words)
    except ValueError as error:
        error.add_note(words)
        raise RuntimeError(f"cannot use {words}") from error


def refused_by_the_records(words: str) -> None:
    """A statement that the database refuses, with its values."""
    with writing() as session:
        session.execute(text("insert into patient (id) values (:words)"), {"words": words})


def told_to_a_log(words: str) -> None:
    """Words that somebody logged, here and in a library."""
    logging.getLogger("clinic").error("search for %s", words)
    logging.getLogger("clinic.web").warning(words)
    logging.getLogger("a.library").error("a request with %r", request.form)
    try:
        raised(words)
    except ValueError:
        logging.getLogger("a.library").exception("with %s", words)


def warned_of(words: str) -> None:
    """A warning with words in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"odd: {words}", UserWarning, stacklevel=1)


def lost_in_a_thread(words: str) -> None:
    """A thread that ends in a fault."""
    thread = threading.Thread(target=raised, args=(words,), name=words)
    thread.start()
    thread.join()


def no_room_for(words: str) -> None:
    """A disk that is full, in words that name a file."""
    raise OSError(errno.ENOSPC, words, words)


FAULTS: tuple[Callable[[str], None], ...] = (
    raised, raised_because, refused_by_the_records, told_to_a_log, warned_of, lost_in_a_thread, no_room_for,
)  # fmt: skip  # a list of names reads best in lines


def plant_faults(app: Flask) -> None:
    """A form that goes wrong in the way that its address names."""
    planted = Blueprint("planted_faults", __name__)

    @planted.post("/planted-faults/<int:which>")
    @open_to_all
    def goes_wrong(which: int) -> str:
        FAULTS[which](request.form["words"])
        return "it went on"

    app.register_blueprint(planted)
