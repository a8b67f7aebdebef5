"""What has to be true of a clinic's records whatever was sent to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, create_engine, select, text

from clinic.store.engine import DATABASE_FILE, db, sqlite_driver
from clinic.store.rows import Row
from clinic.store.soundness import look_over

NEVER_CHANGED = ("audit", "screening", "programme_version", "handout", "clearance", "measurement", "sign_off")
"""Tables whose rows, once written, stay as they are."""
FINAL = "SELECT * FROM assessment WHERE state = 'final' ORDER BY id"
PASSWORDS = "SELECT id, name, sign_in, password_hash FROM account ORDER BY id"  # a query


class Proofs:
    """A clinic's records as they were when this was made, and what has become of them since."""

    def __init__(self, app: Flask, instance: Path) -> None:
        self.app = app
        self.file = instance / DATABASE_FILE
        self.before = self._kept()

    def broken(self) -> list[str]:
        """Everything that should not have happened to the records, in words."""
        with self.app.app_context():
            db.engine.dispose()
        found = [f"unsound: {fault}" for fault in look_over(self.file).faults]
        now = self._kept()
        for name, rows in self.before.items():
            lost = sum(row not in now[name] for row in rows)
            found += [f"{lost} of {len(rows)} rows of {name} are gone or changed"] if lost else []
        return found

    def _kept(self) -> dict[str, set[tuple[Any, ...]]]:
        driver = sqlite_driver()
        driver = getattr(driver, "dbapi2", driver)
        address = f"{self.file.absolute().as_uri()}?mode=ro"
        engine = create_engine("sqlite://", module=driver, creator=lambda: driver.connect(address, uri=True))
        try:
            with engine.connect() as connection:
                return _rows(connection)
        finally:
            engine.dispose()


def _rows(connection: Connection) -> dict[str, set[tuple[Any, ...]]]:
    tables = {table.name: table for table in Row.metadata.sorted_tables}
    queries: dict[str, Any] = {name: select(text("*")).select_from(tables[name]) for name in NEVER_CHANGED}
    queries |= {"final assessments": text(FINAL), "accounts' names and passwords": text(PASSWORDS)}
    return {name: {tuple(row) for row in connection.execute(query)} for name, query in queries.items()}
