"""A backup is put back whole, into an empty folder, or not at all; and a drill finds whatever is not as it was."""

from __future__ import annotations

import stat
import tarfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from clinic.backups.archive import Made, make
from clinic.backups.drill import drill
from clinic.backups.errors import BackupError
from clinic.backups.manifest import Manifest, held
from clinic.backups.opening import is_ours, restore
from clinic.backups.sealing import new_key
from clinic.store import audit, handouts, patients
from clinic.store.engine import sqlite_driver
from clinic.store.transactions import reading
from tests.backups.clinics import NOW, Kept
from tests.store.places import ready, sqlite_in
from tests.store.test_handouts import PDF


@pytest.fixture
def made(kept: Kept, tmp_path: Path) -> Made:
    return make(kept.engine, kept.folder, tmp_path / "backup", kept.recipients, NOW)


@pytest.fixture
def plain(kept: Kept, tmp_path: Path) -> Made:
    return make(kept.engine, kept.folder, tmp_path / "backup.tar", (), NOW)


def packed(target: Path, manifest: Manifest, entries: dict[str, bytes], kind: bytes = tarfile.REGTYPE) -> Path:
    """An archive with this manifest and these entries."""
    with tarfile.open(target, "w") as tar:
        for name, content in {"manifest.json": manifest.written(), **entries}.items():
            told = tarfile.TarInfo(name)
            told.size, told.type = len(content), tarfile.REGTYPE if name == "manifest.json" else kind
            tar.addfile(told, BytesIO(content))
    return target


def contents(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        read = {one.name: tar.extractfile(one) for one in tar.getmembers() if one.name != "manifest.json"}
        return {name: file.read() for name, file in read.items() if file is not None}


def test_a_clinic_is_put_back_and_gone_on_with(kept: Kept, made: Made, tmp_path: Path) -> None:
    assert restore(made.file, kept.key, tmp_path / "new") == made.manifest
    for name, one in made.manifest.files.items():
        file = tmp_path / "new" / name
        assert (held(file), stat.S_IMODE(file.stat().st_mode)) == (one, 0o600)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    with ready(sqlite_in(tmp_path / "new")), reading() as session:
        (known,) = patients.listed(session)
        (sheet,) = handouts.of_patient(session, known.id)
        assert (handouts.bytes_of(session, sheet.id), audit.verify(session)[1]) == (PDF, ())


def test_an_empty_folder_is_filled_and_any_other_is_refused(kept: Kept, made: Made, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(made.file, kept.key, tmp_path / "new")
    for folder in (tmp_path / "new", kept.folder, tmp_path / "key"):
        with pytest.raises(BackupError, match="is not empty, so nothing was put there"):
            restore(made.file, kept.key, folder)


@pytest.mark.parametrize("key", ["", new_key()[0]], ids=["none", "another"])
def test_without_its_key_nothing_is_put_back(made: Made, tmp_path: Path, key: str) -> None:
    with pytest.raises(BackupError, match="sealed"):
        restore(made.file, key, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".plumbline-open-*"))


def test_a_damaged_backup_is_not_put_back(kept: Kept, made: Made, tmp_path: Path) -> None:
    content = bytearray(made.file.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "damaged").write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restore(tmp_path / "damaged", kept.key, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "editions/../../outside", "demo/clinic.sqlite3", "x"])
def test_a_name_that_no_file_of_a_clinic_has_is_refused(plain: Made, tmp_path: Path, name: str) -> None:
    manifest = replace(plain.manifest, files={**plain.manifest.files, name: held(plain.file)})
    archive = packed(tmp_path / "odd", manifest, {**contents(plain.file), name: b"odd"})
    with pytest.raises(BackupError, match="holds what no clinic has"):
        restore(archive, "", tmp_path / "new")
    assert not is_ours(name)
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_files_are_put_back(plain: Made, tmp_path: Path, kind: bytes) -> None:
    archive = packed(tmp_path / "odd", plain.manifest, {"secret_key": b""}, kind)
    with pytest.raises(BackupError, match="holds what it does not name"):
        restore(archive, "", tmp_path / "new")


def test_a_file_that_is_missing_twice_there_or_altered_is_noticed(plain: Made, tmp_path: Path) -> None:
    entries = contents(plain.file)
    altered = packed(tmp_path / "altered", plain.manifest, entries | {"secret_key": b"f" * 64})
    with pytest.raises(BackupError, match="not sound, so nothing was put back: secret_key is not what was put"):
        restore(altered, "", tmp_path / "new")
    less = packed(tmp_path / "less", plain.manifest, {"clinic.sqlite3": entries["clinic.sqlite3"]})
    with pytest.raises(BackupError, match="cut short"):
        restore(less, "", tmp_path / "new")


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear clinic")
    for name in ("letter", "nothing"):
        with pytest.raises(BackupError):
            restore(tmp_path / name, "", tmp_path / "new")


def test_a_drill_of_a_sound_backup_finds_everything_as_it_was(kept: Kept, made: Made, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    manifest, lines = drill(made.file, kept.key, tmp_path / "scratch")
    found = {one.what: one.found for one in lines}
    assert manifest == made.manifest
    assert [one for one in lines if not one.right] == []
    assert (found["rows of patient"], found["sheets as they were issued"], found["files"]) == ("1", "1", "6")
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "differs"),
    [
        ("DELETE FROM token; DELETE FROM patient_word", {"files", "rows of patient_word"}),
        ("UPDATE handout SET pdf = 'x'", {"files", "faults of the database", "sheets as they were issued"}),
        ("UPDATE audit_head SET hash = 'x'", {"files", "faults of the database", "last audit hash"}),
        ("UPDATE alembic_version SET version_num = '9999'", {"files", "schema", "this release can use it"}),
    ],
)
def test_a_drill_finds_records_that_are_not_what_the_backup_says(
    plain: Made, tmp_path: Path, damage: str, differs: set[str]
) -> None:
    entries = contents(plain.file)
    (tmp_path / "other.sqlite3").write_bytes(entries["clinic.sqlite3"])
    with closing(sqlite_driver().connect(str(tmp_path / "other.sqlite3"))) as file:
        file.executescript(damage)
    altered = entries | {"clinic.sqlite3": (tmp_path / "other.sqlite3").read_bytes()}
    _, lines = drill(packed(tmp_path / "odd", plain.manifest, altered), "", tmp_path)
    assert {one.what for one in lines if not one.right} == differs
