"""A clinic served by a process of its own, as it is for real; `python -m tests.harness.served` is that process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, request
from werkzeug.datastructures import ImmutableMultiDict

from clinic.app import create_app
from clinic.cli.lan import LARGEST_ARRIVAL
from clinic.cli.serve import THREADS
from clinic.network.ports import bind
from clinic.network.server import Port, Server
from clinic.settings import Settings
from clinic.store import assessments, programmes
from clinic.store.transactions import reading
from tests.harness.running import running
from tests.store.places import Place
from tests.web.visit import TODAY

DEAF = "deaf"
"""A planted fault: the server takes every version for the newest."""


@contextmanager
def served(instance: Path, place: Place, fault: str, said: Path) -> Iterator[int]:
    """The clinic served by a process of its own as it is for real; on which port. What it says goes into a file."""
    with running("tests.harness.served", str(instance), place.url, fault, said=said) as (_, port):
        yield port


def serve(instance: Path, url: str, fault: str) -> None:
    """What the process of its own does."""
    app = create_app(Settings(instance, database=url, name="Crowd"), clock=lambda: TODAY)
    if fault == DEAF:
        make_deaf(app)
    server = Server((Port(bind("127.0.0.1", 0), plain=app),), threads=THREADS, largest_body=LARGEST_ARRIVAL)
    print(server.ports[0].number, flush=True)
    server.run()


def make_deaf(app: Flask) -> None:
    """The planted fault: whatever version a form was filled in from, it counts as the newest."""

    @app.before_request
    def take_the_newest() -> None:
        id = (request.view_args or {}).get("id", "")
        if request.method == "POST" and "version" in request.form:
            with reading() as session:
                found = assessments.get(session, id) or programmes.get(session, id)
            if found:
                several = dict(request.form.lists()) | {"version": [str(found.version)]}
                request.form = ImmutableMultiDict(several)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), *sys.argv[2:])
