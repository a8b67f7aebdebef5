"""Making a backup: everything one clinic owns in one file, sealed as it is written and read back before it counts."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic.backups import keys
from clinic.backups.errors import BackupError
from clinic.backups.manifest import NAME, Manifest, held
from clinic.backups.sealing import new_key, seal, unseal
from clinic.network import authority
from clinic.settings import CONFIG_FILE, KEY_FILE
from clinic.store import editions
from clinic.store.backup import Engine, backup, drafted, keep
from clinic.store.engine import DATABASE_FILE
from clinic.store.leftovers import clear
from clinic.store.soundness import look_over
from clinic.version import __version__

SINGLE = (CONFIG_FILE, KEY_FILE, keys.FILE)
FOLDERS = (editions.FOLDER, authority.FOLDER)
SUFFIX, SEALED = ".tar", ".tar.age"
AT_ONCE = 1024 * 1024
SCRATCH = ".copying-"


@dataclass(frozen=True)
class Made:
    """A finished backup: its file, its size in bytes, whether it is sealed, and what it says of itself."""

    file: Path
    size: int
    sealed: bool
    manifest: Manifest


def make(engine: Engine, instance: Path, target: Path, recipients: Sequence[str], at: datetime) -> Made:
    """Everything the clinic owns in one new file, which its owner only can read, sealed for these recipients; for none
    it is not sealed at all. The clinic may be at work.

    What was written is opened again, with a key that is made for this one time and then forgotten, and compared; only
    then it stands under its name. Raises StoreError; then there is no file.
    """
    if target.exists() or target.is_symlink():
        raise BackupError(f"{target} is there already. A backup never replaces a file: give another name.")
    # The open copy never leaves the clinic's folder: the target may be a stick or a share.
    clear(instance, SCRATCH)
    with tempfile.TemporaryDirectory(dir=instance, prefix=SCRATCH) as place, drafted(target) as draft:
        copied = Path(place, DATABASE_FILE)
        summary = backup(engine, copied)
        files = {DATABASE_FILE: copied, **owned(instance)}
        found = look_over(copied)
        manifest = Manifest(
            at, __version__, summary.schema, summary.rows, found.sheets, summary.entries, summary.last_hash,
            {name: held(file) for name, file in files.items()},
        )  # fmt: skip  # one record, few lines
        _write(manifest, files, draft, target, recipients)
        keep(draft, target)
    return Made(target, target.stat().st_size, bool(recipients), manifest)


def make_of_copy(copied: Path, target: Path, recipients: Sequence[str], at: datetime) -> Made:
    """A copy of the records that was made earlier, at `at`, as a sealed backup of nothing else, compared in the same
    way. The copy stays. Raises StoreError, and for a copy that is not sound; then there is no file."""
    found = look_over(copied)
    if found.faults:
        raise BackupError(f"{copied} is not sound, so it was not sealed: {'; '.join(found.faults[:5])}.")
    files = {DATABASE_FILE: copied}
    manifest = Manifest(
        at, __version__, found.schema, found.rows, found.sheets, found.entries, found.last_hash,
        {name: held(file) for name, file in files.items()},
    )  # fmt: skip  # one record, few lines
    with drafted(target) as draft:
        _write(manifest, files, draft, target, recipients)
        keep(draft, target)
    return Made(target, target.stat().st_size, sealed=True, manifest=manifest)


def _write(manifest: Manifest, files: dict[str, Path], draft: Path, target: Path, recipients: Sequence[str]) -> None:
    """Writes the archive and reads it back. Raises BackupError unless it is what was written."""
    source = Stream(_tar(manifest, files))
    witness, its_recipient = new_key()
    with draft.open("wb") as file:
        if recipients:
            seal(source, file, [*recipients, its_recipient])
        else:
            shutil.copyfileobj(source, file, AT_ONCE)
    written = Digest()
    with draft.open("rb") as again:
        if recipients:
            unseal(again, written, witness)
        else:
            shutil.copyfileobj(again, written, AT_ONCE)
    if source.read(1) or written.hexdigest() != source.digest.hexdigest():
        raise BackupError(f"{target} does not hold what was written to it, so it was not kept. Is its disk sound?")


def owned(instance: Path) -> dict[str, Path]:
    """What a clinic owns besides its records, by its place in the folder: settings, keys, certificates, editions."""
    single = [instance / name for name in SINGLE]
    inside = [one for name in FOLDERS for one in sorted((instance / name).glob("[!.]*"))]
    return {one.relative_to(instance).as_posix(): one for one in (*single, *inside) if one.is_file()}


class Digest:
    """Takes bytes and keeps their SHA-256 alone."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        """Takes some bytes."""
        self.digest.update(content)
        return len(content)

    def flush(self) -> None:
        """Nothing waits."""

    def hexdigest(self) -> str:
        """The SHA-256 of everything that was written."""
        return self.digest.hexdigest()


class Stream:
    """Pieces of bytes, read as if from a file, so that a large backup is never in memory or on the disk unsealed."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)
        self.left = b""
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, none at the end; all that are left for -1."""
        if size < 0:
            return b"".join(iter(lambda: self.read(AT_ONCE), b""))
        while not self.left:  # a piece may be empty; only the last one is the end
            try:
                self.left = next(self.pieces)
            except StopIteration:
                return b""
        told, self.left = self.left[:size], self.left[size:]
        self.digest.update(told)
        return told


def _tar(manifest: Manifest, files: dict[str, Path]) -> Iterator[bytes]:
    """A tar archive, piece by piece: the manifest first, then each file with the size that the manifest says."""
    stated = manifest.written()
    yield from (_header(NAME, len(stated), manifest.made_at), stated, _filling(len(stated)))
    for name, file in files.items():
        size = manifest.files[name].size
        yield _header(name, size, manifest.made_at)
        with file.open("rb") as opened:
            left = size
            while left and (piece := opened.read(min(left, AT_ONCE))):
                left -= len(piece)
                yield piece
        if left:
            raise BackupError(f"{file.name} became shorter while the backup was made. Make another one.")
        yield _filling(size)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _header(name: str, size: int, at: datetime) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mode, told.mtime = size, 0o600, int(at.timestamp())
    return told.tobuf(tarfile.GNU_FORMAT)


def _filling(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)
