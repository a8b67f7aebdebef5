"""Cuts the power at every moment of saves, an upgrade, backups and a restore, and looks whether anything is lost.

`python -m tests.harness.power_cut` tries a few hundred states of the disk, --full more than ten thousand. A process of
its own does the work while everything that reaches its files is logged (disk_log); from the log come the states that a
power cut may leave (crashes). Each is opened by the application itself, as its next start does it. From some of them
that next start is logged too, and the power is cut a second time. Lost is what was acknowledged and is not there;
corrupt is a database, a backup or a folder that is not whole.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.harness.crashes import State, states
from tests.harness.disk_names import laid_out
from tests.harness.power_cut_work import Recording
from tests.harness.power_cut_works import FAULTS, FAULTS_AGAIN, WORKS, going_on, recording
from tests.store.places import SQLITES

SHOWN = 10
SMALL, FULL, AGAIN = 400, 9_200, 0.2
"""How many states after one cut, and how many times as many after two."""
SECONDS = 10
"""How many second cuts there are for each first one."""
PLANTED = 40


@dataclass
class Report:
    """How many states were looked at, how many different disks they were, and in how many something acknowledged was
    lost or something was corrupt."""

    states: int = 0
    lost: int = 0
    corrupt: int = 0
    disks: set[int] = field(default_factory=set)
    events: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, state: State, found: list[str], what: str) -> None:
        """One more state, with its faults."""
        self.states += 1
        self.disks.add(state.disk)
        self.lost += any(one.startswith("lost:") for one in found)
        self.corrupt += any(not one.startswith("lost:") for one in found)
        self.told += [f"{what}, after event {state.at}: {one}" for one in found[:2]]

    def more(self, other: Report) -> None:
        """Those of another report too."""
        self.states, self.lost = self.states + other.states, self.lost + other.lost
        self.corrupt, self.disks = self.corrupt + other.corrupt, self.disks | other.disks

    @property
    def line(self) -> str:
        """For the screen."""
        counted = f"{self.states} states ({len(self.disks)} different disks), {self.lost} lost, {self.corrupt} corrupt"
        did = ", ".join(f"{count} {act}" for act, count in sorted(self.events.items()))
        return f"{counted} (from {did})" if did else counted


def cut(what: str, driver: str, count: int, *, fault: str = "", seed: int = 1) -> Report:
    """So many power cuts during one work."""
    report = Report()
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        made = recording(what, driver, Path(folder, "at"), fault)
        report.events.update(event.act for event in made.events)
        for state in states(made.before, made.events, count, seed):
            look(report, state, made, what, driver, Path(folder))
    return report


def cut_twice(what: str, driver: str, count: int, *, fault: str = "", seed: int = 1) -> Report:
    """So many second power cuts, at the next start after one; a `fault` is planted into that start alone."""
    report = Report()
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        made = recording(what, driver, Path(folder, "at"))
        first = list(states(made.before, made.events, -(-count // SECONDS), seed))
        again = going_on(what, driver, Path(folder, "again"), made, first, fault)
        for number, (state, after) in enumerate(zip(first, again, strict=True)):
            report.events.update(event.act for event in after.events)
            for second in states(state.files, after.events, min(SECONDS, count - report.states), seed + number):
                both = replace(second, acknowledged=state.acknowledged + second.acknowledged)
                look(report, both, made, f"{what} cut twice, first after event {state.at}", driver, Path(folder))
    return report


def look(report: Report, state: State, made: Recording, what: str, driver: str, folder: Path) -> None:
    """Lays a state out and has it looked over."""
    check = WORKS[what.split(" cut ", maxsplit=1)[0]].check
    with laid_out(state.files, folder / "state") as place:
        try:
            found = check(place, driver, made, state)
        except Exception as error:  # noqa: BLE001  # whatever the application makes of a damaged file is told, not raised
            found = [f"{type(error).__name__}: {error}"]
    report.add(state, found, what)


def _quick() -> str | None:
    """A folder in memory, where there is one: what is tried here are states, not this machine's disk."""
    with suppress(OSError):
        if os.access("/dev/shm", os.W_OK) and os.statvfs("/dev/shm").f_bavail * os.statvfs("/dev/shm").f_bsize > 2**28:  # noqa: S108  # only for speed
            return "/dev/shm"  # noqa: S108  # a folder with a name of its own is made there
    return None


@dataclass(frozen=True)
class Task:
    """One work to cut, once or twice, on one kind of database."""

    what: str
    driver: str
    count: int
    twice: bool = False
    fault: str = ""

    @property
    def name(self) -> str:
        """For the screen."""
        planted = f"planted fault '{self.fault}', " if self.fault else ""
        return f"{planted}{self.what}, cut {'twice' if self.twice else 'once'}, {self.driver}"


def done(task: Task) -> Report:
    """What a task has found."""
    return (cut_twice if task.twice else cut)(task.what, task.driver, task.count, fault=task.fault)


def tasks(count: int) -> list[Task]:
    """Every work with this many states altogether after one cut, then after two, then every planted fault."""
    made = [
        Task(what, driver, int(of_all * work.share / len(SQLITES)), twice)
        for twice, of_all in ((False, count), (True, count * AGAIN))
        for what, work in WORKS.items()
        for driver in SQLITES
    ]
    made += [Task(what, driver, PLANTED, fault=fault) for fault, what in FAULTS for driver in SQLITES]
    return made + [Task(what, driver, PLANTED, True, fault) for fault, what in FAULTS_AGAIN for driver in SQLITES]


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when nothing was lost or corrupt and every planted fault was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="more than ten thousand states")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time; one when nothing else is said")
    arguments, began, unseen = parser.parse_args(argv), time.monotonic(), 0
    total, to_do = Report(), tasks(FULL if arguments.full else SMALL)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for task, report in zip(to_do, pool.map(done, to_do), strict=True):
            if task.fault:
                unseen += not report.told
            else:
                total.more(report)
            told = [] if task.fault else report.told[:SHOWN]
            print(f"{task.name}: {report.line}", *told, sep="\n", flush=True)
    planted = sum(bool(task.fault) for task in to_do)
    print(f"altogether: {total.line}; {planted - unseen} of {planted} planted faults seen", flush=True)
    print(f"{time.monotonic() - began:.0f} s with {arguments.jobs} at a time", flush=True)
    return 1 if unseen or total.lost or total.corrupt else 0


if __name__ == "__main__":
    sys.exit(main())
