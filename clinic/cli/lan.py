"""`clinic serve --lan`: the same pages over HTTPS for every device on the clinic's own network."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic.cli import words
from clinic.cli.status import CommandError
from clinic.domain.in_words import day_in_words
from clinic.network.place import TOWARDS, Address, Place, find_place
from clinic.settings import DEFAULT_PORT, PACKAGE, Settings, template_folder

if TYPE_CHECKING:
    import ssl
    from wsgiref.types import WSGIApplication

    from clinic.network.authority import Authority
    from clinic.network.leaf import Leaf
    from clinic.network.server import Server

SECURE_PORT = DEFAULT_PORT + 1
LARGEST_ARRIVAL = 2 * 1024 * 1024
"""Bytes of one request that are read at all: more than any page takes, so that the page can say that it is too much."""
TO_PREPARE = timedelta(days=180)
ONLY_HERE = (
    "This machine has no address on a local network now. Once it has one, it is served there without a new start."
)


class Identity:
    """Who this machine is on its network now: looked at again each minute, because a router hands out new addresses.

    `towards` are addresses in whose direction it looks for its own; nothing is sent to them.
    """

    def __init__(self, settings: Settings, towards: tuple[str, ...] = TOWARDS) -> None:
        from clinic.network.authority import FOLDER, open_authority
        from clinic.network.leaf import open_leaf, tls

        self.settings = settings
        self.towards = towards
        self.folder = settings.instance / FOLDER
        self.place = find_place(settings.allowed_hosts, towards=towards)
        self.authority: Authority = open_authority(self.folder, self.place.names, _now())
        self.leaf: Leaf = open_leaf(self.folder, self.authority, self.place, _now())
        self.context: ssl.SSLContext = tls(self.leaf)

    def look_round(self) -> bool:
        """Whether its names or addresses are new. Its certificate is made anew for new ones, and before its end."""
        from clinic.network.leaf import open_leaf, tls

        before = self.place
        self.place = find_place(self.settings.allowed_hosts, towards=self.towards)
        leaf = open_leaf(self.folder, self.authority, self.place, _now())
        if leaf != self.leaf:
            self.leaf, self.context = leaf, tls(leaf)
        return self.place != before


def lan_settings(settings: Settings) -> tuple[Settings, Identity]:
    """The settings with every name and address of this machine among the hosts it answers to, and its identity.

    Raises CommandError when the clinic's certificate authority cannot be used.
    """
    from clinic.network.errors import NetworkError

    try:
        identity = Identity(settings)
    except NetworkError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"the certificates cannot be kept in {settings.instance}: {error.strerror}") from error
    return replace(settings, allowed_hosts=tuple(sorted(identity.place.hosts))), identity


def lan_server(
    application: WSGIApplication, config: dict[str, Any], identity: Identity, plain_port: int | None, threads: int
) -> Server:
    """Both ports, listening; `config` is the application's. Raises CommandError when one of them is taken."""
    from clinic.handout.fonts import font_file
    from clinic.network.certificate_page import certificate_page
    from clinic.network.errors import NetworkError
    from clinic.network.ports import bind
    from clinic.network.server import Port, Server

    settings = identity.settings
    host = None if settings.host in Settings(Path()).allowed_hosts else settings.host
    try:
        secure_sockets = bind(host, settings.port or SECURE_PORT)
        plain_sockets = bind(host, plain_port or DEFAULT_PORT)
    except NetworkError as error:
        raise CommandError(str(error)) from error
    config["SESSION_COOKIE_SECURE"] = True
    files = {f"/static/css/{name}.css": PACKAGE / "static" / "css" / f"{name}.css" for name in ("base", "network")}
    files |= {f"/typeface/{weight}.ttf": font_file(weight) for weight in (400, 600, 700)}
    page = certificate_page(
        identity.authority,
        lambda: config["ALLOWED_HOSTS"],
        int(secure_sockets[0].getsockname()[1]),
        template_folder(),
        files,
        settings.name,
    )

    def look_round() -> None:
        try:
            news = identity.look_round()
        except OSError as error:
            print(f"clinic: the certificate could not be looked after: {error.strerror}", file=sys.stderr)
            return
        if news:
            config["ALLOWED_HOSTS"] = identity.place.hosts
            addresses = ", ".join(map(str, outside(identity.place))) or "none"
            print(f"clinic: this machine's addresses on the network are now: {addresses}", flush=True)

    return Server(
        (Port(secure_sockets, plain=page, secure=application), Port(plain_sockets, plain=page, secure=page)),
        context=lambda: identity.context,
        look_round=look_round,
        threads=threads,
        largest_body=LARGEST_ARRIVAL,
    )


def announced(server: Server, identity: Identity) -> tuple[str, str]:
    """The address of the start page; and what else to type where, the fingerprint, what the certificate leaves out."""
    secure, plain = (port.number for port in server.ports)
    place, left_out = identity.place, identity.leaf.left_out
    hosts = [f"[{one}]" if one.version == 6 else str(one) for one in outside(place)]
    names = [one for one in place.names if one not in left_out and one != "localhost"]
    groups = identity.authority.fingerprint.split()
    others = [f"  https://{one}:{secure}/" for one in (*hosts[1:], *names)]
    first = [f"  http://{one}:{plain}/" for one in hosts[:1] or names[:1]]
    said = words.page(
        "" if hosts else words.paragraph(ONLY_HERE, indent=""),
        words.section("Also at, where the network knows the name:", others),
        words.section("A device that is new here opens this first, and follows the steps there:", first),
        words.section(
            "It has to show this fingerprint of the clinic's certificate authority:",
            ["  " + " ".join(groups[line : line + 8]) for line in (0, 8)],
        ),
        *(words.paragraph(one, indent="") for one in _notes(identity)),
    )
    return f"https://{hosts[0] if hosts else 'localhost'}:{secure}/", said


def outside(place: Place) -> list[Address]:
    """The addresses at which other machines reach this one."""
    return [one for one in place.addresses if not one.is_loopback]


def _notes(identity: Identity) -> Iterable[str]:
    for name in identity.leaf.left_out:
        yield (
            f"Not under the name {name}: the certificate authority was made for other names. Addresses work; for the "
            "name, a new authority is needed, which every device has to be told to trust."
        )
    for address in identity.place.elsewhere:
        yield f"Not at {address}: that is not an address of a local network, and Plumbline is for local networks only."
    end = identity.authority.certificate.not_valid_after_utc
    if end - _now() < TO_PREPARE:
        yield (
            f"The certificate authority ends on {day_in_words(end.date())}. A new one is made once its file is deleted "
            "from the folder of certificates; every device then has to be told to trust that one."
        )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
