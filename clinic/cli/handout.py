"""`clinic handout CASE -o SHEET.pdf`: the printed programme."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from clinic.cli.screening import CASE_HELP, in_the_way
from clinic.cli.status import CommandError, Status


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "print the proposed programme of a case as a PDF"
    command = commands.add_parser("handout", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("case", metavar="CASE", help=CASE_HELP)
    command.add_argument("-o", "--output", metavar="SHEET.pdf", type=Path, required=True, help="the file to write")
    command.add_argument(
        "--printed-on", metavar="DAY", type=_day, help="the day on the sheet, such as 2026-11-20; else the assessment's"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the sheet, or says what stands in the way and writes nothing."""
    from clinic.exchange.case_file import load_case
    from clinic.handout.errors import HandoutError
    from clinic.knowledge import read_knowledge
    from clinic.pathway.propose import propose_case
    from clinic.pathway.sheet import sheet_cache, sheet_pdf
    from clinic.settings import load_settings

    settings = load_settings()
    knowledge = read_knowledge()
    facts, screening, programme = propose_case(load_case(arguments.case), knowledge)
    if programme is None:
        from clinic.cli.screening_text import screening_text

        print(f"clinic: no sheet is printed: {screening.disposition.label}", file=sys.stderr)
        print(screening_text(knowledge, screening))
        return in_the_way(screening)
    printed_on = arguments.printed_on or facts.assessed_on
    try:
        cache = sheet_cache(settings, facts)
        pdf = sheet_pdf(knowledge, settings, facts, screening, programme, printed_on=printed_on, cache=cache)
    except HandoutError as error:
        print(f"clinic: {error}", file=sys.stderr)
        return Status.NO_PDF
    write(arguments.output, pdf)
    print(f"{arguments.output}: {len(programme.exercises)} exercises, {programme.minutes_a_day} minutes a day")
    return Status.ANSWERED


def write(path: Path, content: bytes) -> None:
    """Writes a result to a file. Raises CommandError when that is not possible."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path}: cannot be written: {error.strerror}") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'has to be a day such as 2026-11-20, not "{text}"') from error
