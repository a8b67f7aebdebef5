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
    (tmp_path / ".copying-00000002").touch()
    gone = [left(tmp_path / ".copying-00000001"), aged(tmp_path / ".copying-00000002")]
    stay = [left(tmp_path / ".copying-00000003", OLD - 600), left(tmp_path / "copying-00000004")]
    clear(tmp_path, ".copying-")
    assert [one.exists() for one in gone] == [False, False]
    assert [one.exists() for one in stay] == [True, True]


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    somewhere = left(tmp_path / "somewhere")
    link = tmp_path / ".copying-00000001"
    link.symlink_to(somewhere)
    aged(link)
    clear(tmp_path, ".copying-")
    assert (link.is_symlink(), (somewhere / "clinic.sqlite3").exists()) == (False, True)


def test_a_folder_that_is_not_there_holds_nothing_up(tmp_path: Path) -> None:
    clear(tmp_path / "missing", ".copying-")
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    "name", [".copying-k3y_cut1", ".plumbline-open-k3y_cut1", ".clinic.tar.age.unfinished-0123abcd"]
)
def test_making_and_restoring_a_backup_clear_what_cut_ones_left(tmp_path: Path, name: str) -> None:
    with backed_up_clinic(tmp_path) as kept:
        beside = kept.folder if name.startswith(".copying") else tmp_path
        cut = left(beside / name)
        made = make(kept.engine, kept.folder, tmp_path / "new.tar.age", kept.recipients, NOW + timedelta(hours=1))
        restore(made.file, kept.key, tmp_path / "again")
    assert not cut.exists()


@pytest.mark.parametrize("name", [".plumbline-key", ".plumbline-2026", ".backup-key", ".plumbline-open-notes-2026"])
def test_nobodys_own_file_or_folder_beside_a_backup_is_cleared(tmp_path: Path, name: str) -> None:
    with backed_up_clinic(tmp_path) as kept:
        (tmp_path / name).write_text("the only key", encoding="ascii")
        (kept.folder / name).mkdir()
        own = [aged(tmp_path / name), aged(kept.folder / name)]
        made = make(kept.engine, kept.folder, tmp_path / "new.tar.age", kept.recipients, NOW + timedelta(hours=1))
        restore(made.file, kept.key, tmp_path / "again")
    assert [one.exists() for one in own] == [True, True]
