"""A clinic's folder with records, settings, a key and certificates to back up, and the key that opens its backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from clinic.backups.keys import make_key, read_key, recipients
from clinic.settings import secret_key
from clinic.store.transactions import writing
from tests.store.places import ready, sqlite_in
from tests.store.test_handouts import issued

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SURNAME = b"Lovelace"
"""The patient's, and nothing else's: it stands in every backup that is not sealed."""


@dataclass(frozen=True)
class Kept:
    """A clinic that backs up: its folder, its open database, the key and the recipients."""

    folder: Path
    engine: Engine
    key: str
    recipients: tuple[str, ...]


@contextmanager
def backed_up_clinic(place: Path) -> Iterator[Kept]:
    """A clinic in a folder `instance` of this place, at work, with one patient who has a sheet."""
    folder = place / "instance"
    (folder / "editions").mkdir(parents=True, mode=0o700)
    (folder / "certificates").mkdir(mode=0o700)
    (folder / "editions" / f"{'e' * 64}.json").write_text("{}")
    (folder / "certificates" / "authority.pem").write_text("a certificate and its key")
    (folder / "config.toml").write_text('name = "Harbour Street"\n')
    secret_key(folder)
    make_key(folder, place / "key", NOW)
    with ready(sqlite_in(folder)) as engine:
        with writing() as session:
            issued(session)
        yield Kept(folder, engine, read_key(place / "key"), recipients(folder))
