"""Whether a file that holds a clinic's records is whole: the database itself, its references, the audit trail and every
issued sheet. It looks at a file that nobody writes to, of this release's schema or an older one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, func, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from clinic.store import audit
from clinic.store.engine import sqlite_driver
from clinic.store.migrate import schema_of
from clinic.store.rows.audit import AuditRow
from clinic.store.rows.programmes import HandoutRow

VERSION = "alembic_version"
AT_ONCE = 50
"""Issued sheets in memory at a time."""


@dataclass(frozen=True)
class Found:
    """What a file holds: its schema, the rows of each table, the entries of the audit trail, its last hash, how many
    issued sheets are as they were issued; and every fault in words. No patient is named in them."""

    schema: str
    rows: Mapping[str, int]
    entries: int
    last_hash: str
    sheets: int
    faults: tuple[str, ...]


def look_over(file: Path, module: Any = None) -> Found:
    """Reads a database file from end to end and changes nothing. A file that cannot be read is a fault, no error."""
    driver = module or sqlite_driver()
    driver = getattr(driver, "dbapi2", driver)
    address = f"{file.absolute().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", module=driver, creator=lambda: driver.connect(address, uri=True))
    with ExitStack() as last, Session(engine) as session:
        last.callback(engine.dispose)
        try:
            return _found(session)
        except (SQLAlchemyError, driver.Error) as error:
            return Found("", {}, 0, "", 0, (str(getattr(error, "orig", error)),))


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has that is there, whatever the schema."""
    names = sorted(set(inspect(connection).get_table_names()) - {VERSION})
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def differing(expected: Mapping[str, int], found: Mapping[str, int]) -> tuple[str, ...]:
    """Every table that has not as many rows as it should, in words; a table that is not there has none."""
    return tuple(
        f"{found.get(name, 0)} of {count} rows of {name}"
        for name, count in expected.items()
        if found.get(name, 0) != count
    )


def _found(session: Session) -> Found:
    connection = session.connection()
    told = [line for one in connection.scalars(text("PRAGMA integrity_check(5)")) for line in one.splitlines()]
    faults = [line for line in told if line != "ok" and not line.startswith("***")]
    faults += [f"a row of {one[0]} refers to none" for one in connection.execute(text("PRAGMA foreign_key_check"))]
    rows = counts(connection)
    entries, last_hash = 0, audit.START
    if AuditRow.__tablename__ in rows:
        entries, broken = audit.verify(session)
        faults += [f"audit entry {one.number}: {one.text}" for one in broken]
        last_hash = audit.end(session)[1]
    sheets, altered = _sheets(session) if HandoutRow.__tablename__ in rows else (0, 0)
    faults += [f"{altered} issued sheets are not as they were issued"] if altered else []
    return Found(schema_of(connection) or "", rows, entries, last_hash, sheets, tuple(faults))


def _sheets(session: Session) -> tuple[int, int]:
    """How many issued sheets have the SHA-256 that was kept with them, and how many have not."""
    whole = altered = 0
    pdf_of: Any = HandoutRow.pdf  # in a damaged file, what stands there may be no bytes
    kept = session.execute(select(pdf_of, HandoutRow.sha256).execution_options(yield_per=AT_ONCE))
    for pdf, sha256 in kept:
        same = isinstance(pdf, bytes) and hashlib.sha256(pdf).hexdigest() == sha256
        whole, altered = whole + same, altered + (not same)
    return whole, altered
