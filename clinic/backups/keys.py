"""The recipients that a clinic seals its backups for, in its folder; and the key file, which is never there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinic.backups.errors import BackupError
from clinic.backups.sealing import FIRST, SECRET, checked_recipient, new_key
from clinic.network import own_file

FILE = "backup_recipients"
LARGEST = 64 * 1024
"""Bytes of a key file that are looked at: a key takes 74."""
EXCHANGED = "Were the backup and its key exchanged? The backup comes first, then --key and the key file."
INSIDE = (
    "{file} lies in the clinic's folder. The key belongs elsewhere: who takes this machine would have the backups and "
    "their key. Name a file on a stick, and lock the stick away."
)


def recipients(instance: Path) -> tuple[str, ...]:
    """Whom this clinic seals its backups for, one a line in the file; none where there is no file.

    Raises BackupError for a line that is no recipient.
    """
    try:
        lines = (instance / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{instance / FILE} cannot be read: {error}.") from error
    stated = (line.strip() for line in lines)
    return tuple(dict.fromkeys(checked_recipient(line) for line in stated if line and not line.startswith("#")))


def make_key(instance: Path, file: Path, at: datetime) -> str:
    """Write a new key to a file outside the clinic's folder, which its owner only can read, and from now on seal for it
    as well; its recipient. Raises BackupError, and changes nothing, for a file that is there or lies in the folder."""
    if file.resolve().is_relative_to(instance.resolve()):
        raise BackupError(INSIDE.format(file=file))
    known = recipients(instance)
    key, recipient = new_key()
    told = f"# Opens the backups of a Plumbline clinic. Made {at:%Y-%m-%d}.\n# Its recipient: {recipient}\n{key}\n"
    if not file.parent.is_dir():
        raise BackupError(f"{file.parent} is not there, or no folder. Is the stick in? Name a file in a folder of it.")
    try:
        if file.is_symlink() or not own_file.write_new(file, told.encode()):
            raise BackupError(f"{file} is there already, and nothing is ever replaced. Name a new file.")
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    lines = ["# Backups are sealed for each of these. What opens them is kept elsewhere.", *known, recipient]
    own_file.replace(instance / FILE, "".join(f"{line}\n" for line in lines).encode())
    return recipient


def read_key(file: Path) -> str:
    """The key in a key file. Raises BackupError where there is none."""
    try:
        content = _beginning(file)
    except OSError as error:
        raise BackupError(f"{file}, named with --key, cannot be read: {error.strerror}.") from error
    if content.startswith(FIRST):
        raise BackupError(f"{file}, named with --key, is no key file: it is a sealed backup. {EXCHANGED}")
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    found = [line for line in lines if line.startswith(SECRET)]
    if len(found) != 1:
        raise BackupError(f"{file}, named with --key, is no key file: one line of it begins with {SECRET}. {EXCHANGED}")
    return found[0]


def _beginning(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(LARGEST)
