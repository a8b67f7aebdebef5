"""A folder that is made can be read by its owner only, and every new name on the way to it is put onto the disk."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clinic.durable import make_folder, settle
from tests.repository import ROOT

LOGGED = """
import sqlite3, sys
from pathlib import Path
from clinic.durable import make_folder
from tests.harness.disk_log import DiskLog, recorded

log = DiskLog(Path(sys.argv[1]))
log.begin()
with recorded(log, sqlite3):
    make_folder(log.folder / "outer" / "inner")
    make_folder(log.folder / "outer" / "inner")
print(*(f"{event.act}:{event.name or event.file}" for event in log.events))
"""


def test_a_folder_is_its_owners_alone_and_one_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    make_folder(tmp_path / "outer" / "inner")
    assert stat.S_IMODE((tmp_path / "outer" / "inner").stat().st_mode) == 0o700
    (tmp_path / "outer" / "inner" / "file").touch()
    make_folder(tmp_path / "outer" / "inner")
    assert (tmp_path / "outer" / "inner" / "file").exists()


def test_a_file_system_that_knows_no_such_thing_holds_nothing_up(tmp_path: Path) -> None:
    proc = Path("/proc/self")
    settle(proc if proc.is_dir() else tmp_path)
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "missing")


def test_every_new_name_on_the_way_is_put_onto_the_disk_and_none_that_was_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOGGED, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert told[:2] == ["mkdir:outer", "mkdir:inner"]
    assert sorted(told[2:]) == ["sync_folder:0", "sync_folder:1"]
