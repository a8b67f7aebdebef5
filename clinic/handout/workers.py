"""The worker processes as the application sees them: started when needed, stopped when late, replaced when ended."""

from __future__ import annotations

import atexit
import itertools
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

from clinic.handout.errors import HandoutError
from clinic.handout.page import Page
from clinic.handout.worker import NUMBER_BYTES, PRINTED, READY, REFUSED, numbered, packed, receive, send

SECONDS_A_PAGE = 20.0
SECONDS_IN_LINE = 30.0
PAGES_A_WORKER = 200  # then a fresh one, so that nothing can pile up in it
AT_ONCE = 2
PACKAGE_PARENT = Path(__file__).resolve().parents[2]
JOBS = itertools.count(1)
"""The number of the next job: no two jobs of this application share one, whichever worker prints them."""


class LostWorkerError(HandoutError):
    """A worker that ended without an answer, or whose answer belongs to another job: the page may be tried again."""


class Worker:
    """One worker process with a temporary folder of its own."""

    def __init__(self, arguments: tuple[str, ...] = ("-m", "clinic.handout.worker")) -> None:
        self._pages = 0
        self._ended = False
        self._folder = tempfile.mkdtemp(prefix="plumbline-sheets-")
        self._told = Path(self._folder, "told")
        try:
            with self._told.open("wb") as told:
                self._process = subprocess.Popen(  # noqa: S603  # our own module, in our own interpreter
                    [sys.executable, "-P", *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=told,
                    env=self._surroundings(),
                )
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _surroundings(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, (str(PACKAGE_PARENT), os.environ.get("PYTHONPATH"))))
        fixed = {"PYTHONHASHSEED": "0", "PYTHONPATH": path, "SOURCE_DATE_EPOCH": "0", "TZ": "UTC"}
        return {**os.environ, **fixed, "TMPDIR": self._folder, "TEMP": self._folder, "TMP": self._folder}

    @property
    def process_id(self) -> int:
        """The number the operating system gave this process."""
        return self._process.pid

    @property
    def spent(self) -> bool:
        """Whether it has to be replaced."""
        return self._ended or self._pages >= PAGES_A_WORKER

    def print(self, page: Page, seconds: float) -> bytes:
        """The page as PDF. Raises HandoutError when it is refused or late, LostWorkerError when there is no answer to
        this very job. After anything but a whole answer to this job in time the worker is stopped for good: what
        stands in its pipe could be another person's sheet."""
        self._pages += 1
        too_late = threading.Event()

        def stop() -> None:
            too_late.set()
            self._process.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        answer = None
        try:
            answer = self._answer(page, next(JOBS))
        finally:
            clock.cancel()
            clock.join()  # it may have gone off just after the answer
            if answer is None or too_late.is_set():
                self._stop()
        if answer is None and too_late.is_set():
            raise HandoutError(
                f"Printing took longer than {seconds:g} seconds and was stopped. Try again with fewer exercises."
            )
        if answer is None:
            raise LostWorkerError(self._why_it_ended())
        if answer[:1] != PRINTED:
            raise HandoutError(answer[1:].decode())
        return answer[1:]

    def _answer(self, page: Page, job: int) -> bytes | None:
        """The kind and body of the answer to this job; None when there is none, or one to anything else."""
        reader, writer = self._process.stdout, self._process.stdin
        if reader is None or writer is None or (self._pages == 1 and receive(reader) != READY):
            return None
        try:
            send(writer, numbered(job, packed(page)))
        except OSError:  # it has ended already
            return None
        answer = receive(reader)
        if answer is None or answer[:NUMBER_BYTES] != numbered(job, b""):
            return None
        kind_and_body = answer[NUMBER_BYTES:]
        return kind_and_body if kind_and_body[:1] in (PRINTED, REFUSED) else None

    def _stop(self) -> None:
        self._ended = True
        self._process.kill()
        self._process.wait()

    def _why_it_ended(self) -> str:
        said = self._told.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        errors = [line for line in said if "Error: " in line]  # what a library prints besides may come after it
        return (
            "The program that prints ended without an answer. Check that Pango and at least one font are installed (on "
            "Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core). "
            f"It said: {' '.join(errors[-1:] or said[-2:])}"
        )

    def end(self) -> None:
        """Stops the process and removes its folder."""
        self._stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it never read is of no use to anybody
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _begun() -> Worker:
    """A new worker. Raises HandoutError when this machine has no room for its folder, or cannot start it."""
    try:
        return Worker()
    except OSError as error:
        raise HandoutError(
            f"The program that prints cannot start: {error.strerror or error}. Make room on the disk with this "
            "machine's temporary files, then print again."
        ) from error


class Workers:
    """At most `at_once` workers, each with one page at a time; safe to use from several threads."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(at_once):
            self._idle.put(None)

    def print(self, page: Page, seconds: float = SECONDS_A_PAGE) -> bytes:
        """The page as PDF. Raises HandoutError after `seconds`, or when every worker stays busy. A page whose worker
        was lost is tried once more by a new one."""
        try:
            worker = self._idle.get(timeout=SECONDS_IN_LINE)
        except queue.Empty:
            raise HandoutError("The printer is busy with other sheets. Wait a minute and try again.") from None
        try:
            worker = worker or _begun()
            try:
                return worker.print(page, seconds)
            except LostWorkerError:
                lost, worker = worker, None
                lost.end()
                worker = _begun()
                return worker.print(page, seconds)
        finally:
            try:
                if worker is not None and worker.spent:
                    lost, worker = worker, None
                    lost.end()
            finally:
                self._idle.put(worker)

    def end(self) -> None:
        """Stops every idle worker."""
        stopped = 0
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker is not None:
                worker.end()
            stopped += 1
        for _ in range(stopped):
            self._idle.put(None)


@cache
def workers() -> Workers:
    """The workers of this application; they end with it."""
    ours = Workers()
    atexit.register(ours.end)
    return ours
