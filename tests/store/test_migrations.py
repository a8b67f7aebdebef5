"""The schema: the migrations make the rows, go up and down with records in them, and end as the old or the new."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, text

from clinic.store.engine import opened
from clinic.store.errors import StoreError
from clinic.store.migrate import bring_up, configuration, newest, schema_of
from tests.store.places import Place
from tests.store.schema import bringing_up, fill, kept, tables_of

REVISIONS = [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]


def test_the_migrations_make_exactly_the_rows(store: Engine) -> None:
    with store.begin() as connection:
        command.check(configuration(connection))


@pytest.mark.parametrize(
    "drift",
    [
        "ALTER TABLE patient ADD COLUMN nickname VARCHAR(500)",
        "DROP INDEX ix_patient_number",
        "DROP TABLE template",
        "CREATE TABLE unknown (id INTEGER)",
    ],
)
def test_a_schema_that_is_not_that_of_the_rows_is_noticed(place: Place, drift: str) -> None:
    with opened(place.url, driver=place.driver) as engine:
        bring_up(engine)
        with engine.begin() as connection:
            connection.execute(text(drift))
            with pytest.raises(CommandError, match="New upgrade operations detected"):
                command.check(configuration(connection))


def test_records_survive_every_migration_up_and_down_as_far_as_they_can(place: Place) -> None:
    known: dict[str, dict[str, Any]] = {}
    had: dict[str, set[str]] = {}
    with opened(place.url, driver=place.driver) as engine:
        for revision in REVISIONS:
            with engine.begin() as connection:
                command.upgrade(configuration(connection), revision)
                expect(connection, known)
                fill(connection, known)
                had[revision] = set(known)
        for revision in REVISIONS[-2::-1]:
            with engine.begin() as connection:
                command.downgrade(configuration(connection), revision)
                known = {name: row for name, row in known.items() if name in had[revision]}
                expect(connection, known)
                assert schema_of(connection) == revision
        with engine.begin() as connection:
            command.downgrade(configuration(connection), "base")
            assert tables_of(connection) == {}
        assert bring_up(engine) == (None, newest())


def expect(connection: Any, known: dict[str, dict[str, Any]]) -> None:
    """Every row that was there is there as it was, in columns that there were."""
    tables = tables_of(connection)
    for name, row in known.items():
        assert {column: value for column, value in kept(connection, tables[name]).items() if column in row} == row


def test_an_older_schema_is_brought_up_and_the_newest_left_alone(place: Place) -> None:
    with opened(place.url, driver=place.driver) as engine:
        with engine.begin() as connection:
            command.upgrade(configuration(connection), REVISIONS[0])
        assert bring_up(engine) == (REVISIONS[0], newest())
        assert bring_up(engine) == (newest(), newest())


def test_a_database_of_a_newer_release_is_refused_and_left_as_it_is(place: Place) -> None:
    with opened(place.url, driver=place.driver) as engine:
        bring_up(engine)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(StoreError, match=r"made by a newer release of Plumbline \(schema 9999\)"):
            bring_up(engine)
        with engine.begin() as connection:
            assert schema_of(connection) == "9999"
            assert "patient" in tables_of(connection)


@pytest.mark.parametrize("statements", [6, 25, 40])
def test_a_migration_that_was_killed_leaves_the_old_or_the_new(place: Place, statements: int) -> None:
    with bringing_up(place, killed_after=statements) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    with opened(place.url, driver=place.driver) as engine:
        with engine.begin() as connection:
            found, tables = schema_of(connection), tables_of(connection)
        assert (found, len(tables)) in {(None, 0), (newest(), len(tables))}
        assert bring_up(engine) == (found, newest())
        with engine.begin() as connection:
            command.check(configuration(connection))


def test_several_that_start_at_once_bring_a_database_up_once(place: Place) -> None:
    started = [bringing_up(place) for _ in range(3)]
    said = [process.communicate()[0].split() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sorted(said) == [[newest(), newest()], [newest(), newest()], ["None", newest()]]
