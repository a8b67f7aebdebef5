"""`clinic matrix`: which condition alone withholds which exercise."""

from __future__ import annotations

import argparse
import csv
import io
from typing import TYPE_CHECKING, Any

from clinic.cli import words
from clinic.cli.status import Status
from clinic.domain.in_words import short_edition
from clinic.domain.matrix import withheld_alone

if TYPE_CHECKING:
    from clinic.domain.knowledge import Knowledge
    from clinic.domain.outcome import Objection

WITHHELD, PERMITTED = "x", "."
TENS = 10


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "show which condition alone withholds which exercise"
    command = commands.add_parser("matrix", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("--csv", action="store_true", help="print comma-separated values with every objection")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the table."""
    from clinic.knowledge import read_knowledge

    knowledge = read_knowledge()
    print(as_csv(knowledge) if arguments.csv else as_text(knowledge), end="")
    return Status.ANSWERED


def as_text(knowledge: Knowledge) -> str:
    """One row per exercise, one numbered column per condition, and under it how many each withholds."""
    matrix = withheld_alone(knowledge)
    numbers = range(1, len(matrix) + 1)
    wide = max(len(id) for id in knowledge.exercises) + 2
    key = words.table(
        (f"{number:>3}", f"{len(matrix[id]):>3} withheld", id) for number, id in zip(numbers, matrix, strict=True)
    )
    heads = [
        " " * wide + "".join(str(number // TENS) if number >= TENS else " " for number in numbers),
        " " * wide + "".join(str(number % TENS) for number in numbers),
    ]
    rows = [
        f"{exercise.id:<{wide}}"
        + "".join(WITHHELD if exercise.id in found else PERMITTED for found in matrix.values())
        + ("" if exercise.recommended else "  not recommended for anyone")
        for exercise in knowledge.in_library_order
    ]
    head = f"Which condition alone withholds which exercise ({WITHHELD} withheld, {PERMITTED} permitted)"
    foot = f"Edition {short_edition(knowledge.edition)}, not signed off by a clinic lead."
    return "\n".join([words.title(head), "", *heads, *rows, "", "Conditions", *key, "", foot, ""])


def as_csv(knowledge: Knowledge) -> str:
    """One line per exercise, one column per condition: every objection, or nothing where it is permitted."""
    matrix = withheld_alone(knowledge)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["exercise", "phase", "recommended", *matrix])
    for exercise in knowledge.in_library_order:
        cells = ("; ".join(_short(one) for one in found.get(exercise.id, ())) for found in matrix.values())
        writer.writerow([exercise.id, exercise.phase, "yes" if exercise.recommended else "no", *cells])
    return text.getvalue()


def _short(objection: Objection) -> str:
    if objection.level is None or objection.at_most is None:
        return objection.rule
    return f"{objection.demand} {objection.level.word} over {objection.at_most.word}"
