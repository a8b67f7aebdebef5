"""The recipients that a clinic seals its backups for, in its folder; and the key file, which is never there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinic.backups.errors import BackupError
from clinic.backups.sealing import SECRET, checked_recipient, new_key
from clinic.network import own_file

FILE = "backup_recipients"
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
    try:
        if file.is_symlink() or not file.parent.is_dir() or not own_file.write_new(file, told.encode()):
            raise BackupError(
                f"{file} is there already, or its folder is not. Name a new file in a folder that is there."
            )
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    lines = ["# Backups are sealed for each of these. What opens them is kept elsewhere.", *known, recipient]
    own_file.replace(instance / FILE, "".join(f"{line}\n" for line in lines).encode())
    return recipient


def read_key(file: Path) -> str:
    """The key in a key file. Raises BackupError where there is none."""
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{file}: the key cannot be read: {error}.") from error
    found = [line for line in lines if line.startswith(SECRET)]
    if len(found) != 1:
        raise BackupError(f"{file}: there is no key in this file. Its line begins with {SECRET}.")
    return found[0]
