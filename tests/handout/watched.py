"""A worker that prints and is watched: everything it opens, connects to or starts from its first page on is written
down, by the interpreter itself (sys.addaudithook), so that no code in it can leave anything out.

`python -m tests.handout.watched FILE` is that worker; `leaky` behind it plants a fault: what a page asks for it gets.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clinic.handout.page import SCHEME, Page
from clinic.handout.workers import SECONDS_A_PAGE, Worker
from tests.repository import ROOT

REACHES = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")
OPENS = "open"
OWN = (sys.prefix, sys.base_prefix, str(ROOT / "clinic"), str(ROOT / "templates"), "/usr/share/fonts", "/etc/fonts")
"""The program itself, what it is written in, and the fonts; besides these a worker opens its own scratch folder."""


@dataclass(frozen=True)
class Watched:
    """What a worker did meanwhile: whom it reached for on the network, which files it opened that are not its own, and
    what it started."""

    reached: tuple[str, ...]
    opened: tuple[str, ...]
    started: tuple[str, ...]


class WatchedWorker:
    """A worker of the program's own, and its diary."""

    def __init__(self, diary: Path, *, leaky: bool = False) -> None:
        self._diary = diary
        self._read = 0
        diary.touch()
        self._worker = Worker(("-m", "tests.handout.watched", str(diary), *(["leaky"] if leaky else [])))

    def print(self, page: Page) -> bytes:
        """As the program prints. Raises HandoutError."""
        return self._worker.print(page, SECONDS_A_PAGE)

    def since(self) -> Watched:
        """What it did since this was asked last."""
        lines = self._diary.read_text(encoding="utf-8").splitlines()[self._read :]
        self._read += len(lines)
        told = [line.partition("\t")[::2] for line in lines]
        return Watched(
            tuple(f"{event} {what}" for event, what in told if event in REACHES),
            tuple(what for event, what in told if event == OPENS),
            tuple(f"{event} {what}" for event, what in told if event in STARTS),
        )

    def end(self) -> None:
        """Stops it."""
        self._worker.end()


@contextmanager
def watched(diary: Path, *, leaky: bool = False) -> Iterator[WatchedWorker]:
    """Such a worker until the block ends."""
    worker = WatchedWorker(diary, leaky=leaky)
    try:
        yield worker
    finally:
        worker.end()


def _watch(diary: Path) -> None:
    """From here on everything is written down but what the program opens of its own."""
    own = (*OWN, os.environ["TMPDIR"])
    out = os.open(diary, os.O_WRONLY | os.O_APPEND)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == OPENS:
            path = arguments[0]
            path = os.fsdecode(path) if isinstance(path, bytes | str) else ""
            if not path or os.path.realpath(path).startswith(own):
                return
            os.write(out, f"{event}\t{path}\n".encode(errors="replace"))
        elif event in REACHES or event in STARTS:
            os.write(out, f"{event}\t{arguments[:2]!r:.200}\n".encode(errors="replace"))

    sys.addaudithook(note)


def _leak() -> None:
    """The planted fault: an address that is no part of the page is fetched like any other."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from clinic.handout import pdf

    class Leaky(pdf.PackagedOnly):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith(SCHEME):
                return super().fetch(url, headers)
            return URLFetcher().fetch(url)

    vars(pdf)["PackagedOnly"] = Leaky


if __name__ == "__main__":
    from clinic.handout import pdf  # noqa: F401  # what it opens to be loaded is not what a page makes it open
    from clinic.handout.worker import serve

    if "leaky" in sys.argv[2:]:
        _leak()
    _watch(Path(sys.argv[1]))
    serve()
