"""Whether the disk is encrypted, told from what Linux says of it; never said without having been found."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.cli.doctor_encryption import below, device_of, encryption
from clinic.cli.doctor_line import Verdict
from clinic.settings import Settings

CRYPT, LVM = "CRYPT-LUKS2-0123-luks\n", "LVM-0123\n"


def device(place: Path, *on: Path, mapped: str = "", part_of_disk: bool = False) -> Path:
    """A block device as /sys shows it: on which others it lies, and what maps it."""
    (place / "slaves").mkdir(parents=True)
    for one in on:
        (place / "slaves" / one.name).symlink_to(one)
    if mapped:
        (place / "dm").mkdir()
        (place / "dm" / "uuid").write_text(mapped)
    if part_of_disk:
        (place / "partition").write_text("1\n")
    return place


def test_a_plain_partition_is_not_encrypted(tmp_path: Path) -> None:
    disk = device(tmp_path / "sda")
    assert below(device(disk / "sda1", part_of_disk=True)) is False


def test_a_volume_on_an_encrypted_partition_is(tmp_path: Path) -> None:
    part = device(device(tmp_path / "sda") / "sda1", part_of_disk=True)
    opened = device(tmp_path / "dm-0", part, mapped=CRYPT)
    assert below(opened) is True
    assert below(device(tmp_path / "dm-1", opened, mapped=LVM)) is True


def test_a_part_of_an_encrypted_disk_is(tmp_path: Path) -> None:
    whole = device(tmp_path / "md0", device(tmp_path / "dm-0", mapped=CRYPT))
    assert below(device(whole / "md0p1", part_of_disk=True)) is True


def test_one_plain_disk_among_encrypted_ones_is_enough_to_say_no(tmp_path: Path) -> None:
    sound, plain = device(tmp_path / "dm-0", mapped=CRYPT), device(tmp_path / "sdb")
    assert below(device(tmp_path / "dm-1", sound, plain, mapped=LVM)) is False


def test_a_device_that_is_not_shown_is_not_known(tmp_path: Path) -> None:
    assert below(tmp_path / "nothing") is None


def test_a_disk_of_another_machine_has_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.major", lambda _: 0)
    assert device_of(Path("/"), "22 1 0:30 / / rw - nfs4 server:/clinic rw\n") == ""


def test_what_this_machine_says_is_a_line_that_never_stops_anything(tmp_path: Path) -> None:
    (line,) = encryption(Settings(tmp_path))
    assert line.about == "encryption"
    assert (line.verdict is Verdict.OK) == (line.says == "the disk that holds the records is encrypted")
    assert line.verdict is not Verdict.WRONG
