"""What a power cut leaves of copies is removed once nobody can be at work on it, and nothing else is."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from clinic.backups.archive import make
from clinic.backups.opening import restore
from clinic.store.leftovers import OLD, clear
from tests.backups.clinics import NOW, backed_up_clinic


def left(path: Path, seconds: float = OLD + 60) -> Path:
    """A folder that holds a copy of records and was last touched that long ago."""
    path.mkdir()
    (path / "clinic.sqlite3").write_bytes(b"records")
    aged(path, seconds)
    return path


def aged(path: Path, seconds: float = OLD + 60) -> Path:
    """The same, last touched that long ago."""
    then = path.lstat().st_mtime - seconds
    os.utime(path, (then, then), follow_symlinks=False)
    return path


def test_what_is_old_goes_and_what_is_new_or_has_another_name_stays(tmp_path: Path) -> None:
    (tmp_path / ".backup-2").touch()
    gone = [left(tmp_path / ".backup-1"), aged(tmp_path / ".backup-2")]
    stay = [left(tmp_path / ".backup-3", OLD - 600), left(tmp_path / "backup-4")]
    clear(tmp_path, ".backup-*")
    assert [one.exists() for one in gone] == [False, False]
    assert [one.exists() for one in stay] == [True, True]


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    somewhere = left(tmp_path / "somewhere")
    link = tmp_path / ".backup-1"
    link.symlink_to(somewhere)
    clear(tmp_path, aged(link).name)
    assert (link.is_symlink(), (somewhere / "clinic.sqlite3").exists()) == (False, True)


def test_a_folder_that_is_not_there_holds_nothing_up(tmp_path: Path) -> None:
    clear(tmp_path / "missing", "*")
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("name", [".backup-cut", ".plumbline-cut", ".clinic.tar.age.unfinished-0123abcd"])
def test_making_and_restoring_a_backup_clear_what_cut_ones_left(tmp_path: Path, name: str) -> None:
    with backed_up_clinic(tmp_path) as kept:
        beside = kept.folder if name.startswith(".backup") else tmp_path
        cut = left(beside / name)
        made = make(kept.engine, kept.folder, tmp_path / "new.tar.age", kept.recipients, NOW + timedelta(hours=1))
        restore(made.file, kept.key, tmp_path / "again")
    assert not cut.exists()
