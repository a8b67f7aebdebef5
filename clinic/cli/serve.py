"""`clinic serve`: the web application on this machine."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from typing import Any

from clinic.cli.status import CommandError, Status
from clinic.settings import DEFAULT_PORT

PORTS_TRIED = 20
THREADS = 8  # more than may wait for a sheet at once (clinic.web.line), so that pages go on meanwhile
NO_TELEPHONE = "no telephone is set, so the sheets name none to ring: set it in config.toml or CLINIC_TELEPHONE"


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "serve the web application and print its address"
    command = commands.add_parser("serve", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("--host", help="the address to listen on; 127.0.0.1 when nothing else is set")
    command.add_argument(
        "--port", type=int, help=f"the port to listen on; {DEFAULT_PORT} or the next free one when nothing else is set"
    )
    command.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped; says first when sheets cannot be printed on this machine."""
    from waitress import create_server

    from clinic.app import create_app
    from clinic.handout.errors import HandoutError
    from clinic.handout.printing import check_printing
    from clinic.knowledge.poses import load_poses
    from clinic.settings import load_settings
    from clinic.web.drawing_ahead import drawing_ahead

    settings = load_settings({name: getattr(arguments, name) for name in ("host", "port", "instance")})
    application = create_app(settings)
    listening = listen(settings.host, settings.port)
    try:
        check_printing()
    except HandoutError as error:
        print(f"clinic: no sheets can be printed on this machine: {error}", file=sys.stderr)
    if not settings.telephone:
        print(f"clinic: {NO_TELEPHONE}", file=sys.stderr)
    server = create_server(application, sockets=[listening], threads=THREADS, ident="")
    print(f"Plumbline is ready at {address(listening)}", flush=True)
    with suppress(KeyboardInterrupt), drawing_ahead(load_poses().values()):
        server.run()
    server.close()
    return Status.ANSWERED


def listen(host: str, port: int | None) -> socket.socket:
    """A socket on this host and port; without a port on the default one or the next that is free.

    Raises CommandError when there is none.
    """
    ports = [port] if port else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    reason: OSError | None = None
    for one in ports:
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(host, one, type=socket.SOCK_STREAM)[0]
            listening = socket.socket(family, kind, protocol)
        except OSError as error:
            reason = error
            break
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
        except OSError as error:
            reason = error
            listening.close()
            continue
        return listening
    tried = f"port {port}" if port else f"a port from {DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1}"
    raise CommandError(f"cannot listen on {host}, {tried}: {reason.strerror if reason else 'none is free'}")


def address(listening: socket.socket) -> str:
    """What to type into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
