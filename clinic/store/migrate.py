"""Bringing the database to the schema of this release, by Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from clinic.store.disk import plainly
from clinic.store.engine import DATABASE_FILE, READING, database_url, opened
from clinic.store.errors import StoreError
from clinic.store.transactions import IN_LINE

FOLDER = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, with the connection its environment is to use."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


@cache
def newest() -> str:
    """The schema that this release needs."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    if head is None:
        raise StoreError("This release of Plumbline has no schema.")
    return head


def schema_of(connection: Connection) -> str | None:
    """The schema that a database has; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(schema: str) -> bool:
    """Whether this release knows a schema: its own, or one that it can bring up."""
    return schema in {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def bring_up(engine: Engine) -> tuple[str | None, str]:
    """Bring a database to the newest schema in one transaction; the schema before and after.

    Raises StoreError for a schema that this release does not know: it was made by a newer one; DiskError when the disk
    does not take it. Then the schema is the one before.
    """
    with plainly(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # two that start at once bring it up one after the other
            connection.execute(text("SELECT pg_advisory_xact_lock(:line)"), {"line": IN_LINE})
        before = schema_of(connection)
        if before == newest():
            return before, before
        if before is not None and not is_known(before):
            raise StoreError(
                f"This database was made by a newer release of Plumbline (schema {before}). Start that release."
            )
        command.upgrade(configuration(connection), "head")
        return before, newest()


@contextmanager
def as_it_is(instance: Path, told: str = "") -> Iterator[Engine]:
    """The database that a clinic has, for commands beside the server, ready for clinic.store.

    Raises StoreError where there is none, and where it has the schema of another release.
    """
    if not told and not (instance / DATABASE_FILE).is_file():
        raise StoreError(f"There is no database in {instance}. Name the clinic's folder with --instance.")
    with opened(database_url(instance, told)) as engine:
        with plainly(engine), engine.execution_options(**{READING: True}).connect() as connection:
            if schema_of(connection) != newest():
                raise StoreError(
                    "The database has the schema of another release. Start this release once: clinic serve."
                )
        yield engine
