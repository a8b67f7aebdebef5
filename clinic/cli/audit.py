"""`clinic audit`: whether the audit trail is what was written."""

from __future__ import annotations

import argparse
import string
import sys
from typing import Any

from clinic.cli.status import CommandError, Status

NOTE = "Note the hash elsewhere: --holds HASH says later whether the trail still goes on from there."
SHORTEST, LONGEST = 16, 64
"""Hex digits of a hash that tell it from every other, and those of a whole one."""


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "the trail of who did what to which record"
    command = commands.add_parser("audit", help=says, description=says, allow_abbrev=False)
    acts = command.add_subparsers(metavar="ACT", required=True)
    finds = "find every entry that was removed, altered, or put elsewhere"
    verify = acts.add_parser("verify", help=finds, description=finds, parents=[debug], allow_abbrev=False)
    verify.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    verify.add_argument(
        "--holds", metavar="HASH", default="", help="the last hash at an earlier time, or its beginning"
    )
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints how many entries there are, the last hash and every fault; a fault is wrong input to whoever trusts it."""
    from clinic.settings import load_settings
    from clinic.store import audit
    from clinic.store.migrate import as_it_is
    from clinic.store.transactions import reading

    noted = noted_hash(arguments.holds)
    settings = load_settings({"instance": arguments.instance})
    with as_it_is(settings.instance, settings.database), reading() as session:
        held = audit.hash_beginning(session, noted) if noted else ""
        entries, faults = audit.verify(session, held or noted)
        _, last_hash = audit.end(session)
    print(f"{entries:,} audit entries, {_count(len(faults))}")
    print(f"The last hash: {last_hash}")
    for fault in faults:
        print(f"entry {fault.number}: {fault.text}")
    if held and not faults:
        print(f"The trail goes on from {held}.")
    print(NOTE, file=sys.stderr)
    return Status.WRONG_INPUT if faults else Status.ANSWERED


def noted_hash(told: str) -> str:
    """The beginning of a hash as it was noted, in small letters; nothing where none was. Raises CommandError for what
    is none, or could be the beginning of several."""
    noted = told.strip().rstrip(".\u2026").lower()
    if not noted:
        return ""
    if set(noted) - set(string.hexdigits):
        raise CommandError("--holds takes the hex digits of a hash, 0 to 9 and a to f, as they were printed.")
    if not SHORTEST <= len(noted) <= LONGEST:
        wrong = "short" if len(noted) < SHORTEST else "long"
        raise CommandError(
            f"{noted} is too {wrong} for a hash: give {SHORTEST} hex digits of it at least, {LONGEST} at most."
        )
    return noted


def _count(faults: int) -> str:
    return "no fault" if not faults else "1 fault" if faults == 1 else f"{faults:,} faults"
