"""A backup is everything the clinic owns, in one sealed file that was read back, or there is none."""

from __future__ import annotations

import stat
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from clinic.backups.archive import Stream, make, owned
from clinic.backups.errors import BackupError
from clinic.backups.manifest import read_manifest
from clinic.backups.opening import is_ours
from clinic.backups.sealing import FIRST
from clinic.store.errors import StoreError
from tests.backups.clinics import NOW, SURNAME, Kept

FILES = {
    "clinic.sqlite3", "config.toml", "secret_key", "backup_recipients", "certificates/authority.pem",
    f"editions/{'e' * 64}.json",
}  # fmt: skip  # a list reads best in lines


def test_a_sealed_backup_is_one_private_file_that_shows_nothing(kept: Kept, tmp_path: Path) -> None:
    made = make(kept.engine, kept.folder, tmp_path / "backup", kept.recipients, NOW)
    content = made.file.read_bytes()
    assert (made.sealed, made.size, content.startswith(FIRST)) == (True, len(content), True)
    assert SURNAME not in content
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} == {"instance", "key", "backup"}
    assert not list(kept.folder.glob(".copying-*"))


def test_it_holds_everything_that_the_clinic_owns(kept: Kept, tmp_path: Path) -> None:
    made = make(kept.engine, kept.folder, tmp_path / "backup.tar", (), NOW)
    with tarfile.open(made.file) as tar:
        names = tar.getnames()
        first = tar.extractfile("manifest.json")
        assert first is not None
        assert read_manifest(first.read()) == made.manifest
    assert (names[0], set(names[1:]), set(made.manifest.files)) == ("manifest.json", FILES, FILES)
    assert (made.manifest.rows["patient"], made.manifest.sheets, made.manifest.made_at) == (1, 1, NOW)
    assert not made.sealed
    assert SURNAME in made.file.read_bytes()


def test_what_a_clinic_owns_can_all_be_put_back(kept: Kept) -> None:
    (kept.folder / "editions" / ".draft").write_text("")
    assert set(owned(kept.folder)) == FILES - {"clinic.sqlite3"}
    assert all(is_ours(name) for name in FILES)


def test_a_file_that_is_there_is_never_replaced(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")
    with pytest.raises(BackupError, match="is there already"):
        make(kept.engine, kept.folder, tmp_path / "backup", kept.recipients, NOW)
    assert (tmp_path / "backup").read_text() == "mine"


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        make(kept.engine, kept.folder, tmp_path / "none" / "backup", kept.recipients, NOW)
    assert not list(kept.folder.glob(".copying-*"))


@pytest.mark.parametrize("size", [1, 7, 512, 10_000])
def test_pieces_are_read_as_one_file_whatever_their_lengths(size: int) -> None:
    pieces = [b"", b"a" * 1000, b"", b"b", b"c" * 700, b""]
    source, found = Stream(pieces), BytesIO()
    while piece := source.read(size):
        found.write(piece)
    assert found.getvalue() == b"".join(pieces) == Stream(pieces).read()
