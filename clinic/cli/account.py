"""`clinic account reset NAME`: the way back in for somebody who cannot sign in, from the clinic's own machine.

A lead does this on the people page. Where the only lead is the one who forgot, whoever owns the clinic's files can.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from clinic.cli.lan import SECURE_PORT
from clinic.cli.status import CommandError, Status
from clinic.settings import DEFAULT_PORT, Settings

if TYPE_CHECKING:
    from clinic.store.people import Account

MADE = """{name} ({sign_in}) chooses a new password with this link, within an hour and once:
{link}
Where Plumbline is opened under another address, open that one followed by /welcome and type {code}
Until the link is used the old password is good. When it is, {sign_in} is signed out everywhere else{codes}."""
CODES = ", and signs in without codes until they are set up again"
NOBODY = "nobody signs in as {name!r}. Those who can be helped: {names}"
NOBODY_YET = "nobody has an account yet: clinic serve prints the link for the first one"
NOT_JOINED = "{name} has not joined yet. A lead makes a new link on the people page."
MAY_NOT = "{name} may not sign in any more. A lead allows it again on the people page."


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "help somebody who cannot sign in, from the clinic's own machine"
    command = commands.add_parser("account", help=says, description=says, allow_abbrev=False)
    acts = command.add_subparsers(metavar="ACT", required=True)
    makes = "print a one-time link for a new password; with it, codes end as well"
    reset = acts.add_parser("reset", help=makes, description=makes, parents=[debug], allow_abbrev=False)
    reset.add_argument("name", metavar="NAME", help="the name they sign in with")
    reset.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    reset.add_argument("--address", metavar="URL", help="where Plumbline is opened, if not on this machine")
    reset.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Makes the link, beside a server that runs or without one, and prints it. Raises CommandError for anybody who
    cannot be helped with one."""
    from clinic.settings import load_settings
    from clinic.store import people
    from clinic.store.audit import Actor
    from clinic.store.invitations import Kind
    from clinic.store.migrate import as_it_is
    from clinic.store.transactions import writing
    from clinic.web.access.links import link, make_link
    from clinic.web.practice import now

    settings = load_settings({"instance": arguments.instance})
    with as_it_is(settings.instance, settings.database), writing() as session:
        person = whom(arguments.name, people.listed(session))
        code = make_link(session, Actor("", now()), Kind.RECOVER, person.id)
    told = MADE.format(
        name=person.name,
        sign_in=person.sign_in,
        link=link(arguments.address or opened_at(settings), code),
        code=code,
        codes=CODES if person.totp_on else "",
    )
    print(told)
    return Status.ANSWERED


def opened_at(settings: Settings) -> str:
    """Where Plumbline is opened on this machine: over HTTPS where it was ever served to the clinic's network."""
    from clinic.network.authority import FOLDER

    if (settings.instance / FOLDER).is_dir():
        return f"https://localhost:{settings.port or SECURE_PORT}/"
    return f"http://127.0.0.1:{settings.port or DEFAULT_PORT}/"


def whom(name: str, everybody: tuple[Account, ...]) -> Account:
    """Who signs in with this name, or else is the only one who is called so. Raises CommandError, with the names there
    are."""
    from clinic.store.patients import folded

    asked = folded(name)
    named = [one for one in everybody if asked and one.sign_in == asked]
    named = named or [one for one in everybody if asked and folded(one.name) == asked]
    if len(named) != 1:
        names = ", ".join(f"{one.sign_in} ({one.name})" for one in everybody if one.has_joined and one.active)
        raise CommandError(NOBODY.format(name=name, names=names) if names else NOBODY_YET)
    (found,) = named
    if not found.has_joined:
        raise CommandError(NOT_JOINED.format(name=found.name))
    if not found.active:
        raise CommandError(MAY_NOT.format(name=found.name))
    return found
