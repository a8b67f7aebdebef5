"""A clinic with people, served on this machine: in this process, or in one of its own that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread

from flask import Flask
from playwright.sync_api import Page

from clinic.cli.lan import LARGEST_ARRIVAL
from clinic.network.ports import bind
from clinic.network.server import Port, Server
from clinic.store import patients, tokens
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from clinic.web.access.tokens import COOKIE, hashed, new_token
from tests.web.people import NOW, PASSWORD, PEOPLE, account_of


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of this application."""
    server = Server((Port(bind("127.0.0.1", 0), plain=app),), threads=4, largest_body=LARGEST_ARRIVAL)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.ports[0].number}"
    finally:
        server.stop()
        thread.join()


@dataclass
class Process:
    """The program as a clinic starts it, over an instance folder."""

    instance: Path
    port: int
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "clinic.cli",
            "serve",
            "--instance",
            str(self.instance),
            "--port",
            str(self.port),
        ]
        nowhere = subprocess.DEVNULL
        self.running = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the program did not start")

    def kill(self) -> None:
        """As when the plug is pulled: no word of warning."""
        assert self.running
        os.kill(self.running.pid, signal.SIGKILL)
        self.running.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def sign_in(page: Page, address: str, role: Role) -> None:
    """Through the sign-in page, as everybody does."""
    page.goto(f"{address}/sign-in")
    prove(page, role)
    page.wait_for_url(f"{address}/today")


def as_role(page: Page, app: Flask, address: str, role: Role) -> None:
    """Signed in without the sign-in page, where a story is not about that."""
    token = new_token()
    with app.app_context(), writing() as session:
        tokens.sign_in(session, Actor(account_of(app, role).id, app.extensions["practice"].moment()), hashed(token))
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def prove(page: Page, role: Role) -> None:
    """Name and password on the page that asks for them."""
    page.get_by_label("Sign-in name").fill(PEOPLE[role][1])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def add_patient(app: Flask, surname: str = "Okafor", given: str = "Ada") -> Patient:
    """Somebody who has a record already."""
    with app.app_context(), writing() as session:
        person = Patient("", surname, given, date(1979, 3, 5), "F")
        return patients.add(session, Actor(account_of(app, Role.LEAD).id, NOW), person)
