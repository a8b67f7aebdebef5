"""A row in every table of a schema, whatever that has; and processes that bring a database up and may be killed."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, String, TypeEngine

from tests.repository import ROOT
from tests.store.places import Place

VERSION = "alembic_version"
EXAMPLES: tuple[tuple[type[TypeEngine[Any]], object], ...] = (
    (Boolean, True),
    (Integer, 1),
    (Float, 1.5),
    (JSON, {"a": [1, None, "Zoë \U0001f6b6"]}),
    (DateTime, datetime(2026, 11, 20, 9, 30, 15, 250_000, tzinfo=UTC)),
    (Date, date(1980, 2, 29)),
    (LargeBinary, b"\0\xff"),
    (String, "Zoë \U0001f6b6"),
)
BRING_UP = """
import os, signal, sys
from sqlalchemy import event
from clinic.store.engine import opened
from clinic.store.migrate import bring_up

url, driver, left = sys.argv[1], sys.argv[2], int(sys.argv[3])

with opened(url, driver=driver) as engine:
    @event.listens_for(engine, "after_cursor_execute")
    def strike(*_):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    print(*bring_up(engine))
"""


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables that a database has, each behind those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if table.name != VERSION}


def fill(connection: Connection, known: dict[str, dict[str, Any]]) -> None:
    """Put a row into every table that has none, with a value in every column; and remember it in `known`."""
    for name, table in tables_of(connection).items():
        if name in known:
            continue
        row = {column.name: _example(column, known) for column in table.columns}
        connection.execute(insert(table).values(row))
        known[name] = kept(connection, table)


def kept(connection: Connection, table: Table) -> dict[str, Any]:
    """The one row of a table."""
    return dict(connection.execute(select(table)).mappings().one())


def _example(column: Column[Any], known: dict[str, dict[str, Any]]) -> object:
    for reference in column.foreign_keys:
        table = reference.column.table
        return None if table is column.table else known[table.name][reference.column.name]
    example = next(value for kind, value in EXAMPLES if isinstance(column.type, kind))
    return example[: column.type.length] if isinstance(example, str) and isinstance(column.type, String) else example


def bringing_up(place: Place, *, killed_after: int = 0) -> subprocess.Popen[str]:
    """A process that brings a database to the newest schema, and is killed after so many statements."""
    command = [sys.executable, "-c", BRING_UP, place.url, place.driver, str(killed_after)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
