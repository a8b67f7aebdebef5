"""A power cut loses nothing acknowledged and leaves nothing that is not whole; what would do so is found out (I12)."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.crashes import Disk, states
from tests.harness.disk_log import DiskLog, Event
from tests.harness.power_cut import cut, cut_twice
from tests.harness.power_cut_work import NO_FOLDER, NO_SYNC, NORMAL
from tests.harness.power_cut_works import WORKS
from tests.repository import ROOT
from tests.store.places import SQLITES

COUNTS = {"intake": 30, "first start": 10, "migration": 10, "backup": 10, "sealed backup": 10, "restore": 20}


def test_every_work_is_cut() -> None:
    assert COUNTS.keys() == WORKS.keys()
    assert sum(work.share for work in WORKS.values()) == pytest.approx(1)


@pytest.mark.parametrize("driver", SQLITES)
@pytest.mark.parametrize(("what", "count"), COUNTS.items())
def test_a_power_cut_loses_nothing_acknowledged_and_leaves_everything_whole(what: str, count: int, driver: str) -> None:
    report = cut(what, driver, count)
    assert (report.told, report.lost, report.corrupt) == ([], 0, 0)
    assert report.states == count


@pytest.mark.parametrize("what", ["intake", "migration", "restore"])
def test_a_second_power_cut_while_the_next_start_mends_the_first_loses_nothing_either(what: str) -> None:
    report = cut_twice(what, SQLITES[0], 20)
    assert (report.told, report.lost, report.corrupt) == ([], 0, 0)
    assert report.states == 20


@pytest.mark.parametrize(("what", "driver"), [*(("intake", driver) for driver in SQLITES), ("backup", SQLITES[0])])
def test_a_database_that_acknowledges_before_the_disk_does_is_found_out(what: str, driver: str) -> None:
    assert cut(what, driver, 30, fault=NORMAL).lost > 0


def test_a_next_start_that_acknowledges_before_the_disk_does_is_found_out() -> None:
    assert cut_twice("intake", SQLITES[0], 20, fault=NORMAL).lost > 0


@pytest.mark.parametrize("what", ["migration", "restore"])
def test_a_folder_whose_names_are_not_synced_is_found_out(what: str) -> None:
    assert cut(what, SQLITES[0], 40, fault=NO_FOLDER).told != []


@pytest.mark.parametrize("what", ["backup", "sealed backup"])
def test_a_backup_that_is_not_synced_is_found_out(what: str) -> None:
    report = cut(what, SQLITES[0], 30, fault=NO_SYNC)
    assert report.lost > 0
    assert report.corrupt > 0


def outcomes(before: dict[str, bytes], *events: Event) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that the disk may hold after a cut anywhere in this log."""
    return {tuple(sorted(state.files.items())) for state in states(before, events, 300, seed=3)}


def afterwards(before: dict[str, bytes], *events: Event) -> list[dict[str, bytes]]:
    """Everything that the disk may hold after a cut behind the end of this log."""
    disk = Disk.holding(before)
    for event in events:
        disk.happens(event)
    found = {tuple(disk.cut_off(random.Random(seed), 0).files.items()) for seed in range(50)}  # noqa: S311  # no secrets
    return [dict(one) for one in found]


def test_what_was_synced_is_there_and_what_was_not_is_torn_by_sectors() -> None:
    old, new = b"o" * 1024, b"n" * 1024
    write, sync = Event("write", 1, content=new), Event("sync", 1)
    halves = {old, new, old[:512] + new[512:], new[:512] + old[512:]}
    assert outcomes({"a": old}, write, sync) == {(("a", one),) for one in halves}
    assert afterwards({"a": old}, write, sync) == [{"a": new}]


def test_a_new_name_lasts_only_once_its_folder_is_synced() -> None:
    made = [Event("create", 2, "b"), Event("write", 2, content=b"x"), Event("sync", 2)]
    move = Event("rename", 2, "b", "a")
    found = outcomes({"a": b"old"}, *made, move)
    assert (("a", b"old"),) in found
    assert (("a", b"x"),) in found
    assert all(dict(one)["a"] in (b"old", b"x") for one in found)
    assert afterwards({"a": b"old"}, *made, move, Event("sync_folder")) == [{"a": b"x"}]


def test_a_folder_lasts_only_once_the_one_it_is_in_is_synced_and_takes_what_it_holds_with_it() -> None:
    made = [
        Event("mkdir", 2, "new"),
        Event("create", 3, "b", folder=2),
        Event("write", 3, content=b"x"),
        Event("sync", 3),
    ]
    whole = [{"a": b"", "new/": b"", "new/b": b"x"}]
    nameless, there = Event("sync_folder", 2), Event("sync_folder", 0)
    assert {frozenset(one) for one in afterwards({"a": b""}, *made, nameless)} == {
        frozenset({"a"}),
        frozenset({"a", "new/", "new/b"}),
    }
    assert afterwards({"a": b""}, *made, nameless, there) == whole
    assert {"a": b"", "new/": b""} in afterwards({"a": b""}, *made, there)


def test_a_folder_is_renamed_with_everything_that_is_synced_in_it() -> None:
    before = {"old/": b"", "old/in/": b"", "old/in/b": b"x"}
    move = Event("rename", 1, "old", "new")
    moved = {name.replace("old", "new"): content for name, content in before.items()}
    assert all(one in (before, moved) for one in afterwards(before, move))
    assert afterwards(before, move, Event("sync_folder")) == [moved]


def test_the_log_follows_folders_through_everything_that_happens_to_them(tmp_path: Path) -> None:
    here = [
        sys.executable,
        "-c",
        """
import shutil, sqlite3, sys
from pathlib import Path
from tests.harness.disk_log import DiskLog, recorded
folder = Path(sys.argv[1])
(folder / "there").mkdir()
(folder / "there" / "a").write_bytes(b"one")
log = DiskLog(folder)
log.begin()
with recorded(log, sqlite3):
    (folder / "new" / "in").mkdir(parents=True)
    (folder / "new" / "in" / "b").touch()
    (folder / "there").rename(folder / "new" / "moved")
    shutil.rmtree(folder / "new" / "in")
    (folder / "new").mkdir(exist_ok=True)
    assert log.unexplained() == [], log.unexplained()
print(*(event.act for event in log.events))
print(*sorted(log.names))
""",
        str(tmp_path),
    ]
    told = subprocess.run(here, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["mkdir mkdir create rename unlink rmdir", ". new new/moved new/moved/a"]


def test_a_log_that_misses_a_write_is_at_fault(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    log = DiskLog(tmp_path)
    log.begin()
    assert log.unexplained() == []
    (tmp_path / "a").write_bytes(b"two")
    assert log.unexplained() == ["a"]
