"""The databases that everything in the store is tried on, each with the newest schema and without records."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from clinic.store.engine import OWN, SYSTEM, opened
from clinic.store.migrate import bring_up
from clinic.store.rows import Row

POSTGRESQL = "postgresql"
SQLITES = tuple(name for name in (OWN, SYSTEM) if importlib.util.find_spec(name))
KINDS = (*SQLITES, POSTGRESQL)


@dataclass(frozen=True)
class Place:
    """Where a database is, and the driver that reads it; an empty driver is the one a clinic would take."""

    url: str
    driver: str = ""

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.url.removeprefix("sqlite:///"))


def sqlite_in(folder: Path, driver: str = "") -> Place:
    """An SQLite database in a folder; nothing is made yet."""
    return Place(f"sqlite:///{folder / 'clinic.sqlite3'}", driver)


@contextmanager
def ready(place: Place) -> Iterator[Engine]:
    """The database with the newest schema, ready for clinic.store while the block runs."""
    with opened(place.url, driver=place.driver) as engine:
        bring_up(engine)
        yield engine


def emptied(engine: Engine) -> None:
    """A PostgreSQL database without its records; quicker than a new one."""
    names = ", ".join(f'"{name}"' for name in Row.metadata.tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names}"))
