"""Cuts the power at every moment of saves, a migration and backups, and looks whether anything acknowledged is lost.

`python -m tests.harness.power_cut` tries a few hundred states of the disk, --full ten thousand. A child process does
the work while everything that reaches its files is logged (disk_log); from the log come the states that a power cut may
leave (crashes); each is opened with the driver of the clinic and looked over. Lost is what was acknowledged and is not
there; corrupt is a database or a backup that is not whole.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness.crashes import State, states
from tests.harness.power_cut_checks import CHECKS
from tests.harness.power_cut_work import FAULTS, WORKS, Recording, work
from tests.repository import ROOT
from tests.store.places import SQLITES

SHARES = {"intake": 0.5, "first start": 0.1, "migration": 0.2, "backup": 0.2}
"""How much of all states each work gets."""
SHOWN = 10


@dataclass
class Report:
    """How many states were looked at, and in how many something acknowledged was lost or something was corrupt."""

    states: int = 0
    lost: int = 0
    corrupt: int = 0
    events: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, state: State, found: list[str], what: str) -> None:
        """One more state, with its faults."""
        lost = any(one.startswith("lost:") for one in found)
        self.states, self.lost = self.states + 1, self.lost + lost
        self.corrupt += any(not one.startswith("lost:") for one in found)
        self.told += [f"{what}, after event {state.at}: {one}" for one in found[:2]]

    @property
    def line(self) -> str:
        """For the screen."""
        did = ", ".join(f"{count} {act}" for act, count in sorted(self.events.items()))
        return f"{self.states} states, {self.lost} lost, {self.corrupt} corrupt (from {did})"


def recording(what: str, driver: str, folder: Path, fault: str = "") -> Recording:
    """The log of one work, done by a process of its own in a new folder."""
    out = folder / "log"
    command = [
        sys.executable,
        "-m",
        "tests.harness.power_cut",
        "--child",
        what,
        driver,
        fault,
        str(folder / "at"),
        str(out),
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    made: Recording = pickle.loads(out.read_bytes())  # noqa: S301  # our own child wrote it
    if made.unexplained:
        raise RuntimeError(f"the log does not lead to what is on the disk: {made.unexplained}")
    return made


def cut(what: str, driver: str, count: int, *, fault: str = "", seed: int = 1) -> Report:
    """So many power cuts during one work."""
    report = Report()
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        made = recording(what, driver, Path(folder), fault)
        report.events.update(event.act for event in made.events)
        for state in states(made.before, made.events, count, seed):
            place = Path(folder, "state")
            lay_out(state, place)
            report.add(state, CHECKS[what](place, driver, made, state), what)
            for file in sorted(place.rglob("*"), reverse=True):
                file.rmdir() if file.is_dir() else file.unlink()
    return report


def lay_out(state: State, place: Path) -> None:
    """Writes a state into a folder."""
    place.mkdir(exist_ok=True)
    for name, content in state.files.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _quick() -> str | None:
    """A folder in memory, where there is one: what is tried here are states, not this machine's disk."""
    with suppress(OSError):
        if os.access("/dev/shm", os.W_OK) and os.statvfs("/dev/shm").f_bavail * os.statvfs("/dev/shm").f_bsize > 2**28:  # noqa: S108  # only for speed
            return "/dev/shm"  # noqa: S108  # a folder with a name of its own is made there
    return None


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when nothing was lost or corrupt and every planted fault was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="ten thousand states")
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.child:
        what, driver, fault, folder, out = arguments.child
        Path(out).write_bytes(pickle.dumps(work(what, driver, Path(folder), fault)))
        return 0
    count, bad = 10_000 if arguments.full else 400, 0
    total = Report()
    for what in WORKS:
        for driver in SQLITES:
            report = cut(what, driver, int(count * SHARES[what] / len(SQLITES)))
            total.states, bad = total.states + report.states, bad + report.lost + report.corrupt
            total.lost, total.corrupt = total.lost + report.lost, total.corrupt + report.corrupt
            print(f"{what}, {driver}: {report.line}", *report.told[:SHOWN], sep="\n", flush=True)
    print(f"altogether: {total.states} states, {total.lost} lost, {total.corrupt} corrupt", flush=True)
    for fault, what in FAULTS.items():
        for driver in SQLITES:
            report = cut(what, driver, 200, fault=fault)
            bad += not report.told
            print(f"planted fault '{fault}', {what}, {driver}: {report.line}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
