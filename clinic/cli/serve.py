"""`clinic serve`: the web application on this machine."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from clinic.cli import lasting, own_backups
from clinic.cli.lan import LARGEST_ARRIVAL, announced, lan_server, lan_settings
from clinic.cli.printing_check import printing_tried
from clinic.cli.status import CommandError, Status
from clinic.settings import DEFAULT_PORT, Settings
from clinic.version import EARLIEST

if TYPE_CHECKING:
    from flask import Flask

    from clinic.cli.lan import Identity

PORTS_TRIED = 20
THREADS = 8  # more than may wait for a sheet at once (clinic.web.line), so that pages go on meanwhile
NO_TELEPHONE = (
    "no telephone is set, so no sheet is issued: the lead sets it on the settings page, or CLINIC_TELEPHONE does"
)
MAKING = "the demonstration clinic is made, which takes a few seconds, once"
FIRST = "Nobody has an account yet. Whoever opens this link within an hour becomes the clinic lead:\n{link}"


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "serve the web application and print its address"
    command = commands.add_parser("serve", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("--host", help="the address to listen on; 127.0.0.1 when nothing else is set")
    command.add_argument(
        "--port", type=int, help=f"the port to listen on; {DEFAULT_PORT} or the next free one when nothing else is set"
    )
    command.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    command.add_argument(
        "--lan", dest="network", action="store_true", help="serve every device on the clinic's own network, over HTTPS"
    )
    command.add_argument(
        "--plain-port",
        type=int,
        help=f"with --lan, the port where devices learn to trust this machine; {DEFAULT_PORT} when nothing else is set",
    )
    command.add_argument(
        "--demo",
        action="store_true",
        help="serve a clinic of invented people in a folder of its own, beside any real one",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped. Raises StoreError where this clinic has a server already."""
    from clinic.app import create_app
    from clinic.settings import load_settings
    from clinic.store.in_use import only_server, refuse_second

    settings = load_settings({name: getattr(arguments, name) for name in ("host", "port", "instance")})
    if arguments.demo:
        settings = demonstration(settings)
    refuse_second(settings.instance)
    identity = None
    if arguments.network:
        settings, identity = lan_settings(settings)
    application = create_app(settings, earliest=date.fromisoformat(EARLIEST))
    if told := own_backups.brought_up(application.extensions["upgraded"]):
        print(f"clinic: {told}", file=sys.stderr)
    with only_server(settings.instance):
        _serve(arguments, settings, application, identity)
    return Status.ANSWERED


def _serve(arguments: argparse.Namespace, settings: Settings, application: Flask, identity: Identity | None) -> None:
    """Says where, and soon after when sheets cannot be printed on this machine; comes back when it is stopped."""
    from clinic.knowledge.poses import load_poses
    from clinic.network.server import Port, Server
    from clinic.store.engine import db
    from clinic.web.access.links import first_link
    from clinic.web.clinic_details import in_force_now
    from clinic.web.drawing_ahead import drawing_ahead

    if identity:
        server = lan_server(application, application.config, identity, arguments.plain_port, THREADS)
        base, more = announced(server, identity)
    else:
        listening = listen(settings.host, settings.port)
        server = Server((Port((listening,), plain=application),), threads=THREADS, largest_body=LARGEST_ARRIVAL)
        base, more = address(listening), ""
    with application.app_context():
        telephone, engine = in_force_now().telephone, db.engine
    if not telephone:
        print(f"clinic: {NO_TELEPHONE}", file=sys.stderr)
    print(f"Plumbline is ready at {base}", more, sep="\n" if more else "", flush=True)
    if link := first_link(application, base):
        print(FIRST.format(link=link), flush=True)
    invented = application.extensions["practice"].invented
    looked_after = own_backups.looked_after(settings, engine, invented=invented)
    told_of = lasting.told(settings.instance, application.extensions, server.started, traces=arguments.debug)
    with told_of, looked_after, suppress(KeyboardInterrupt), drawing_ahead(load_poses().values()), printing_tried():
        server.run()


def demonstration(settings: Settings) -> Settings:
    """The settings of the demo clinic beside this one, once it is there; its people are put in where it is new.

    Raises SettingsError when its place is taken by anything else.
    """
    from clinic.app import create_app
    from clinic.knowledge import read_knowledge
    from clinic.store.engine import db
    from clinic.web.demo import feed
    from clinic.web.demo_folder import demo_settings, ready_folder
    from clinic.web.practice import day_here

    def make(new: Settings) -> None:
        print(f"clinic: {MAKING}", file=sys.stderr, flush=True)
        application = create_app(new)
        feed(application, day_here())
        with application.app_context():
            db.engine.dispose()

    found = demo_settings(settings)
    ready_folder(found, read_knowledge().edition, make)
    return found


def listen(host: str, port: int | None) -> socket.socket:
    """A socket on this host and port; without a port on the default one or the next that is free.

    Raises CommandError when there is none.
    """
    from clinic.network.errors import NetworkError
    from clinic.network.ports import bind

    reason = ""
    for one in [port] if port else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        try:
            return bind(host, one)[0]
        except NetworkError as error:
            reason = str(getattr(error.__cause__, "strerror", ""))
            if isinstance(error.__cause__, socket.gaierror):
                break  # there is no such host, whatever the port
    to_do = "Stop what uses it, or name another one with --port." if port else "Name a free one with --port."
    tried = f"port {port}" if port else f"a port from {DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1}"
    raise CommandError(f"cannot listen on {host}, {tried}: {reason}. {to_do}")


def address(listening: socket.socket) -> str:
    """What to type into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
