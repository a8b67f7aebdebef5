"""The key is written once, to a file outside the clinic's folder; the folder keeps recipients alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from clinic.backups.errors import BackupError
from clinic.backups.keys import FILE, make_key, read_key, recipients
from clinic.backups.sealing import FIRST, SECRET, new_key, recipient_of
from tests.backups.clinics import NOW


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir()
    return folder


def test_a_new_key_is_its_owners_alone_and_the_clinic_seals_for_it(instance: Path, tmp_path: Path) -> None:
    recipient = make_key(instance, tmp_path / "key", NOW)
    assert recipients(instance) == (recipient,) == (recipient_of(read_key(tmp_path / "key")),)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert not [one for one in instance.iterdir() if SECRET in one.read_text()]


def test_a_second_key_is_added_to_the_first(instance: Path, tmp_path: Path) -> None:
    made = tuple(make_key(instance, tmp_path / name, NOW) for name in ("key", "other"))
    assert recipients(instance) == made


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("instance/key", "lies in the clinic's folder"),
        ("instance/backups/../key", "lies in the clinic's folder"),
        ("none/key", "none is not there, or no folder"),
        ("taken/key", "taken is not there, or no folder"),
        ("taken", "taken is there already"),
        ("link", "link is there already"),
    ],
)
def test_a_key_goes_nowhere_else(instance: Path, tmp_path: Path, place: str, said: str) -> None:
    (tmp_path / "taken").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackupError, match=said):
        make_key(instance, tmp_path / place, NOW)
    assert recipients(instance) == ()
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_recipient_may_be_written_by_hand_with_remarks(instance: Path) -> None:
    _, recipient = new_key()
    (instance / FILE).write_text(f"# the practice manager\n\n  {recipient}  \n{recipient}\n")
    assert recipients(instance) == (recipient,)


def test_a_line_that_is_no_recipient_stops_every_backup(instance: Path) -> None:
    (instance / FILE).write_text("age1 the practice manager\n")
    with pytest.raises(BackupError, match="is no recipient"):
        recipients(instance)


@pytest.mark.parametrize("content", ["", "# no key\n", f"{SECRET}A\n{SECRET}B\n"])
def test_a_key_file_holds_one_key(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    with pytest.raises(BackupError, match="is no key file"):
        read_key(tmp_path / "key")


@pytest.mark.parametrize("content", [FIRST + b"v1\n-> X25519 \xfc\x00", b"\xfc\xff", FIRST + b"v1\n"])
def test_a_backup_in_the_place_of_its_key_is_told_of(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup.tar.age").write_bytes(content)
    with pytest.raises(BackupError) as refused:
        read_key(tmp_path / "backup.tar.age")
    assert "backup.tar.age, named with --key, is no key file" in str(refused.value)
    assert ("a sealed backup" in str(refused.value)) == content.startswith(FIRST)
    assert "codec" not in str(refused.value)
