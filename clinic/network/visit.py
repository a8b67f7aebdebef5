"""One connection: its first byte, its requests one after the other, its end."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from tornado.http1connection import HTTP1ConnectionParameters, HTTP1ServerConnection
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream, SSLIOStream

from clinic.network.bridge import Answered, Asked

GREETING = 0x16
"""The first byte of every TLS connection, and of no HTTP request."""
LARGEST_HEADERS = 32 * 1024
PATIENCE = 60
"""Seconds for a first byte, the headers, a body, or an answer to be taken. An idle browser connects anew."""
PIECE = 64 * 1024

Answering = Callable[[Asked], Awaitable[Answered]]


@dataclass(frozen=True, eq=False)
class Visitor:
    """One device that is connected: its address, ours, our port, and whether the connection is encrypted."""

    remote: str
    own: str
    port: int
    secure: bool


class Visit(HTTPServerConnectionDelegate):
    """The requests of one connection, which are answered one after the other."""

    def __init__(
        self, stream: IOStream, visitor: Visitor, largest_body: int, answering: Answering, ended: Callable[[], None]
    ) -> None:
        self.stream = stream
        self.visitor = visitor
        self.answering = answering
        self.ended = ended
        self.at_work: asyncio.Task[None] | None = None
        limits = HTTP1ConnectionParameters(
            chunk_size=PIECE,
            max_header_size=LARGEST_HEADERS,
            header_timeout=PATIENCE,
            max_body_size=largest_body,
            body_timeout=PATIENCE,
        )
        HTTP1ServerConnection(stream, limits, visitor).start_serving(self)

    def start_request(self, _server: object, connection: HTTPConnection) -> HTTPMessageDelegate:
        """A new request begins to arrive."""
        return Arriving(self, connection)

    def on_close(self, _server: object) -> None:
        """The connection is at its end."""
        self.ended()

    async def reply(self, connection: HTTPConnection, asked: Asked) -> None:
        """Has the request answered and sends the answer; who does not take it in time is let go."""
        answered = await self.answering(asked)
        if self.stream.closed():
            return
        headers = HTTPHeaders()
        for name, value in answered.headers:
            headers.add(name, value)
        start = ResponseStartLine("HTTP/1.1", answered.code, answered.reason)
        sent = connection.write_headers(start, headers, answered.body)
        connection.finish()
        _, waiting = await asyncio.wait([sent], timeout=PATIENCE)
        if waiting:
            self.stream.close()


class Arriving(HTTPMessageDelegate):
    """One request while it arrives."""

    def __init__(self, visit: Visit, connection: HTTPConnection) -> None:
        self.visit = visit
        self.connection = connection
        self.start: RequestStartLine | None = None
        self.headers = HTTPHeaders()
        self.body = bytearray()

    def headers_received(self, start_line: object, headers: HTTPHeaders) -> None:
        """The first line and the headers are there."""
        assert isinstance(start_line, RequestStartLine)  # noqa: S101  # a server gets no answers, only requests
        self.start, self.headers = start_line, headers

    def data_received(self, chunk: bytes) -> None:
        """A piece of the body is there."""
        self.body += chunk

    def finish(self) -> None:
        """All of it is there."""
        assert self.start is not None  # noqa: S101  # headers come before the end
        visitor = self.visit.visitor
        asked = Asked(
            self.start.method,
            self.start.path,
            self.start.version,
            tuple(self.headers.get_all()),
            bytes(self.body),
            visitor.remote,
            visitor.own,
            visitor.port,
            visitor.secure,
        )
        self.visit.at_work = asyncio.ensure_future(self.visit.reply(self.connection, asked))


async def first_byte(connection: socket.socket) -> int | None:
    """The first byte a device sends, left where it is; None when it says nothing in time, or goes."""
    loop = IOLoop.current()
    readable = asyncio.get_running_loop().create_future()

    def speaks(_file: socket.socket, _events: int) -> None:
        if not readable.done():
            readable.set_result(None)

    loop.add_handler(connection, speaks, IOLoop.READ)
    try:
        await asyncio.wait_for(readable, PATIENCE)
        return (connection.recv(1, socket.MSG_PEEK) or [None])[0]
    except (TimeoutError, OSError):
        return None
    finally:
        loop.remove_handler(connection)


def stream_of(connection: socket.socket, context: ssl.SSLContext | None) -> IOStream | None:
    """The connection as it is read and written, encrypted where there is a context; None when it has gone meanwhile."""
    if context is None:
        return IOStream(connection)
    with suppress(OSError):
        secured = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return SSLIOStream(secured)
    connection.close()
    return None
