"""Two ports of one running server: what each answers, and what slow or strange devices cost the others."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import TYPE_CHECKING

import pytest

from clinic.log.events import LOGGER
from clinic.network import server as module
from clinic.network.authority import Authority
from clinic.network.leaf import open_leaf, tls
from clinic.network.ports import bind
from clinic.network.server import Port, Server
from tests.network.clinic_place import NOW, PLACE, authority_of, trusting

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

THREADS = 2
LARGEST = 100_000


class Clinic:
    """Pages that say who answers, over what, and what was sent; /wait answers when it may."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.arrived, self.may_answer = Event(), Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/wait":
            self.arrived.set()
            self.may_answer.wait(20)
        start_response("200 OK", [("Content-Type", "text/plain")])
        sent = environ["wsgi.input"].read()
        return [f"{self.name} {environ['wsgi.url_scheme']} {len(sent)}".encode()]


class Running:
    """A server on two free ports, with the authority that vouches for it."""

    def __init__(self, folder: Path) -> None:
        self.authority: Authority = authority_of(folder)
        context = tls(open_leaf(folder, self.authority, PLACE, NOW))
        self.clinic, self.page = Clinic("clinic"), Clinic("page")
        secure, plain = bind("127.0.0.1", 0), bind("127.0.0.1", 0)
        self.server = Server(
            (Port(secure, plain=self.page, secure=self.clinic), Port(plain, plain=self.page)),
            threads=THREADS,
            largest_body=LARGEST,
            context=lambda: context,
        )
        self.secure, self.plain = (port.number for port in self.server.ports)
        self.thread = Thread(target=self.server.run)

    def ask(self, port: int, *, encrypted: bool, body: bytes = b"", path: str = "/") -> str:
        """What the server answers."""
        with closing(self.connection(port, encrypted=encrypted)) as connection:
            connection.request("POST", path, body)
            return connection.getresponse().read().decode()

    def connection(self, port: int, *, encrypted: bool) -> HTTPConnection:
        """A device's connection to one of the ports."""
        if encrypted:
            return HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting(self.authority))
        return HTTPConnection("127.0.0.1", port, timeout=20)

    def silent(self, port: int) -> socket.socket:
        """A device that connects."""
        return socket.create_connection(("127.0.0.1", port), timeout=20)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    running.thread.start()
    try:
        yield running
    finally:
        running.clinic.may_answer.set()
        running.server.stop()
        running.thread.join(40)
        assert not running.thread.is_alive()


def test_the_clinic_answers_over_https_on_its_port(running: Running) -> None:
    assert running.ask(running.secure, encrypted=True, body=b"a" * 70_000) == "clinic https 70000"


@pytest.mark.parametrize("which", ["secure", "plain"])
def test_plain_http_reaches_the_page_on_either_port_and_never_the_clinic(running: Running, which: str) -> None:
    assert running.ask(getattr(running, which), encrypted=False) == "page http 0"


def test_a_greeting_where_nobody_speaks_tls_ends_the_connection(running: Running) -> None:
    with pytest.raises((ssl.SSLError, OSError)):
        running.ask(running.plain, encrypted=True)


def test_one_connection_carries_many_requests(running: Running) -> None:
    with closing(running.connection(running.secure, encrypted=True)) as connection:
        for _ in range(3):
            connection.request("GET", "/")
            assert connection.getresponse().read() == b"clinic https 0"


def test_devices_that_say_nothing_or_stop_half_way_keep_nobody_waiting(running: Running) -> None:
    with ExitStack() as open_ones:
        for _ in range(5 * THREADS):
            open_ones.enter_context(running.silent(running.secure))
            slow = open_ones.enter_context(running.silent(running.plain))
            slow.sendall(b"POST / HTTP/1.1\r\nHost: reception\r\nContent-Length: 900\r\n\r\nabc")
        assert running.ask(running.secure, encrypted=True) == "clinic https 0"
        assert running.ask(running.plain, encrypted=False) == "page http 0"


def test_one_device_cannot_take_every_connection(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FROM_ONE", 3)
    with ExitStack() as open_ones:
        for _ in range(3):
            open_ones.enter_context(running.silent(running.secure))
        with pytest.raises(OSError, match=r"."):
            running.ask(running.secure, encrypted=True)
    for _ in range(1000):
        if not running.server.open:
            break
        sleep(0.01)  # until those that went are noticed
    assert running.ask(running.secure, encrypted=True) == "clinic https 0"


def test_how_many_were_refused_is_noted_and_not_who(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST_FROM_ONE", 0)
    with caplog.at_level(logging.INFO, LOGGER.name):
        for _ in range(2):
            with pytest.raises(OSError, match=r"."):
                running.ask(running.plain, encrypted=False)
        running.server.stop()
        running.thread.join(20)
    assert caplog.messages == ["connections refused within a minute: 0 from outside the local network, 2 too many"]


@pytest.mark.parametrize("body", [b"a" * (LARGEST + 1), b"a" * (20 * LARGEST)])
def test_more_than_may_arrive_is_not_read(running: Running, body: bytes) -> None:
    with pytest.raises((AssertionError, HTTPException, OSError)):
        assert "clinic" in running.ask(running.secure, encrypted=True, body=body)


def test_headers_without_end_are_not_read(running: Running) -> None:
    with closing(running.connection(running.secure, encrypted=True)) as connection:
        connection.request("GET", "/", headers={"X-Long": "a" * 60_000})
        with pytest.raises((HTTPException, OSError)):
            connection.getresponse()


@pytest.mark.parametrize(
    "sent", [b"HELLO\r\n\r\n", b"GET / HTTP/1.1\r\nHost reception\r\n\r\n", b"\x00\x01\x02\r\n\r\n"]
)
def test_what_is_no_request_gets_a_clean_refusal_or_an_end(running: Running, sent: bytes) -> None:
    with running.silent(running.plain) as strange:
        strange.sendall(sent)
        answer = HTTPResponse(strange)
        try:
            answer.begin()
        except (HTTPException, OSError):
            return
        assert answer.status == 400


def test_what_is_being_answered_when_it_is_stopped_is_answered_still(running: Running) -> None:
    with closing(running.connection(running.secure, encrypted=True)) as connection:
        connection.request("GET", "/wait")
        assert running.clinic.arrived.wait(20)
        running.server.stop()
        running.clinic.may_answer.set()
        assert connection.getresponse().read() == b"clinic https 0"
