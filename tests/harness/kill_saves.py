"""Kills a process that saves, again and again, and looks whether anything it acknowledged is lost (I12).

`python -m tests.harness.kill_saves` kills a few times on each kind of database, --full hundreds of times.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from clinic.store import assessments, audit, handouts, programmes
from clinic.store.programmes import Kind
from clinic.store.rows.audit import AuditRow
from clinic.store.transactions import Session, reading, writing
from tests.postgresql import empty_database, running_cluster
from tests.repository import ROOT
from tests.store.places import POSTGRESQL, SQLITES, Place, ready, sqlite_in
from tests.store.records import TODAY, Visit, screened, visit

EARLY = "early"
"""A planted fault: the child acknowledges a save before it is durable."""
APART = "apart"
"""A planted fault: the child notes a save in the audit trail in a transaction of its own, after it is acknowledged."""
SAVES_A_SHEET = 5
GAP = 0.2


@dataclass(frozen=True)
class Saved:
    """One acknowledged save: an assessment's version and what was typed, or an issued sheet and its SHA-256."""

    kind: str
    id: str
    version: int
    value: str

    @property
    def noted(self) -> str:
        """The detail of its audit entry."""
        return f'{{"version":{self.version}}}'

    @classmethod
    def read(cls, line: str) -> Saved:
        """From the line that acknowledged it."""
        kind, id, version, value = line.split()
        return cls(kind, id, int(version), value)


def child(place: Place, fault: str) -> None:
    """Saves for ever: drafts, and now and then an assessment made final with its signed programme and sheet."""
    with ready(place):
        with writing() as session:
            made = visit(session)
        for number in range(10**9):
            made = save(made, number, fault)


def save(made: Visit, number: int, fault: str = "", tell: Callable[[Saved, float], object] | None = None) -> Visit:
    """One save, acknowledged to the parent or to who is to be told; the visit that the next one goes on with."""
    tell = tell or acknowledge
    act = write if number % SAVES_A_SHEET else sign
    with writing() as session:
        after, saved = act(session, made, number)
        if fault != APART:
            audit.note(session, made.actor, "save", saved.kind, saved.id, version=saved.version)
        if fault == EARLY:
            tell(saved, GAP)
    if fault != EARLY:
        tell(saved, GAP if fault == APART else 0)
    if fault == APART:
        with writing() as session:
            audit.note(session, made.actor, "save", saved.kind, saved.id, version=saved.version)
    return after


def acknowledge(saved: Saved, gap: float) -> None:
    """Tells the parent; a planted fault leaves it a moment to strike."""
    print(saved.kind, saved.id, saved.version, saved.value, flush=True)
    time.sleep(gap)


def write(session: Session, made: Visit, number: int) -> tuple[Visit, Saved]:
    """Writes in the draft."""
    id, version, value = made.assessment.id, made.assessment.version, f"typed-{number}"
    kept = assessments.write(session, made.actor, id, version, {"goal": [value], "note": ["x" * 4000]}, on=TODAY)
    return Visit(made.actor, made.patient, made.episode, kept), Saved("draft", id, kept.version, value)


def sign(session: Session, made: Visit, number: int) -> tuple[Visit, Saved]:
    """Makes the draft final, signs its programme and issues the sheet; begins the next draft."""
    actor, patient, id = made.actor, made.patient.id, made.assessment.id
    assessments.finalise(session, actor, id, made.assessment.version, {"age": 46}, [])
    screening = screened(session, made)
    begun = programmes.begin(session, actor, patient, id, screening, {"exercises": []})
    signed = programmes.append(session, actor, begun.id, 1, screening, Kind.SIGNED, {"exercises": [number]})
    pdf = f"sheet {number}".encode() * 5000
    editions = {"edition": "e" * 64, "print_edition": "p" * 64}
    sheet = handouts.issue(session, actor, patient, signed.id, pdf, large=False, paper="A4", **editions)
    begun_anew = assessments.begin(session, actor, patient, made.episode, TODAY)
    return Visit(actor, made.patient, made.episode, begun_anew), Saved("sheet", sheet.id, 1, sheet.sha256)


def killed(place: Place, fault: str, chance: random.Random) -> list[Saved]:
    """Lets a child save and kills it: every save it acknowledged."""
    command = [sys.executable, "-m", "tests.harness.kill_saves", "--child", place.url, place.driver, fault]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
        time.sleep(0 if fault else chance.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    if process.returncode != -signal.SIGKILL:
        raise RuntimeError("the child ended by itself: see what it said above")
    return [Saved.read(line) for line in lines if line.endswith("\n")]


def faults(engine: Engine, acknowledged: list[Saved]) -> list[str]:
    """What is wrong with a database after its writers were killed."""
    with reading() as session:
        found = [f"{saved} is lost" for saved in acknowledged if not is_kept(session, saved)]
        _, broken = audit.verify(session)
        found += [f"audit entry {one.number}: {one.text}" for one in broken]
        noted = {(row.object_id, row.detail) for row in session.execute(select(AuditRow.object_id, AuditRow.detail))}
        found += [f"{one} is not in the audit trail" for one in acknowledged if (one.id, one.noted) not in noted]
        if engine.dialect.name == "sqlite":
            told = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
            found += [] if told == "ok" else [f"integrity_check: {told}"]
    return found


def is_kept(session: Session, saved: Saved) -> bool:
    """Whether what was acknowledged is there; a draft, or what it became, may hold what a later save typed."""
    if saved.kind == "sheet":
        return handouts.get(session, saved.id) is not None and (
            hashlib.sha256(handouts.bytes_of(session, saved.id)).hexdigest() == saved.value
        )
    kept = assessments.get(session, saved.id)
    if kept is None or kept.version < saved.version or "goal" not in kept.answers:
        return False
    (now,) = kept.answers["goal"].values
    return now == saved.value if kept.version == saved.version else in_turn(now) >= in_turn(saved.value)


def in_turn(typed: str) -> int:
    """The number of the save that typed this."""
    return int(typed.removeprefix("typed-"))


def struck(place: Place, times: int, *, fault: str = "", seed: int = 1) -> tuple[int, list[str]]:
    """Kills a child so many times on one database: how many saves were acknowledged, and every fault found."""
    chance = random.Random(seed)  # noqa: S311  # moments to strike, not secrets
    acknowledged: list[Saved] = []
    found: list[str] = []
    for _ in range(times):
        now = killed(place, fault, chance)
        acknowledged += now
        with ready(place) as engine:
            found += faults(engine, now)
    with ready(place) as engine:
        found += faults(engine, acknowledged)
    return len(acknowledged), found


@contextmanager
def a_place(kind: str) -> Iterator[Place]:
    """A new database of one kind."""
    with ExitStack() as stack:
        if kind == POSTGRESQL:
            yield Place(stack.enter_context(empty_database(stack.enter_context(running_cluster()))))
        else:
            yield sqlite_in(Path(stack.enter_context(tempfile.TemporaryDirectory())), kind)


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when nothing was lost and both planted faults were seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="hundreds of times, and on PostgreSQL too")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.child:
        url, driver, fault = arguments.child
        child(Place(url, driver), fault)
    bad = 0
    for kind in (*SQLITES, POSTGRESQL) if arguments.full else SQLITES:
        with a_place(kind) as place:
            saves, found = struck(place, 150 if arguments.full else 5)
        bad += len(found)
        print(f"{kind}: {saves} saves acknowledged, {len(found)} faults", *found[:20], sep="\n", flush=True)
    for fault in (EARLY, APART):
        with a_place(SQLITES[0]) as place:
            saves, found = struck(place, 5, fault=fault)
        bad += not found
        print(f"planted fault '{fault}': {saves} saves acknowledged, {len(found)} faults seen", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
