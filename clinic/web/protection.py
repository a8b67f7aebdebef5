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


def protect(app: Flask, settings: Settings) -> None:
    """Refuse what this clinic does not answer, limit what may be sent, and set the headers of every answer."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FIELD,
        SESSION_COOKIE_NAME="plumbline",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_TIME_LIMIT=None,  # an assessment may take as long as it takes
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; the origin is checked here
    )
    hosts = frozenset(host.lower() for host in settings.allowed_hosts)

    @app.before_request
    def refuse_strangers() -> None:
        if host_name(request.host) not in hosts:
            raise BadRequest(
                "This address is not one of this clinic's own. Its names are in the setting allowed_hosts."
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not comes_from_us():
            raise Forbidden("This form was sent from another site.")

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
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
    return origin == "null" or _split(origin).netloc.lower() == request.host.lower()


def _split(address: str) -> SplitResult:
    """An address in its parts, all of them empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
