"""`clinic clock`: what this machine's clock says, how far the records reach, and that it is right although they do."""

from __future__ import annotations

import argparse
from typing import Any

from clinic import invoked
from clinic.cli.doctor_line import Verdict
from clinic.cli.doctor_machine import clock
from clinic.cli.status import CommandError, Status

CONFIRMED = "Noted in the audit trail: this clock is right. Entries made before count no more."
CAN_BE_RIGHT = "It can be right: no record is later."
HINT = "If this clock is right and was ahead when those entries were made: {command} clock --is-right"


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "compare this machine's clock with the records; 2 when it cannot be right"
    command = commands.add_parser("clock", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    command.add_argument(
        "--is-right", action="store_true", help="note that it is right, although records reach beyond it"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints how the clock stands, beside a server that runs or without one. Raises CommandError when a clock that
    cannot be right whatever the records say is to be noted as right."""
    from clinic.settings import load_settings
    from clinic.store.audit import Actor
    from clinic.store.clock import confirm, reach
    from clinic.store.migrate import as_it_is
    from clinic.store.transactions import reading, writing
    from clinic.web.practice import now

    settings = load_settings({"instance": arguments.instance})
    at = now()
    with as_it_is(settings.instance, settings.database):
        if arguments.is_right:
            if (line := clock(at, None)).verdict is Verdict.WRONG:
                raise CommandError(f"{line.says}, so nothing was noted. {line.to_do}")
            with writing() as session:
                confirm(session, Actor("", at))
            print(CONFIRMED)
        with reading() as session:
            line = clock(at, reach(session).at)
    print(f"{line.says}. {line.to_do or CAN_BE_RIGHT}")
    if line.verdict is Verdict.WRONG and clock(at, None).verdict is not Verdict.WRONG:
        print(HINT.format(command=invoked.command()))
    return Status.WRONG_INPUT if line.verdict is Verdict.WRONG else Status.ANSWERED
