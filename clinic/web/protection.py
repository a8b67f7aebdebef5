"""What protects every page: whom it answers, what a browser may load with it, and that nothing of a case is kept."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, Forbidden

from clinic.settings import Settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
LASTING = ("static", "bootstrap.static", "pictures.typeface")
LARGEST_POST = 512 * 1024
LARGEST_FIELD = 256 * 1024
MOST_PARTS = 1000
"""Of a form in parts. The longest form, the intake, has some 320 names, a few of which come more than once."""
REMEMBERED = 30 * 24 * 3600
"""Seconds for which a browser keeps to HTTPS for a host name after each visit. Long enough to span a holiday; short
enough that a clinic that has lost its authority, or gone back to one machine, waits a month and not a year."""


class FromElsewhereError(Forbidden):
    """A form that no page of ours has sent."""


def protect(app: Flask, settings: Settings, *, invented: bool = False) -> None:
    """Refuse what this clinic does not answer, limit what may be sent, and set the headers of every answer.
    `invented` marks a demonstration, which has cookies of its own."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FIELD,
        MAX_FORM_PARTS=MOST_PARTS,
        ALLOWED_HOSTS=frozenset(host.lower() for host in settings.allowed_hosts),
        SESSION_COOKIE_NAME="plumbline_demo" if invented else "plumbline",  # a browser tells no ports apart
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_TIME_LIMIT=None,  # an assessment may take as long as it takes
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; the origin is checked here
    )

    @app.before_request
    def refuse_strangers() -> None:
        if host_name(request.host) not in app.config["ALLOWED_HOSTS"]:
            raise BadRequest(
                "This address is not one of this clinic's own. Its names are in the setting allowed_hosts."
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not comes_from_us():
            raise FromElsewhereError

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={REMEMBERED}"
        if request.endpoint not in LASTING:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def host_name(host: str) -> str:
    """The name in a Host header, without the port: "localhost:8642" is localhost, "[::1]:80" is ::1; "" for none."""
    return (_split(f"//{host}").hostname or "").lower()


def comes_from_us() -> bool:
    """Whether a browser says that one of our own pages sent this. A browser that says nothing, or hides its origin as
    our referrer policy asks of it, still has to send our token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or _same(origin, f"{request.scheme}://{request.host}")


def _same(one: str, other: str) -> bool:
    """Whether two addresses begin with the same scheme, host and port."""
    first, second = _split(one.lower()), _split(other.lower())
    return first.netloc != "" and first[:2] == second[:2]


def _split(address: str) -> SplitResult:
    """An address in its parts, all of them empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
