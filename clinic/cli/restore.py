"""`clinic restore`: a backup put back into a new folder; and `clinic drill`: tried, and nothing left behind."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic import invoked
from clinic.cli import words
from clinic.cli.backup import SHOWN
from clinic.cli.status import Status
from clinic.domain.in_words import day_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic.backups.drill import Compared
    from clinic.backups.manifest import Manifest

THEN = (
    "Look there that it is what you want: {command} serve --instance {folder}. Then stop Plumbline, move the old "
    "folder away and this one into its place. Whatever was saved after the backup is not in it."
)


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds both commands to the command line."""
    says = "put a backup back into a new folder, once everything in it was checked"
    command = commands.add_parser("restore", help=says, description=says, parents=[debug], allow_abbrev=False)
    _takes_backup(command)
    command.add_argument("--into", type=Path, metavar="FOLDER", required=True, help="a folder that is new or empty")
    command.set_defaults(run=run)
    says = "restore a backup into a scratch place, compare everything in it, and leave nothing behind"
    command = commands.add_parser("drill", help=says, description=says, parents=[debug], allow_abbrev=False)
    _takes_backup(command)
    command.add_argument("--scratch", type=Path, metavar="FOLDER", help="where there is room; the system's own place")
    command.set_defaults(run=run_drill)


def run(arguments: argparse.Namespace) -> int:
    """Puts a backup back and says what it held."""
    from clinic.backups.opening import restore

    manifest = restore(arguments.file, _key(arguments), arguments.into)
    held = [(f"{manifest.rows.get(table, 0):,}", name) for table, name in SHOWN.items()]
    held += [(f"{manifest.entries:,}", "audit entries"), (f"{len(manifest.files):,}", "files")]
    widest = max(len(count) for count, _ in held)
    print(
        words.page(
            f"{arguments.into} holds, {_made(manifest)}",
            "\n".join(words.table((count.rjust(widest), name) for count, name in held)),
            words.section("The audit trail ends with", [f"  {manifest.last_hash}"]),
            words.section("Then", [words.paragraph(THEN.format(folder=arguments.into, command=invoked.command()))]),
        )
    )
    return Status.ANSWERED


def run_drill(arguments: argparse.Namespace) -> int:
    """Tries a backup and prints one table; a difference is wrong input to whoever relies on it."""
    from clinic.backups.drill import drill

    scratch = arguments.scratch or Path(tempfile.gettempdir())
    manifest, lines = drill(arguments.file, _key(arguments), scratch)
    wrong = sum(not one.right for one in lines)
    verdict = "Everything is as it was put in." if not wrong else f"{wrong} of {len(lines)} differ: do not rely on it."
    print(words.page(f"{arguments.file}, {_made(manifest)}", "\n".join(tabled(lines)), verdict))
    return Status.WRONG_INPUT if wrong else Status.ANSWERED


def tabled(lines: Sequence[Compared]) -> list[str]:
    """What was compared, in columns: the verdict, what the backup says, what was found."""
    rows = [("", "", "in the backup", "restored")]
    rows += [("ok" if one.right else "WRONG", one.what, one.said, one.found) for one in lines]
    return words.table(rows)


def _takes_backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="a backup")
    command.add_argument("--key", type=Path, metavar="KEYFILE", help="the file with the key that opens it")


def _key(arguments: argparse.Namespace) -> str:
    from clinic.backups.keys import read_key

    return read_key(arguments.key) if arguments.key else ""


def _made(manifest: Manifest) -> str:
    at = manifest.made_at
    return f"made on {day_in_words(at.date())} at {at:%H:%M} UTC by release {manifest.release}"
