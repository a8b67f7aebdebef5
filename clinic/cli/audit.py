"""`clinic audit`: whether the audit trail is what was written."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from clinic.cli.status import Status

NOTE = "Note the hash elsewhere: --holds HASH says later whether the trail still goes on from there."


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "the trail of who did what to which record"
    command = commands.add_parser("audit", help=says, description=says, allow_abbrev=False)
    acts = command.add_subparsers(metavar="ACT", required=True)
    finds = "find every entry that was removed, altered, or put elsewhere"
    verify = acts.add_parser("verify", help=finds, description=finds, parents=[debug], allow_abbrev=False)
    verify.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    verify.add_argument("--holds", metavar="HASH", default="", help="the last hash that was printed at an earlier time")
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints how many entries there are, the last hash and every fault; a fault is wrong input to whoever trusts it."""
    from clinic.settings import load_settings
    from clinic.store import audit
    from clinic.store.migrate import as_it_is
    from clinic.store.transactions import reading

    settings = load_settings({"instance": arguments.instance})
    with as_it_is(settings.instance, settings.database), reading() as session:
        entries, faults = audit.verify(session, arguments.holds.strip().lower())
        _, last_hash = audit.end(session)
    print(f"{entries:,} audit entries, {'no fault' if not faults else f'{len(faults):,} faults'}")
    print(f"The last hash: {last_hash}")
    for fault in faults:
        print(f"entry {fault.number}: {fault.text}")
    print(NOTE, file=sys.stderr)
    return Status.WRONG_INPUT if faults else Status.ANSWERED
