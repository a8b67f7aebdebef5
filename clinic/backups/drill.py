"""Trying a backup: opened in a scratch place, compared with what it says of itself, and nothing left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clinic.backups.manifest import Manifest, held
from clinic.backups.opening import opened
from clinic.store.engine import DATABASE_FILE
from clinic.store.migrate import is_known, newest
from clinic.store.soundness import look_over


@dataclass(frozen=True)
class Compared:
    """One thing that was compared: what it is, what the backup says, what was found, and whether that is right."""

    what: str
    said: str
    found: str
    right: bool


def drill(file: Path, key: str, scratch: Path) -> tuple[Manifest, tuple[Compared, ...]]:
    """Restore a backup into a folder of its own in `scratch` and compare everything in it. Raises StoreError when it
    cannot be opened at all."""
    with opened(file, key, scratch) as (place, manifest):
        found = look_over(place / DATABASE_FILE)
        same = sum(held(place / name) == one for name, one in manifest.files.items())
        faults = len(found.faults)
        lines = [
            _compared("files", len(manifest.files), same),
            Compared("faults of the database", "0", "; ".join(found.faults[:3]) or "0", not faults),
            Compared("schema", manifest.schema, found.schema, manifest.schema == found.schema),
            Compared("this release can use it", "yes", _usable(found.schema), is_known(found.schema)),
            _compared("audit entries", manifest.entries, found.entries),
            Compared("last audit hash", manifest.last_hash[:16], found.last_hash[:16],
                     manifest.last_hash == found.last_hash),
            _compared("sheets as they were issued", manifest.sheets, found.sheets),
        ]  # fmt: skip  # one line for each
        tables = sorted({*manifest.rows, *found.rows})
        lines += [_compared(f"rows of {name}", manifest.rows.get(name), found.rows.get(name)) for name in tables]
    return manifest, tuple(lines)


def _compared(what: str, said: int | None, found: int | None) -> Compared:
    return Compared(what, _count(said), _count(found), said == found)


def _count(number: int | None) -> str:
    return "none" if number is None else f"{number:,}"


def _usable(schema: str) -> str:
    if schema == newest():
        return "yes"
    return "yes, once it is brought up at the next start" if is_known(schema) else "no"
