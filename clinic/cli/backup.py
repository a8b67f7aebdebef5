"""`clinic backup`: everything the clinic owns in one file, sealed for a key that is kept elsewhere."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic import invoked
from clinic.cli import words
from clinic.cli.status import CommandError, Status

if TYPE_CHECKING:
    from clinic.backups.archive import Made

SHOWN = {"patient": "patients", "assessment": "assessments", "programme": "programmes", "handout": "issued sheets"}
NO_RECIPIENT = (
    "no backup is set up here, so there is nobody to seal it for. Set it up once: {command} backup --new-key FILE, "
    "with a file on a stick. A backup that anybody can read is made with --unsealed."
)
READABLE = "This file is NOT sealed. Whoever gets it reads every record and can sign in as the clinic. Lock it away."
LOCK_AWAY = (
    "Take the stick out and lock it away, with a second copy in another building: without this file no backup can be "
    "opened, by anybody. It does not belong on this machine, and not beside the backups."
)
FROM_NOW_ON = (
    "From now on the server makes a sealed backup every 24 hours while it runs. Try one now and then with "
    "{command} drill FILE --key KEYFILE."
)


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "put everything the clinic owns into a new file, sealed, while it is at work, and read it back"
    command = commands.add_parser("backup", help=says, description=says, parents=[debug], allow_abbrev=False)
    wanted = command.add_mutually_exclusive_group(required=True)
    wanted.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the new file; none is ever replaced")
    wanted.add_argument(
        "--new-key", type=Path, metavar="FILE", help="set backups up: write a new key to this file, outside the machine"
    )
    command.add_argument("--unsealed", action="store_true", help="a backup that anybody can read who gets the file")
    command.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Makes the backup and says what is in it; or makes the key that opens backups."""
    from clinic.backups import keys
    from clinic.backups.archive import make
    from clinic.settings import load_settings
    from clinic.store.migrate import as_it_is

    settings = load_settings({"instance": arguments.instance})
    now = datetime.now(UTC).replace(microsecond=0)
    if arguments.new_key:
        if not settings.instance.is_dir():
            raise CommandError(f"there is no clinic in {settings.instance}. Start it once: {invoked.command()} serve.")
        print(key_made(arguments.new_key, keys.make_key(settings.instance, arguments.new_key, now)))
        return Status.ANSWERED
    with as_it_is(settings.instance, settings.database) as engine:
        sealed_for = () if arguments.unsealed else keys.recipients(settings.instance)
        if not (sealed_for or arguments.unsealed):
            raise CommandError(NO_RECIPIENT.format(command=invoked.command()))
        made = make(engine, settings.instance, arguments.file, sealed_for, now)
    print(said(made))
    if not made.sealed:
        print(f"clinic: {READABLE}", file=sys.stderr)
    return Status.ANSWERED


def said(made: Made) -> str:
    """What a backup holds, and how it is put back."""
    held = [(f"{made.manifest.rows.get(table, 0):,}", name) for table, name in SHOWN.items()]
    held += [(f"{made.manifest.entries:,}", "audit entries"), (f"{len(made.manifest.files):,}", "files")]
    held += [(f"{made.size:,}", "bytes, sealed" if made.sealed else "bytes, NOT sealed")]
    widest = max(len(count) for count, _ in held)
    key = " --key KEYFILE" if made.sealed else ""
    return words.page(
        f"{made.file} holds",
        "\n".join(words.table((count.rjust(widest), name) for count, name in held)),
        words.section("The audit trail ends with", [f"  {made.manifest.last_hash}"]),
        words.section("To try it", [f"  {invoked.command()} drill {made.file}{key}"]),
        words.section("To put it back", [f"  {invoked.command()} restore {made.file}{key} --into FOLDER"]),
    )


def key_made(file: Path, recipient: str) -> str:
    """What to do with a new key."""
    return words.page(
        f"{file} is the key that opens this clinic's backups.",
        words.section("They are sealed for", [f"  {recipient}"]),
        words.section(
            "Now", [words.paragraph(one) for one in (LOCK_AWAY, FROM_NOW_ON.format(command=invoked.command()))]
        ),
    )
