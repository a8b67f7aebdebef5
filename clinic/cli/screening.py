"""`clinic screen CASE` and `clinic propose CASE`."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from clinic.cli.status import Status

if TYPE_CHECKING:
    from clinic.domain.outcome import Screening

CASE_HELP = "a case as JSON or TOML, or - for standard input"


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds both commands to the command line."""
    for name, run, says in (
        ("screen", run_screen, "screen a case: disposition, reasons, limits, permitted and withheld exercises"),
        ("propose", run_propose, "screen a case and propose a programme"),
    ):
        command = commands.add_parser(name, help=says, description=says, parents=[debug], allow_abbrev=False)
        command.add_argument("case", metavar="CASE", help=CASE_HELP)
        command.add_argument("--json", action="store_true", help="print one JSON object")
        command.set_defaults(run=run)


def run_screen(arguments: argparse.Namespace) -> int:
    """Prints the screening; 0 whatever the disposition."""
    from clinic.cli.screening_text import screening_text
    from clinic.exchange.case_file import load_case
    from clinic.exchange.screening_json import screening_json
    from clinic.knowledge import read_knowledge
    from clinic.pathway.screen import screen_case

    knowledge = read_knowledge()
    _, screening = screen_case(load_case(arguments.case), knowledge)
    if arguments.json:
        print(as_json(screening_json(knowledge, screening)))
    else:
        print(screening_text(knowledge, screening))
    return Status.ANSWERED


def run_propose(arguments: argparse.Namespace) -> int:
    """Prints the screening with the programme it leads to, or with none while something stands in the way."""
    from clinic.cli.programme_text import programme_text
    from clinic.cli.screening_text import screening_text
    from clinic.exchange.case_file import load_case
    from clinic.exchange.programme_json import programme_json
    from clinic.exchange.screening_json import screening_json
    from clinic.knowledge import read_knowledge
    from clinic.pathway.propose import propose_case

    knowledge = read_knowledge()
    _, screening, programme = propose_case(load_case(arguments.case), knowledge)
    if arguments.json:
        print(as_json({**screening_json(knowledge, screening), "programme": programme_json(programme)}))
    else:
        print(screening_text(knowledge, screening))
        if programme is not None:
            print(f"\n{programme_text(knowledge, programme)}")
    return in_the_way(screening)


def in_the_way(screening: Screening) -> int:
    """The exit status of what needs a programme: answered, a referral stands in the way, or incomplete."""
    from clinic.domain.scales import Disposition

    if screening.disposition.allows_programme:
        return Status.ANSWERED
    return Status.INCOMPLETE if screening.disposition is Disposition.INCOMPLETE else Status.REFERRAL


def as_json(value: object) -> str:
    """One JSON value, indented, in plain ASCII so that no terminal or pipe can garble it."""
    return json.dumps(value, indent=2, allow_nan=False)
