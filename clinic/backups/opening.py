"""Opening a backup: into an empty folder, whole and checked against what it says of itself, or not at all."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clinic.backups.archive import AT_ONCE, FOLDERS, SINGLE
from clinic.backups.errors import BackupError
from clinic.backups.manifest import LARGEST, NAME, Manifest, held, read_manifest
from clinic.backups.sealing import FIRST, unseal
from clinic.durable import settle
from clinic.store.engine import DATABASE_FILE
from clinic.store.leftovers import clear
from clinic.store.soundness import differing, look_over

SCRATCH = ".plumbline-open-"
NOT_EMPTY = (
    "{folder} is not empty, so nothing was put there. A backup is put back into a new folder: look there that it is "
    "what you want, stop Plumbline, move the old folder away and the new one into its place."
)
NEEDS_KEY = "This backup is sealed. Name the file with its key: --key FILE"


def restore(file: Path, key: str, folder: Path) -> Manifest:
    """Put a backup into a folder that is new or empty, with everything in it readable by its owner only; what it says
    of itself. Raises StoreError, and leaves the folder as it was, unless everything is as the backup says."""
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise BackupError(NOT_EMPTY.format(folder=folder))
    with opened(file, key, folder.absolute().parent) as (place, manifest):
        if faults := faults_in(place, manifest):
            raise BackupError(f"This backup is not sound, so nothing was put back: {'; '.join(faults[:5])}.")
        try:
            if folder.exists():
                folder.rmdir()
            place.rename(folder)  # the last thing there is to do: a power cut leaves the whole folder or none
            settle(folder.absolute().parent)
        except OSError as error:
            raise BackupError(f"{folder} cannot be made: {error.strerror}.") from error
    return manifest


@contextmanager
def opened(file: Path, key: str, beside: Path) -> Iterator[tuple[Path, Manifest]]:
    """A backup's files in a scratch folder in `beside`, and its manifest; the scratch folder is gone afterwards, unless
    it was moved. `key` may be empty for a backup that is not sealed. Raises StoreError."""
    try:
        clear(beside, SCRATCH)
        with tempfile.TemporaryDirectory(dir=beside, prefix=SCRATCH, ignore_cleanup_errors=True) as scratch:
            place = Path(scratch, "clinic")
            place.mkdir(mode=0o700)
            yield place, _unpacked(_unsealed(file, key, Path(scratch, "open")), place)
    except OSError as error:
        raise BackupError(f"The backup cannot be opened: {error.strerror}: {error.filename or beside}.") from error


def faults_in(place: Path, manifest: Manifest) -> tuple[str, ...]:
    """Everything in an opened backup that is not as its manifest says, in words; no patient is named."""
    faults = [f"{name} is not what was put into the backup" for name, one in manifest.files.items()
              if held(place / name) != one]  # fmt: skip  # one thought
    found = look_over(place / DATABASE_FILE)
    faults += found.faults
    if not found.faults:
        faults += differing(manifest.rows, found.rows)
        faults += differing({"sheets": manifest.sheets}, {"sheets": found.sheets})
        if (found.entries, found.last_hash) != (manifest.entries, manifest.last_hash):
            faults.append("the audit trail ends elsewhere")
        if found.schema != manifest.schema:
            faults.append(f"the schema is {found.schema}, not {manifest.schema}")
    return tuple(faults)


def _unsealed(file: Path, key: str, target: Path) -> Path:
    """The archive in a sealed file; a file that is not sealed as it is."""
    with file.open("rb") as source:
        if source.read(len(FIRST)) != FIRST:
            return file
        if not key:
            raise BackupError(NEEDS_KEY)
        source.seek(0)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writing:
            unseal(source, writing, key)
    return target


def _unpacked(archive: Path, place: Path) -> Manifest:
    """Unpacks an archive; every file in it is one that a clinic has and that the manifest names."""
    try:
        with tarfile.open(archive, "r:") as tar:
            first = tar.next()
            if first is None or first.name != NAME or not first.isreg() or first.size > LARGEST:
                raise BackupError("This file is no backup of a Plumbline clinic.")
            manifest = read_manifest(_content(tar, first).read())
            if odd := sorted(name for name in manifest.files if not is_ours(name)):
                raise BackupError(f"This backup holds what no clinic has: {odd[0]!r}. Nothing was put back.")
            missing = set(manifest.files)
            while (entry := tar.next()) is not None:
                if entry.name not in missing or not entry.isreg():
                    raise BackupError(f"This backup holds what it does not name: {entry.name!r}. Nothing was put back.")
                missing.remove(entry.name)
                _put(tar, entry, place / entry.name)
    except tarfile.TarError as error:
        raise BackupError(f"This file is no backup, or it is damaged: {error}.") from error
    if missing or DATABASE_FILE not in manifest.files:
        raise BackupError(f"This backup is cut short: {', '.join(sorted(missing)) or DATABASE_FILE} is missing.")
    for folder in {place, *((place / name).parent for name in manifest.files)}:
        settle(folder)
    return manifest


def is_ours(name: str) -> bool:
    """Whether a name is one that a file of a clinic has; no name leads out of the folder."""
    folder, slash, own = name.rpartition("/")
    if not slash:
        return name in (DATABASE_FILE, *SINGLE)
    return folder in FOLDERS and own != "" and not own.startswith(".") and not set(own) & set("\\:\0")


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    found = tar.extractfile(entry)
    if found is None:
        raise BackupError(f"This backup holds no content for {entry.name!r}.")
    return found


def _put(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writing:
        shutil.copyfileobj(_content(tar, entry), writing, AT_ONCE)
        writing.flush()
        os.fsync(writing.fileno())
