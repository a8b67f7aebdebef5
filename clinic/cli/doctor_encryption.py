"""What `clinic doctor` says about theft: whether the operating system encrypts the disk that holds the records."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from clinic.cli.doctor_line import Line, fine, look
from clinic.settings import Settings

BLOCKS = Path("/sys/dev/block")
MOUNTS = Path("/proc/self/mountinfo")
TO_DO = (
    "Whoever takes this machine reads every record, unless the drive encrypts itself and asks for a password at the "
    "start. Encrypt the disk: LUKS on Linux, FileVault on macOS, BitLocker on Windows."
)


def encryption(settings: Settings) -> Iterator[Line]:
    """Whether the disk of the clinic's folder is encrypted below its file system. What a drive or a file system does
    by itself is not seen."""
    found = is_encrypted(settings.instance) if sys.platform == "linux" else None
    if found:
        yield fine("encryption", "the disk that holds the records is encrypted")
    elif found is None:
        yield look("encryption", "cannot be told for this disk", TO_DO)
    else:
        yield look("encryption", "the operating system does not encrypt the disk that holds the records", TO_DO)


def is_encrypted(folder: Path) -> bool | None:
    """Whether dm-crypt stands between a folder and every disk below it; None where its device cannot be found."""
    device = device_of(folder, MOUNTS.read_text(encoding="utf-8", errors="replace"))
    return below(BLOCKS / device) if device else None


def device_of(folder: Path, mounts: str) -> str:
    """The block device of a folder, as `254:1`; empty for a disk of another machine, or one in memory. A file system
    with numbers of its own (btrfs) is looked up among the mounts, of which `mounts` is the system's table."""
    number = folder.stat().st_dev
    if os.major(number):
        return f"{os.major(number)}:{os.minor(number)}"
    rows = (line.split(" - ") for line in mounts.splitlines() if " - " in line)
    over = [(where.split()[4], told.split()[1]) for where, told in rows]
    holding = [one for one in over if folder.resolve().is_relative_to(one[0])]
    source = Path(max(holding, key=lambda one: len(one[0]), default=("", ""))[1])
    if not source.is_block_device():
        return ""
    return f"{os.major(source.stat().st_rdev)}:{os.minor(source.stat().st_rdev)}"


def below(block: Path) -> bool | None:
    """Whether every way down from a block device leads through dm-crypt. `block` is its folder under /sys."""
    if not block.is_dir():
        return None
    mapped = block / "dm" / "uuid"
    if mapped.is_file() and mapped.read_text(encoding="ascii").startswith("CRYPT-"):
        return True
    place = block.resolve()
    disk = place.parent if (place / "partition").is_file() else place  # a part of a disk lies in the disk's folder
    under = sorted((disk / "slaves").iterdir()) if (disk / "slaves").is_dir() else []
    return bool(under) and all(below(one) for one in under)
