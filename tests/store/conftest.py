"""The databases of the store's tests: one PostgreSQL cluster for all in a process, SQLite in a folder for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from clinic.store.engine import SYSTEM, opened
from tests.postgresql import empty_database, running_cluster
from tests.store.places import KINDS, POSTGRESQL, Place, emptied, ready, sqlite_in


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own; started by the first test that asks."""
    with running_cluster() as address:
        yield address


@pytest.fixture
def postgresql(postgresql_cluster: str) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database."""
    with empty_database(postgresql_cluster) as address:
        yield address


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_cluster: str) -> Iterator[str]:
    """The address of one PostgreSQL database with the newest schema that tests use one after the other."""
    with empty_database(postgresql_cluster) as address:
        with ready(Place(address)):
            pass
        yield address


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the newest schema and no records, to copy: quicker than to make."""
    place = sqlite_in(tmp_path_factory.mktemp("new"), SYSTEM)
    with ready(place):
        pass
    return place.file


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database: SQLite with both drivers, PostgreSQL."""
    return str(request.param)


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A new, empty database of each kind."""
    if kind == POSTGRESQL:
        return Place(request.getfixturevalue("postgresql"))
    return sqlite_in(tmp_path, kind)


@pytest.fixture
def store(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database of each kind with the newest schema and no records, ready for clinic.store."""
    if kind == POSTGRESQL:
        place = Place(request.getfixturevalue("shared_postgresql"))
    else:
        place = sqlite_in(tmp_path, kind)
        shutil.copy(request.getfixturevalue("new_file"), place.file)
    with opened(place.url, driver=place.driver) as engine:
        if kind == POSTGRESQL:
            emptied(engine)
        yield engine


@pytest.fixture
def sqlite(tmp_path: Path, new_file: Path) -> Iterator[Place]:
    """An SQLite database as a clinic would have it, ready for clinic.store."""
    place = sqlite_in(tmp_path)
    shutil.copy(new_file, place.file)
    with opened(place.url):
        yield place
