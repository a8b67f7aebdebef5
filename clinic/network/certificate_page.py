"""What plain HTTP is answered with: the authority's certificate, how a device learns to trust it, and the way to HTTPS.

It sets no cookie, reads no record, and keeps nothing of what it is sent.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clinic.network.authority import Authority

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CERTIFICATE = "/plumbline-authority.crt"
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)
NOT_OURS = "This address is not one of this clinic's own. Its names are in the setting allowed_hosts."


def certificate_page(
    authority: Authority,
    hosts: Callable[[], Collection[str]],
    port: int,
    templates: Path,
    files: Mapping[str, Path],
    clinic: str = "",
) -> WSGIApplication:
    """The application for plain HTTP. `hosts` are the names it answers to, `port` is that of HTTPS, `files` are the
    style sheets and typefaces of the page by their paths, and `clinic` is the clinic's name."""
    page = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("network/certificate.html")

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = _host_name(environ.get("HTTP_HOST", ""))
        path = environ.get("PATH_INFO", "")
        secure = f"https://{f'[{host}]' if ':' in host else host}:{port}"

        def answer(status: str, kind: str, body: bytes, *headers: tuple[str, str]) -> Iterable[bytes]:
            start_response(status, [*HEADERS, *headers, ("Content-Type", kind), ("Content-Length", str(len(body)))])
            return [body]

        if host not in hosts():
            return answer("400 Bad Request", "text/plain; charset=utf-8", NOT_OURS.encode())
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return answer("405 Method Not Allowed", "text/plain; charset=utf-8", b"", ("Allow", "GET, HEAD"))
        if path == "/":
            groups = authority.fingerprint.split()
            lines = [groups[place : place + 4] for place in range(0, len(groups), 4)]
            shown = page.render(clinic=clinic, secure=secure, host=host, certificate=CERTIFICATE, fingerprint=lines)
            return answer("200 OK", "text/html; charset=utf-8", shown.encode())
        if path == CERTIFICATE:
            return answer("200 OK", "application/x-x509-ca-cert", authority.der)
        if path in files:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return answer("200 OK", kind, files[path].read_bytes())
        where = secure + quote(path.encode("latin-1"), safe="/")
        return answer("302 Found", "text/plain; charset=utf-8", b"", ("Location", where))

    return application


def _host_name(host: str) -> str:
    """The name in a Host header, without the port; "" for none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
