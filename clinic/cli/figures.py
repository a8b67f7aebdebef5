"""`clinic figures -o ALL.pdf`: the contact sheet of every figure."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clinic.cli.handout import write
from clinic.cli.status import Status


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "print every figure on one set of pages"
    command = commands.add_parser("figures", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("-o", "--output", metavar="ALL.pdf", type=Path, required=True, help="the file to write")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the contact sheet."""
    from clinic.handout.contact_sheet import contact_sheet_content
    from clinic.handout.errors import HandoutError
    from clinic.handout.pictures import pictures
    from clinic.handout.printing import render_contact_sheet
    from clinic.knowledge import read_knowledge
    from clinic.knowledge.poses import load_poses
    from clinic.settings import load_settings

    paper = load_settings().paper
    knowledge = read_knowledge()
    drawn = pictures(load_poses(), knowledge.exercises)
    sheet = contact_sheet_content(knowledge, drawn, created=datetime.now(UTC).date().isoformat())
    try:
        pdf = render_contact_sheet(sheet, paper=paper)
    except HandoutError as error:
        print(f"clinic: {error}", file=sys.stderr)
        return Status.NO_PDF
    write(arguments.output, pdf)
    print(f"{arguments.output}: figures of {len(drawn)} exercises")
    return Status.ANSWERED
