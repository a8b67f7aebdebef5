"""Each work that the power is cut during: how it begins, what is done, how it goes on after a cut, what has to be
there. And the processes that do it and record it, each one of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from clinic.settings import secret_key
from clinic.store.backup import backup
from clinic.store.upgrade import FOLDER
from tests.harness import power_cut_checks as checks
from tests.harness import power_cut_sealed as sealed
from tests.harness import power_cut_sealed_checks as sealed_checks
from tests.harness import power_cut_work as works
from tests.harness.crashes import State
from tests.harness.disk_log import DiskLog, recorded
from tests.harness.disk_names import laid_out
from tests.harness.power_cut_work import (
    AT,
    NO_FOLDER,
    NO_SYNC,
    NORMAL,
    Recording,
    at_work,
    clinic_in,
    module_of,
    next_start,
)
from tests.repository import ROOT
from tests.store.places import Place

Act = Callable[[Place, DiskLog, Any, str], None]


@dataclass(frozen=True)
class Work:
    """What is there before, what is done, what the next start does after a cut, and what is wrong then; and how much of
    all states it gets."""

    before: Callable[[Place], Any]
    during: Act
    again: Act
    check: Callable[[Path, str, Recording, State], list[str]]
    share: float


def started_again(place: Place, log: DiskLog, _: object, fault: str) -> None:
    """The next start."""
    secret_key(place.file.parent)
    next_start(place, log, fault)


def backed_up_again(place: Place, log: DiskLog, begun: object, fault: str) -> None:
    """The next start, and another backup."""
    started_again(place, log, begun, fault)
    with at_work(place, fault) as engine:
        log.mark(backup(engine, place.file.parent / FOLDER / "again.sqlite3"))


def sealed_again(place: Place, log: DiskLog, begun: object, fault: str) -> None:
    """The next start, and another backup of the server's own."""
    started_again(place, log, begun, fault)
    with at_work(place, fault) as engine:
        sealed.own_backup(engine, place.file.parent, log, AT + timedelta(hours=50))


WORKS = {
    "intake": Work(works.a_visit, works.intake, started_again, checks.saves_kept, 0.46),
    "first start": Work(works.nothing, works.first_start, started_again, checks.saves_kept, 0.1),
    "migration": Work(works.an_older_clinic, works.migration, started_again, checks.upgraded, 0.1),
    "backup": Work(works.a_visit_and_a_folder, works.backups, backed_up_again, checks.backed_up, 0.14),
    "sealed backup": Work(sealed.a_clinic_that_backs_up, sealed.own_backups, sealed_again, sealed_checks.sealed, 0.1),
    "restore": Work(sealed.a_sealed_backup, sealed.putting_back, sealed.putting_back, sealed_checks.put_back, 0.1),
}
FAULTS = (
    *((NORMAL, name) for name in WORKS),
    *((NO_FOLDER, name) for name in ("first start", "migration", "sealed backup", "restore")),
    *((NO_SYNC, name) for name in WORKS),
)
FAULTS_AGAIN = ((NORMAL, "intake"), (NORMAL, "restore"), (NO_SYNC, "intake"), (NO_FOLDER, "restore"))
"""Every planted fault, and the work it is planted into; and those planted into the next start after a cut."""
FORGETS = {NO_FOLDER: frozenset({"sync_folder"}), NO_SYNC: frozenset({"sync", "sync_folder"})}
AT_ONCE = 20
"""States that one process goes on from."""


def recording(what: str, driver: str, folder: Path, fault: str = "") -> Recording:
    """The log of one work in a folder that is not there yet. Raises RuntimeError when the log is not whole."""
    (made,) = _by_a_process(_record, (what, driver, folder, fault), folder)
    return _whole(made)


def going_on(
    what: str, driver: str, folder: Path, made: Recording, cut: Sequence[State], fault: str = ""
) -> list[Recording]:
    """The logs of the next start on each of these states of a work."""
    found = []
    for first in range(0, len(cut), AT_ONCE):
        told = what, driver, folder, made.begun, cut[first : first + AT_ONCE], fault
        found += [_whole(one) for one in _by_a_process(_record_again, told, folder)]
    return found


def _record(what: str, driver: str, folder: Path, fault: str) -> list[Recording]:
    folder.mkdir()
    place = clinic_in(folder, driver)
    return [_logged(place, WORKS[what].during, WORKS[what].before(place), fault)]


def _record_again(
    what: str, driver: str, folder: Path, begun: object, cut: Sequence[State], fault: str
) -> list[Recording]:
    found = []
    for state in cut:
        with laid_out(state.files, folder):
            found.append(_logged(clinic_in(folder, driver), WORKS[what].again, begun, fault))
    return found


def _logged(place: Place, act: Act, begun: object, fault: str) -> Recording:
    log = DiskLog(place.file.parent.parent, FORGETS.get(fault, frozenset()))
    there = log.begin()
    with recorded(log, module_of(place.driver)):
        act(place, log, begun, fault)
        left_over = tuple(log.unexplained())
    return Recording(there, tuple(log.events), left_over, begun)


def _whole(made: Recording) -> Recording:
    if made.unexplained:
        raise RuntimeError(f"the log does not lead to what is on the disk: {made.unexplained}")
    return made


def _by_a_process(act: Callable[..., list[Recording]], told: tuple[Any, ...], folder: Path) -> list[Recording]:
    """What a process of its own has recorded."""
    file = folder.with_name("told")
    file.write_bytes(pickle.dumps((act, told)))
    subprocess.run([sys.executable, "-m", "tests.harness.power_cut_works", str(file)], cwd=ROOT, check=True)
    made: list[Recording] = pickle.loads(file.read_bytes())  # noqa: S301  # our own child wrote it
    return made


def main(file: Path) -> None:
    """Does what the file says, and writes what was recorded in its place."""
    act, told = pickle.loads(file.read_bytes())  # noqa: S301  # our own parent wrote it
    file.write_bytes(pickle.dumps(act(*told)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
