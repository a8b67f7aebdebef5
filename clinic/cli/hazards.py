"""`clinic hazards -o HAZARDS.pdf`: the hazard log on paper."""

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
    says = "print the hazard log: what could go wrong and what stands against it"
    command = commands.add_parser("hazards", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("-o", "--output", metavar="HAZARDS.pdf", type=Path, required=True, help="the file to write")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the hazard log."""
    from clinic.handout.errors import HandoutError
    from clinic.handout.hazards import HazardSheet
    from clinic.handout.printing import render_hazards
    from clinic.knowledge.hazards import load_hazards
    from clinic.settings import load_settings

    log = load_hazards()
    try:
        pdf = render_hazards(HazardSheet(log, datetime.now(UTC).date()), paper=load_settings().paper)
    except HandoutError as error:
        print(f"clinic: {error}", file=sys.stderr)
        return Status.NO_PDF
    write(arguments.output, pdf)
    print(f"{arguments.output}: {len(log.hazards)} hazards, {len(log.open)} open")
    return Status.ANSWERED
