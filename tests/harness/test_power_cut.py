"""A power cut loses nothing acknowledged and leaves nothing that is not whole; what would do so is found out (I12)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.harness.crashes import Disk, states
from tests.harness.disk_log import DiskLog, Event, numbered
from tests.harness.power_cut import cut
from tests.harness.power_cut_work import FAULTS, NO_FOLDER, NO_SYNC, NORMAL
from tests.store.places import SQLITES


@pytest.mark.parametrize("driver", SQLITES)
@pytest.mark.parametrize(("what", "count"), [("intake", 50), ("first start", 12), ("migration", 20), ("backup", 20)])
def test_a_power_cut_loses_nothing_acknowledged_and_leaves_everything_whole(what: str, count: int, driver: str) -> None:
    report = cut(what, driver, count)
    assert (report.told, report.lost, report.corrupt) == ([], 0, 0)
    assert report.states == count


@pytest.mark.parametrize("driver", SQLITES)
def test_a_database_that_acknowledges_before_the_disk_does_is_found_out(driver: str) -> None:
    assert cut(FAULTS[NORMAL], driver, 30, fault=NORMAL).lost > 0


def test_an_upgrade_whose_folder_is_not_synced_is_found_out() -> None:
    assert cut(FAULTS[NO_FOLDER], SQLITES[0], 40, fault=NO_FOLDER).told != []


def test_a_backup_that_is_not_synced_is_found_out() -> None:
    report = cut(FAULTS[NO_SYNC], SQLITES[0], 30, fault=NO_SYNC)
    assert report.lost > 0
    assert report.corrupt > 0


def outcomes(before: dict[str, bytes], *events: Event) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that the disk may hold after a cut anywhere in this log."""
    return {tuple(sorted(state.files.items())) for state in states(before, events, 300, seed=3)}


def afterwards(before: dict[str, bytes], *events: Event) -> list[dict[str, bytes]]:
    """Everything that the disk may hold after a cut behind the end of this log."""
    disk = Disk({number: before[name] for name, number in numbered(before).items()}, numbered(before))
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


def test_a_log_that_misses_a_write_is_at_fault(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    log = DiskLog(tmp_path)
    log.begin()
    assert log.unexplained() == []
    (tmp_path / "a").write_bytes(b"two")
    assert log.unexplained() == ["a"]
