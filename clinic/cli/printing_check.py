"""Whether sheets can be printed on this machine, tried while the clinic is already being served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

NO_SHEETS = "no sheets can be printed on this machine"


@contextmanager
def printing_tried() -> Iterator[Thread]:
    """While this lasts, a thread of its own prints one word, which takes a second, and says so in a line when that
    cannot be done: nobody waits for it before the first page. At its end the thread has stopped, and says no more."""
    ending = Event()
    thread = Thread(target=_try, args=(ending,), name="printing")
    thread.start()
    try:
        yield thread
    finally:
        ending.set()  # whoever stops the server from a terminal stops the program that prints as well
        thread.join()


def _try(ending: Event) -> None:
    from clinic.handout.errors import HandoutError
    from clinic.handout.printing import check_printing

    try:
        check_printing()
    except HandoutError as error:
        if not ending.is_set():
            print(f"clinic: {NO_SHEETS}: {error}", file=sys.stderr, flush=True)
