"""Attacks on the printing, shot at a worker that is watched; `python -m tests.handout.shooting` says what they did."""

from __future__ import annotations

import socketserver
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clinic.handout.errors import HandoutError
from clinic.handout.page import Page
from clinic.handout.reading import read_pages
from tests.handout.fetch_attacks import SECRET, Aims, Attack, attacks
from tests.handout.test_refusals import page
from tests.handout.watched import Watched, WatchedWorker, watched

NOTHING = Watched((), (), ())


@dataclass
class Range:
    """What attacks are pointed at, how many connections came there, and a worker that is watched."""

    aims: Aims
    connections: list[bytes]
    worker: WatchedWorker


@contextmanager
def target(folder: Path, *, leaky: bool = False) -> Iterator[Range]:
    """A server that counts who connects, a secret file with a link to it, and a worker."""
    connections: list[bytes] = []

    class Counting(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connections.append(self.request.recv(200))

    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    secret.with_name("link").symlink_to(secret)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with watched(folder / "diary", leaky=leaky) as worker:
                yield Range(Aims(f"http://127.0.0.1:{server.server_address[1]}", secret), connections, worker)
        finally:
            server.shutdown()
            thread.join()


def printed(worker: WatchedWorker, whole: Page) -> str:
    """What the PDF of a page says; nothing where it was refused."""
    try:
        return said(worker.print(whole))
    except HandoutError:
        return ""


def said(pdf: bytes) -> str:
    return " ".join(one.text for one in read_pages(pdf)) + ("attached" if b"/EmbeddedFile" in pdf else "")


def live(attack: Attack) -> Page:
    """A page in which an attack stands as markup."""
    drawn = {"d_svg": attack.drawing} if attack.drawing else {}
    shown = '<img alt="a" src="sheet:d.svg">' if drawn else ""
    return page(attack.head, f"<p>text</p>{attack.body}{shown}", **drawn)


def main() -> int:
    """Prints how many attacks there were and what they reached; the exit status is 0 when it was nothing."""
    with tempfile.TemporaryDirectory() as folder, target(Path(folder)) as found:
        ways = attacks(found.aims)
        texts = [printed(found.worker, live(one)) for one in ways]
        did = found.worker.since()
        shown = sum(SECRET in text or "attached" in text for text in texts)
        connected = len(found.connections) + len(did.reached)
    refused = sum(not text for text in texts)
    print(f"{len(ways)} attacks as markup: {refused} refused, {len(ways) - refused} printed without what they ask for")
    print(f"{connected} on the network, {len(did.opened)} files, {len(did.started)} processes, {shown} secrets shown")
    return 1 if shown or connected or did != NOTHING else 0


if __name__ == "__main__":
    sys.exit(main())
