"""The clinic that is attacked, in a process of its own: `python -m tests.attacks.attacked INSTANCE SNAPSHOT`.

It prints its port. A line on its standard input (`restoring`, `keeping`, `count`) is a command, and is answered by one
line of JSON: what was asked and answered since the last one.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, got_request_exception, request

from clinic.app import create_app
from clinic.cli.lan import LARGEST_ARRIVAL
from clinic.network.ports import bind
from clinic.network.server import Port, Server
from clinic.settings import Settings
from clinic.store.ids import new_id
from clinic.web.access.passwords import keep_passwords
from tests.attacks.keeping import Keeping
from tests.attacks.planted import plant
from tests.harness.fuzz_posts import NO_PDF
from tests.web.people import NOW, QUICK
from tests.web.visit import TODAY

ELSEWHERE = ("/sign-in", "/account/code")
"""Where somebody is sent who may not see the page."""
MOST_TOLD = 20


class Tally:
    """What was answered: by endpoint and status, how much of it turned somebody away, and every failure."""

    def __init__(self, app: Flask) -> None:
        self.lock = threading.Lock()
        self.answers: Counter[tuple[str, int]] = Counter()
        self.turned_away = 0
        self.failures: list[str] = []
        self.raised = ""
        got_request_exception.connect(self._note, app)
        app.after_request_funcs.setdefault(None, []).append(self._count)

    def _note(self, _: Flask, exception: Exception, **_more: object) -> None:
        place = traceback.extract_tb(exception.__traceback__)[-1]
        self.raised = f"{type(exception).__name__} at {Path(place.filename).name}:{place.lineno}: {exception!s:.120}"

    def _count(self, response: Response) -> Response:
        endpoint = str(request.endpoint or "no such page")
        led_to = urlsplit(response.headers.get("Location", "")).path
        with self.lock:
            self.answers[endpoint, response.status_code] += 1
            self.turned_away += response.status_code in (401, 403, 429) or led_to in ELSEWHERE
            if response.status_code >= 500 and not _says_why(response):
                self.failures.append(f"{response.status_code} {request.method} {endpoint}: {self.raised}")
        self.raised = ""
        return response

    def told(self) -> dict[str, Any]:
        """All of it, from then on counted anew."""
        with self.lock:
            answers = [[endpoint, status, count] for (endpoint, status), count in sorted(self.answers.items())]
            told = {"answers": answers, "turned_away": self.turned_away, "failures": self.failures[:MOST_TOLD]}
            self.answers, self.turned_away, self.failures = Counter(), 0, []
        return told


def _says_why(response: Response) -> bool:
    """Whether it is the page that says why there is no PDF: its words cannot be printed."""
    return (
        response.status_code == 503 and response.mimetype == "text/html" and NO_PDF in response.get_data(as_text=True)
    )


def obey(keeping: Keeping, tally: Tally, command: str) -> dict[str, Any]:
    """Does what a line of the harness asks for; the answer to it. The clinic is looked over and, while it is restored,
    as it was."""
    if keeping.restoring:
        keeping.undo(look=True)
    else:
        keeping.faults += keeping.proofs.broken()
    if command != "count":
        keeping.restoring = command == "restoring"
        keeping.undo()
    told = tally.told() | {"faults": sorted(set(keeping.faults)), "reopened": keeping.reopened}
    keeping.faults, keeping.reopened = [], 0
    return told


def serve(instance: Path, as_it_was: Path) -> None:
    """What the process of its own does, with one thread: the clinic is put back between two requests."""
    app = create_app(Settings(instance, name="Attacked"), clock=lambda: TODAY, moment=lambda: NOW)
    app.logger.disabled = True
    keep_passwords(app, QUICK)
    plant(app)
    keeping, tally = Keeping(app, as_it_was, new_id), Tally(app)
    server = Server((Port(bind("127.0.0.1", 0), plain=app),), threads=1, largest_body=LARGEST_ARRIVAL)

    def listen() -> None:
        for line in sys.stdin:
            print(json.dumps(obey(keeping, tally, line.strip())), flush=True)
        os.kill(os.getpid(), signal.SIGTERM)  # whoever attacks has gone

    threading.Thread(target=listen, daemon=True).start()
    print(server.ports[0].number, flush=True)
    with suppress(KeyboardInterrupt):
        server.run()


if __name__ == "__main__":
    serve(*map(Path, sys.argv[1:]))
