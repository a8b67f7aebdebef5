"""Fills the disk under a clinic while somebody works, and looks whether anything acknowledged is lost.

`python -m tests.harness.full_disk` does it on a small file system in memory of its own (which only root may mount) and
on a disk that refuses by itself, as the tests have it; --full a hundred times each. What is claimed: every answer is a
page of ours, what was typed comes back with it, what was acknowledged is there, and once there is room the same program
goes on.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from clinic.store import assessments, audit
from clinic.store.engine import db
from clinic.store.errors import DiskError
from clinic.store.transactions import Session, reading, writing
from clinic.web.access import desk
from clinic.web.access.roles import Role
from tests.harness.failing_disks import FAILING, FULL, NO_FILE, READ_ONLY, SmallDisk, Trouble, refusing, small_disk
from tests.repository import ROOT
from tests.web.assessing import begun, person, typed_in
from tests.web.people import clinic_with_people, signed_in
from tests.web.visit import case, entered, parsed

OURS = {200, 303, 503, 507}


@dataclass
class Report:
    """How many saves were acknowledged and how many refused, by their status, and every fault."""

    answers: Counter[int] = field(default_factory=Counter)
    acknowledged: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many were told that nothing is kept yet."""
        return self.answers[503] + self.answers[507]


def worked(trouble: Trouble, rounds: int, *, fault: bool = False, seed: int = 1) -> Report:
    """Somebody works while the disk gives out again and again. With the planted `fault` the program acknowledges what
    was not kept."""
    chance, report = random.Random(seed), Report()  # noqa: S311  # moments, not secrets
    app = clinic_with_people(trouble.folder)
    app.logger.disabled = True
    client = signed_in(app, Role.CLINICIAN)
    drafts = [begun(client, person(client, number=str(one), birth_day=str(one))) for one in (1, 2)]
    with patch.object(desk, "writing", forgetful) if fault else nullcontext():
        for number in range(rounds):
            typed = {draft: typed_in(client, draft, case(), goal=f"walk {number}") for draft in drafts}
            if number % 2 == 0:  # as after a quiet hour, or in a program that was just started
                with app.app_context():
                    db.engine.dispose()
            trouble.begin(chance.choice((0, 0, 4096, 16384, 65536)))
            try:
                again = [tried(client, draft, typed[draft], report, number) for draft in drafts]
            finally:
                trouble.end()
            for resend in again:
                if resend and client.post(resend[0], data=resend[1]).status_code not in (200, 303, 422):
                    report.faults.append(f"round {number}: not kept once there was room")
            after(app, client, drafts, report, number)
    with app.app_context():
        db.engine.dispose()
    return report


def tried(
    client: FlaskClient, draft: str, typed: MultiDict[str, str], report: Report, number: int
) -> tuple[str, MultiDict[str, str]] | None:
    """A page is opened, a draft saved by itself and then by hand; the form to send again where it was not kept."""
    goal, last = typed["goal"], None
    looked(client.get(draft), report, f"round {number}: a page")
    saved = client.post(f"{draft}/save", data=typed, headers={"Accept": "application/json"})
    looked(saved, report, f"round {number}: a save")
    if saved.status_code == 200:
        report.acknowledged[draft] = goal
        typed["version"] = str((saved.json or {})["version"])
    elif not (saved.json or {}).get("saved", "").startswith("Not kept yet"):
        report.faults.append(f"round {number}: a save that was not kept does not say so")
    answer = client.post(f"{draft}/check", data=typed)
    looked(answer, report, f"round {number}: a form")
    if answer.status_code in (503, 507):
        form = parsed(answer).one("form#again")
        last = (form.value("action"), entered(form))
        if list(last[1].items(multi=True)) != list(typed.items(multi=True)):
            report.faults.append(f"round {number}: what was typed did not come back")
    elif answer.status_code in (200, 303):
        report.acknowledged[draft] = goal
    return last


def looked(answer: TestResponse, report: Report, what: str) -> None:
    """Counts an answer; one that is none of ours is a fault."""
    report.answers[answer.status_code] += 1
    if answer.status_code not in OURS:
        report.faults.append(f"{what} was answered with {answer.status_code}")


def after(app: Flask, client: FlaskClient, drafts: list[str], report: Report, number: int) -> None:
    """What has to hold once there is room: the pages open, what was acknowledged is there, and all of it is whole."""
    found = [client.get(draft).status_code for draft in drafts]
    report.faults += [
        f"round {number}: a page was answered with {code} once there was room" for code in found if code != 200
    ]
    with app.app_context(), reading() as session:
        report.faults += [f"round {number}: {one}" for one in lost(session, report.acknowledged)]
        report.faults += [f"round {number}: {one.text}" for one in audit.verify(session)[1]]
        told = session.execute(text("PRAGMA integrity_check")).scalar_one()
        report.faults += [] if told == "ok" else [f"round {number}: {told}"]


def lost(session: Session, acknowledged: dict[str, str]) -> Iterator[str]:
    """Every draft that holds less than what was acknowledged last: rounds are numbered."""
    for draft, goal in acknowledged.items():
        kept = assessments.get(session, draft.rpartition("/")[2])
        now = kept.answers["goal"].values[0] if kept and "goal" in kept.answers else "walk -1"
        if int(now.split()[1]) < int(goal.split()[1]):
            yield f"acknowledged was '{goal}', kept is '{now}'"


@contextmanager
def forgetful() -> Iterator[Session]:
    """The planted fault: a transaction that ends well whether the disk took it or not."""
    try:
        with writing() as session:
            yield session
    except DiskError:
        pass


def started(folder: Path) -> list[str]:
    """What is wrong with a start on a full disk: it ends at once, says why in one line, and has an exit status."""
    command = [sys.executable, "-m", "clinic.cli", "serve", "--instance", str(folder / "clinic")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    plain = (
        ended.stderr.startswith("clinic: ")
        and "Traceback" not in ended.stderr
        and "a fault of ours" not in ended.stderr
    )
    return [] if ended.returncode == 2 and plain else [f"a start ended with {ended.returncode}: {ended.stderr}"]


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when there was no fault and the planted one was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="a hundred rounds each")
    rounds, bad = 100 if parser.parse_args(argv).full else 10, 0

    def tell(name: str, report: Report) -> int:
        answers = ", ".join(f"{count} x {code}" for code, count in sorted(report.answers.items()))
        print(f"{name}: answers {answers}; {len(report.faults)} faults", *report.faults[:10], sep="\n", flush=True)
        return len(report.faults) + (report.refused == 0)

    if os.geteuid() == 0:
        with small_disk() as folder:
            bad += tell("a small file system in memory", worked(SmallDisk(folder), rounds))
        for left in (0, 4096, 16384, 131072):
            with small_disk() as folder:
                SmallDisk(folder).begin(left)
                found = started(folder)
            bad += len(found)
            print(f"a start with {left} bytes left: {len(found)} faults", *found, sep="\n", flush=True)
    else:
        print("a small file system in memory: not tried, since only root may mount one")
    for name, code in (("full", FULL), ("read-only", READ_ONLY), ("failing", FAILING), ("closed", NO_FILE)):
        with tempfile.TemporaryDirectory() as folder_name, refusing(Path(folder_name), code) as disk:
            bad += tell(f"a disk that is {name}", worked(disk, rounds))
    with tempfile.TemporaryDirectory() as folder_name, refusing(Path(folder_name), FULL) as disk:
        seen = worked(disk, 3, fault=True).faults
    print(f"planted fault, acknowledged whether it was kept or not: {len(seen)} faults seen")
    return 1 if bad or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
