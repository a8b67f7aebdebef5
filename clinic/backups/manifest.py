"""What a backup says of itself: its first file. By it everything else in the backup is checked."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic.backups.errors import BackupError

NAME = "manifest.json"
FORMAT = 1
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Held:
    """A file in a backup: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """When and by which release a backup was made; the schema of its records, the rows of each table, how many issued
    sheets, the entries of the audit trail and its last hash; and its files by their place in the clinic's folder."""

    made_at: datetime
    release: str
    schema: str
    rows: Mapping[str, int]
    sheets: int
    entries: int
    last_hash: str
    files: Mapping[str, Held]

    def written(self) -> bytes:
        """As it stands in the backup."""
        told = dataclasses.asdict(self) | {"made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(told, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a backup. Raises BackupError for one of a newer release or of something else."""
    try:
        told = json.loads(content)
        if told.pop("format") != FORMAT:
            raise BackupError("This backup was made by a newer release of Plumbline. Use that release.")
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        told["files"] = {str(name): Held(int(one["size"]), str(one["sha256"])) for name, one in told["files"].items()}
        told["rows"] = {str(name): int(count) for name, count in told["rows"].items()}
        return Manifest(**told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError("This file is no backup of a Plumbline clinic.") from error


def held(file: Path) -> Held:
    """The size and SHA-256 of a file."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
        return Held(opened.tell(), digest.hexdigest())
