"""From a request that has arrived whole to a WSGI application and back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from clinic.log.faults import note_fault

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

Fault = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
NO_BODY = (204, 304)


@dataclass(frozen=True)
class Asked:
    """One request. `headers` as they came, `body` unpacked; `remote` and `own` are the addresses of both ends."""

    method: str
    target: str
    protocol: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    remote: str
    own: str
    port: int
    secure: bool


@dataclass(frozen=True)
class Answered:
    """One whole answer."""

    code: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def plain_answer(code: int, reason: str, words: str, headers: Iterable[tuple[str, str]] = ()) -> Answered:
    """An answer of one sentence."""
    return _whole(f"{code} {reason}", [("Content-Type", "text/plain; charset=utf-8"), *headers], words.encode(), "GET")


def answer(application: WSGIApplication, asked: Asked) -> Answered:
    """What the application answers. A fault that it lets through is named by its kind: its words may hold a name."""
    if not asked.target.startswith("/"):
        return plain_answer(400, "Bad Request", "This is not an address of this clinic.")
    try:
        return _called(application, asked)
    except Exception as error:  # noqa: BLE001  # whatever happened, whoever asked is told, and the others go on
        note_fault(error)
        return plain_answer(500, "Internal Server Error", "Our mistake. Please try again.")


def environment(asked: Asked) -> WSGIEnvironment:
    """The request as WSGI has it. Nothing a proxy might have added is believed: there is none."""
    path, _, query = asked.target.partition("?")
    found: WSGIEnvironment = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": asked.own,
        "SERVER_PORT": str(asked.port),
        "SERVER_PROTOCOL": asked.protocol,
        "REMOTE_ADDR": asked.remote,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https" if asked.secure else "http",
        "wsgi.input": BytesIO(asked.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in asked.headers:
        if "_" in name:
            continue  # in WSGI it would pass for the header that is spelt with a hyphen
        key = "HTTP_" + name.upper().replace("-", "_")
        joined = "; " if key == "HTTP_COOKIE" else ","
        found[key] = found[key] + joined + value if key in found else value
    found.pop("HTTP_CONTENT_LENGTH", None)  # a body that came in chunks states none
    found.pop("HTTP_TRANSFER_ENCODING", None)
    found["CONTENT_TYPE"] = found.pop("HTTP_CONTENT_TYPE", "")
    found["CONTENT_LENGTH"] = str(len(asked.body))
    return found


def _called(application: WSGIApplication, asked: Asked) -> Answered:
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    written = bytearray()

    def start_response(
        status: str, headers: list[tuple[str, str]], _fault: Fault | None = None, /
    ) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]  # nothing is sent before the end, so that a later start simply counts
        return written.extend

    parts = application(environment(asked), start_response)
    try:
        for part in parts:
            written.extend(part)
    finally:
        if callable(close := getattr(parts, "close", None)):
            close()
    status, headers = begun[0]
    return _whole(status, headers, bytes(written), asked.method)


def _whole(status: str, headers: list[tuple[str, str]], body: bytes, method: str) -> Answered:
    code, _, reason = status.partition(" ")
    stated = {name.lower() for name, _ in headers}
    added = [] if "date" in stated else [("Date", formatdate(usegmt=True))]
    empty = method == "HEAD" or int(code) in NO_BODY
    if "content-length" not in stated and not empty:
        added.append(("Content-Length", str(len(body))))
    return Answered(int(code), reason, (*headers, *added), b"" if empty else body)
