"""What a database says of its disk is one error in plain words, and the same program goes on once the disk does."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from clinic.store import disk, patients
from clinic.store.backup import backup
from clinic.store.disk import disk_error, file_error
from clinic.store.editions import keep_edition
from clinic.store.engine import READING, db, sqlite_driver
from clinic.store.errors import DiskError, StoreError
from clinic.store.migrate import bring_up
from clinic.store.transactions import reading, writing
from tests.harness.failing_disks import FAILING, FULL, NO_FILE, READ_ONLY, RefusingDisk, refusing
from tests.harness.sqlite_files import watched
from tests.store.places import Place, ready, sqlite_in
from tests.store.records import clinician, person


def add() -> None:
    """One more patient."""
    with writing() as session:
        patients.add(session, clinician(session), person())


@pytest.mark.parametrize(
    ("code", "said"),
    [(FULL, disk.FULL), (READ_ONLY, disk.READ_ONLY), (FAILING, disk.FAILING), (NO_FILE, disk.NOT_OPEN)],
)
def test_a_disk_that_refuses_is_said_and_works_again_without_a_new_start(tmp_path: Path, code: int, said: str) -> None:
    with refusing(tmp_path, code) as trouble, ready(sqlite_in(tmp_path)):
        add()
        db.engine.dispose()
        trouble.begin(0)
        with pytest.raises(DiskError) as told:
            add()
        assert (str(told.value), told.value.full) == (said, code == FULL)
        trouble.end()
        add()
        with reading() as session:
            assert len(patients.listed(session)) == 2


def test_a_migration_without_room_leaves_the_schema_before(tmp_path: Path) -> None:
    place = sqlite_in(tmp_path)
    trouble = RefusingDisk(tmp_path)
    with watched(sqlite_driver(), trouble), ready(place) as engine:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
            tables = [one for (one,) in connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'"))]
            for one in tables:
                connection.execute(text(f"DROP TABLE {one}"))
        trouble.begin(0)
        with pytest.raises(DiskError, match="no room"):
            bring_up(engine)
        trouble.end()
        assert bring_up(engine)[0] is None


def test_a_backup_without_room_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    trouble = RefusingDisk(tmp_path)
    with watched(sqlite_driver(), trouble), ready(sqlite_in(tmp_path)) as engine:
        add()
        trouble.begin(40_000)
        with pytest.raises(DiskError, match="no room for the copy"):
            backup(engine, tmp_path / "kept")
        trouble.end()
        assert not list(tmp_path.glob("*kept*"))
        assert backup(engine, tmp_path / "kept").rows["patient"] == 1


def test_a_file_that_is_no_database_any_more_is_said(sqlite: Place) -> None:
    add()
    db.engine.dispose()
    for beside in ("-wal", "-shm"):
        sqlite.file.with_name(sqlite.file.name + beside).unlink(missing_ok=True)
    sqlite.file.write_bytes(b"something else" * 1000)
    with pytest.raises(DiskError, match="damaged"), reading() as session:
        patients.listed(session)


def test_other_work_that_takes_too_long_is_said(sqlite: Place) -> None:
    other = sqlite_driver().connect(str(sqlite.file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with db.engine.execution_options(**{READING: True}).connect() as connection:  # the one that is used next
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    with pytest.raises(DiskError, match="Other work"):
        add()
    other.close()
    add()


def test_writing_where_only_reading_is_allowed_stays_a_fault_of_ours(sqlite: Place) -> None:  # noqa: ARG001  # only opened
    with pytest.raises(OperationalError, match="readonly"), reading() as session:
        session.execute(text("DELETE FROM patient"))


@pytest.mark.usefixtures("store")
def test_a_faulty_statement_stays_what_it_is() -> None:
    with pytest.raises((OperationalError, ProgrammingError)), reading() as session:
        session.execute(text("SELECT nothing_of_the_kind FROM patient"))


class Refused(Exception):  # noqa: N818  # as a driver names it
    """What psycopg raises, with the state that the server told."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("refused")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("53100", disk.FULL), ("25006", disk.READ_ONLY), ("58030", disk.FAILING), ("55P03", disk.BUSY),
        ("08006", disk.NO_SERVER), ("57P01", disk.NO_SERVER), ("53300", disk.NO_SERVER), (None, disk.NO_SERVER),
    ],
)  # fmt: skip  # a table reads best in lines
def test_what_a_server_says_is_said_in_the_same_words(state: str | None, said: str) -> None:
    assert str(disk_error(OperationalError("INSERT", {}, Refused(state)))) == said


def test_what_is_not_about_the_disk_is_left_alone() -> None:
    assert disk_error(OperationalError("INSERT", {}, Refused("42601"))) is None
    assert file_error(FileNotFoundError(errno.ENOENT, "No such file")) is None
    assert str(file_error(OSError(errno.ENOSPC, "No space left"))) == disk.FULL


def test_an_edition_that_cannot_be_kept_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("in the way")
    with pytest.raises(StoreError, match="Make room there"):
        keep_edition(tmp_path, "abc", lambda: "{}")
