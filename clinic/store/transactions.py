"""Short transactions: one that writes, alone in line from its first moment, and one that only reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic.store.disk import plainly
from clinic.store.engine import READING, db

__all__ = ["Session", "reading", "writing"]

IN_LINE = 0x506C756D
"""The advisory lock that stands for the whole clinic: writers come one after the other, as in SQLite, so that the
audit trail cannot fork and nobody waits in a ring."""


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that may write; what it did is durable when it ends without an error, and undone otherwise.

    Raises DiskError when the disk or the database server does not take it.
    """
    engine, served = db.engine, db.engine.dialect.name == "postgresql"
    if served:  # each statement sees what the one before in line has left
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    with plainly(db.engine), Session(engine, expire_on_commit=False) as session, session.begin():
        if served:
            session.execute(select(func.pg_advisory_xact_lock(IN_LINE)))
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that sees one state of everything and writes nothing. Raises DiskError when it cannot be read."""
    options = {READING: True, "postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    if db.engine.dialect.name != "postgresql":
        options = {READING: True}
    engine = db.engine.execution_options(**options)
    with plainly(db.engine, reading=True), Session(engine) as session, session.begin():
        yield session
