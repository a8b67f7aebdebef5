"""`clinic doctor`: how this clinic and its machine stand, on one page."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from clinic.cli import doctor_log as log
from clinic.cli import doctor_machine as machine
from clinic.cli import doctor_records as records
from clinic.cli import words
from clinic.cli.doctor_encryption import encryption
from clinic.cli.doctor_line import Line, Verdict, looked, wrong
from clinic.cli.status import Status
from clinic.settings import Settings

SUMS = {
    Verdict.OK: "Everything is as it should be.",
    Verdict.LOOK: "It works. Somebody should look at what is marked.",
    Verdict.WRONG: "Something is wrong: {named}.",
}


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "look at versions, permissions, disk, clock, records, backups, certificate, fonts and printing"
    command = commands.add_parser("doctor", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("--json", action="store_true", help="for another program")
    command.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the page; 2 when anything on it is wrong."""
    from clinic.settings import load_settings

    lines = tuple(examined(load_settings({"instance": arguments.instance}), datetime.now(UTC)))
    worst = max((one.verdict for one in lines), key=list(Verdict).index)
    if arguments.json:
        print(json.dumps({"worst": worst, "lines": [dataclasses.asdict(one) for one in lines]}, indent=1))
    else:
        print(page(lines, worst))
    return Status.WRONG_INPUT if worst is Verdict.WRONG else Status.ANSWERED


def examined(settings: Settings, now: datetime) -> Iterator[Line]:
    """Every line of the page, in order."""
    if not settings.instance.is_dir():
        yield wrong("folder", f"{settings.instance} is not there", "Name the clinic's folder with --instance.")
        return
    checks = {
        "release": partial(machine.versions, settings),
        "records": partial(records.records, settings, now),
        "backups": partial(records.backups, settings, now),
        "permissions": partial(machine.permissions, settings),
        "disk": partial(machine.disk, settings),
        "encryption": partial(encryption, settings),
        "certificate": partial(machine.certificate, settings, now),
        "fonts": partial(machine.fonts, settings),
        "PDF": partial(machine.printing, settings),
        "service": partial(log.running, settings),
        "log": partial(log.faults, settings),
    }
    for about, check in checks.items():
        yield from looked(about, check, errors())


def page(lines: tuple[Line, ...], worst: Verdict) -> str:
    """The page: what was looked at in columns, and under each thing to do what that is."""
    rows = [(one.verdict.value, one.about, f"{one.says}. {one.to_do}" if one.to_do else one.says) for one in lines]
    named = ", ".join(one.about for one in lines if one.verdict is worst)
    return words.page("\n".join(words.table(rows, indent="")), SUMS[worst].format(named=named))


def errors() -> tuple[type[Exception], ...]:
    """What may stop a check and is told as a line; only what can be imported can be raised."""
    from clinic.knowledge import KnowledgeError
    from clinic.network.errors import NetworkError
    from clinic.store.errors import StoreError

    return (KnowledgeError, NetworkError, StoreError)
