"""Every figure drawn while the clinic is being served, so that no page has to wait for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from clinic.domain.pose import Pose
from clinic.web.pictures import drawn

PAUSE = 0.1  # seconds between two figures, for the pages that are asked for meanwhile


@contextmanager
def drawing_ahead(poses: Iterable[Pose]) -> Iterator[Thread]:
    """While this lasts, a thread of its own draws the figures of these poses in order, one after another. At its end
    the thread has stopped; it finishes the figure it is at, which takes less than a second."""
    stop = Event()

    def draw() -> None:
        for pose in poses:
            if stop.wait(PAUSE):
                return
            drawn(pose)

    thread = Thread(target=draw, name="figures", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()
