"""Two ports in one process. Connections, greetings, slow devices and waiting cost a socket and no thread: only what has
arrived whole takes one of the threads in which the applications answer."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tornado.netutil import add_accept_handler

from clinic.log.events import Event, note
from clinic.network.bridge import Answered, Asked, answer
from clinic.network.place import is_neighbour
from clinic.network.visit import GREETING, Visit, Visitor, first_byte, stream_of

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

MOST_VISITORS = 400
MOST_FROM_ONE = 40
"""A browser opens six connections to one host; a device that wants more than this many at once is refused the rest."""
WAITING_TO_BE_LET_IN = 128
LOOK_ROUND = 60
"""Seconds between two looks at the machine's own addresses."""
LAST_WAIT = 30
"""Seconds in which, once it is asked to stop, what is being answered is still answered: longer than a sheet takes."""


@dataclass(frozen=True)
class Port:
    """Sockets of one port, and who answers there: to plain HTTP, and over TLS where anybody does."""

    sockets: tuple[socket.socket, ...]
    plain: WSGIApplication
    secure: WSGIApplication | None = None

    @property
    def number(self) -> int:
        """The number of the port."""
        return int(self.sockets[0].getsockname()[1])


class Server:
    """The ports of one clinic, open from here on. `context` says at each new TLS connection how to encrypt it,
    `look_round` is called each minute, and `largest_body` is in bytes."""

    def __init__(
        self,
        ports: tuple[Port, ...],
        *,
        threads: int,
        largest_body: int,
        context: Callable[[], ssl.SSLContext | None] = lambda: None,
        look_round: Callable[[], object] = lambda: None,
    ) -> None:
        self.ports = ports
        self.context = context
        self.look_round = look_round
        self.largest_body = largest_body
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.open: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.visits: set[Visit] = set()
        self.beginning: set[asyncio.Task[None]] = set()
        self.started = threading.Event()
        self.stopping = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop | None = None
        for listening in (one for port in ports for one in port.sockets):
            listening.listen(WAITING_TO_BE_LET_IN)
            listening.setblocking(False)

    def run(self) -> None:
        """Serves until stop(), SIGINT or SIGTERM, then finishes what it has begun."""
        for name in ("tornado.general", "tornado.access"):
            logging.getLogger(name).setLevel(logging.ERROR)  # every device that trusts us not yet would be a warning
        try:
            asyncio.run(self._serve())
        finally:
            self.threads.shutdown()

    def stop(self) -> None:
        """Asks it to stop, from any thread, once it has started."""
        self.started.wait()
        if self.loop is not None:
            with suppress(RuntimeError):  # it has stopped already
                self.loop.call_soon_threadsafe(self.stopping.set)

    async def _serve(self) -> None:
        loop = self.loop = asyncio.get_running_loop()
        if os.name == "posix" and threading.current_thread() is threading.main_thread():
            for one in (signal.SIGINT, signal.SIGTERM):  # on Windows the keyboard's interruption ends the wait below
                loop.add_signal_handler(one, self.stopping.set)
        closing = [
            add_accept_handler(listening, partial(self._greet, port))
            for port in self.ports
            for listening in port.sockets
        ]
        self.started.set()
        try:
            while not await _came(self.stopping, LOOK_ROUND):
                await loop.run_in_executor(self.threads, self.look_round)
                self._note_refused()
        finally:
            for close in closing:
                close()
            self._note_refused()
            await self._leave()

    def _greet(self, port: Port, connection: socket.socket, address: tuple[str, ...]) -> None:
        """A device connects: is it on our network, and is there room?"""
        remote = str(address[0])
        crowded = self.open[remote] >= MOST_FROM_ONE or self.open.total() >= MOST_VISITORS
        own = str(connection.getsockname()[0])
        if crowded or not is_neighbour(remote, own):
            self.refused["crowded" if crowded else "strangers"] += 1
            connection.close()
            return
        self.open[remote] += 1
        beginning = asyncio.ensure_future(self._begin(connection, remote, own, port))
        self.beginning.add(beginning)
        beginning.add_done_callback(self.beginning.discard)

    async def _begin(self, connection: socket.socket, remote: str, own: str, port: Port) -> None:
        """Which language does it speak? Plain HTTP gets an answer on either port, and never a record."""
        first = await first_byte(connection)
        secure = first == GREETING
        application = port.secure if secure else port.plain
        stream = None
        if first is None or application is None:
            connection.close()
        else:
            stream = stream_of(connection, self.context() if secure else None)
        if stream is None or application is None:
            self._gone(remote)
            return

        async def answering(asked: Asked) -> Answered:
            return await asyncio.get_running_loop().run_in_executor(self.threads, answer, application, asked)

        def ended() -> None:
            self.visits.discard(visit)
            self._gone(remote)

        visit = Visit(stream, Visitor(remote, own, port.number, secure), self.largest_body, answering, ended)
        self.visits.add(visit)

    def _note_refused(self) -> None:
        if self.refused:
            note(Event.REFUSED, strangers=self.refused["strangers"], crowded=self.refused["crowded"])
            self.refused.clear()

    def _gone(self, remote: str) -> None:
        self.open[remote] -= 1
        if not self.open[remote]:
            del self.open[remote]

    async def _leave(self) -> None:
        """Lets what is being answered come to its end, for a while, and hangs up."""
        for port in self.ports:
            for listening in port.sockets:
                listening.close()
        for one in self.beginning:
            one.cancel()
        at_work = [one.at_work for one in self.visits if one.at_work is not None and not one.at_work.done()]
        if at_work:
            await asyncio.wait(at_work, timeout=LAST_WAIT)
        for visit in tuple(self.visits):
            visit.stream.close()
        await asyncio.sleep(0)


async def _came(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event came within these seconds."""
    with suppress(TimeoutError):
        return await asyncio.wait_for(event.wait(), seconds)
    return False
