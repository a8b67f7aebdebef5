"""A clinic of an older release, and starts of this one that are killed while they bring its records up."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory

from clinic.store.engine import sqlite_driver
from clinic.store.migrate import configuration
from clinic.store.transactions import writing
from tests.repository import ROOT
from tests.store.places import ready, sqlite_in
from tests.store.test_handouts import issued

REVISIONS = [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]
OLDER = REVISIONS[-2]
START = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path

import clinic.app
from clinic.store.engine import opened
from clinic.store.upgrade import upgrade

instance, left = Path(sys.argv[1]), int(sys.argv[2])
STEPS = ("open", "os.", "shutil.", "sqlite3.", "fcntl.")

def strike(event, arguments):
    global left
    if event.startswith(STEPS) and (event != "open" or str(instance) in str(arguments[0])):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(strike)
upgrade(instance, "", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
print(left)
"""


def old_clinic(folder: Path, sheets: int = 1) -> Path:
    """A clinic's folder whose database has the schema before the newest, with so many patients who have a sheet."""
    folder.mkdir(exist_ok=True)
    with ready(sqlite_in(folder)) as engine:
        for _ in range(sheets):
            with writing() as session:
                issued(session)
        with engine.begin() as connection:
            command.downgrade(configuration(connection), OLDER)
    return folder


def asked(folder: Path, question: str) -> Any:
    """The first value that a clinic's database answers to a question in SQL."""
    with closing(sqlite_driver().connect(str(folder / "clinic.sqlite3"))) as connection:
        return connection.execute(question).fetchone()[0]


def start(folder: Path, *, killed_at: int = 0) -> subprocess.CompletedProcess[str]:
    """A start of this release in a process of its own, killed at its so-manieth step on files; else it prints how many
    steps there were, as a negative number."""
    told = [sys.executable, "-c", START, str(folder), str(killed_at)]
    return subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
