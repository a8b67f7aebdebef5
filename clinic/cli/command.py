"""Reads the command line, runs one command and turns every way it can end into an exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from clinic.cli import (
    account,
    at_boot,
    audit,
    backup,
    check,
    clock,
    doctor,
    explain,
    figures,
    handout,
    hazards,
    matrix,
    restore,
    sbom,
    screening,
    serve,
)
from clinic.cli.status import CommandError, Status
from clinic.exchange.mistakes import CaseError
from clinic.knowledge import KnowledgeError
from clinic.settings import SettingsError
from clinic.store.errors import StoreError
from clinic.version import __version__

FAMILIES = (
    screening,
    explain,
    matrix,
    handout,
    check,
    figures,
    hazards,
    serve,
    backup,
    restore,
    audit,
    doctor,
    account,
    clock,
    sbom,
    at_boot,
)
INTERRUPTED = 130  # as shells say it


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `clinic` with these arguments (those of the process without any) and answers its exit status.

    Results go to standard output, everything else to standard error. A fault of ours prints one line without any
    patient data; `--debug` adds where it happened.
    """
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as left:  # argparse has printed its help or what is wrong
        return left.code if isinstance(left.code, int) else Status.WRONG_INPUT
    return carried_out(arguments.run, arguments)


def carried_out(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """The exit status of one command, however it ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter still gets its answer
    try:
        status = run(arguments)
        sys.stdout.flush()
    except (CaseError, KnowledgeError, SettingsError, StoreError, CommandError) as error:
        return _refused(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has enough
        return Status.ANSWERED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last line of defence: no patient data may reach the screen or a log
        return _fault(error, debug=arguments.debug)
    return status


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show where a fault of ours is")
    top = argparse.ArgumentParser(
        prog="clinic",
        description="Screens a person with back pain, says which exercises are ruled out and why, proposes the others.",
        epilog="Exit status: 0 answered; 2 wrong input, knowledge or records; 3 a referral stands in the way; "
        "4 incomplete; 5 no PDF can be made on this machine; 70 a fault of ours.",
        parents=[debug],
        allow_abbrev=False,
    )
    top.set_defaults(debug=False)
    top.add_argument("--version", action="version", version=f"plumbline {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for family in FAMILIES:
        family.add_to(commands, debug)
    return top


def _refused(text: str) -> int:
    print(f"clinic: {text}", file=sys.stderr)
    return Status.WRONG_INPUT


def _fault(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(Path(last.filename).parts[-2:])
    where = f"{type(error).__name__} in {place}, line {last.lineno}"
    print(f"clinic: a fault of ours: {where}; --debug shows more", file=sys.stderr)
    return Status.FAULT
