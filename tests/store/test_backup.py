"""A backup is one sound file of one state of the records, made while the clinic works, or there is none."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, text

from clinic.store import audit, handouts, patients
from clinic.store.backup import Summary, backup
from clinic.store.engine import db, opened
from clinic.store.errors import StoreError
from clinic.store.migrate import newest
from clinic.store.transactions import Session, reading, writing
from tests.store.places import POSTGRESQL, SQLITES, Place, ready, sqlite_in
from tests.store.records import NOW, person
from tests.store.test_handouts import PDF, issued


@pytest.fixture
def working(sqlite: Place) -> Engine:  # noqa: ARG001  # only opened
    """A clinic at work with a patient who has a sheet."""
    with writing() as session:
        issued(session)
    return db.engine


def files_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if not one.name.startswith("clinic.sqlite3")}


def test_a_backup_is_the_whole_of_the_records_in_one_private_file(working: Engine, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    made = backup(working, target)
    assert files_in(tmp_path) == {"backup.sqlite3"}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with reading() as session:
        number, last = audit.end(session)
        known = patients.listed(session)
    assert made == Summary(target, target.stat().st_size, newest(), made.rows, number, last)
    assert {name: count for name, count in made.rows.items() if count} == {
        "account": 1, "assessment": 1, "audit": 1, "audit_head": 1, "episode": 1, "handout": 1, "patient": 1,
        "patient_word": 2, "programme": 1, "programme_version": 1, "screening": 1,
    }  # fmt: skip  # one line of values
    with opened(f"sqlite:///{target}"), reading() as session:
        assert patients.listed(session) == known
        (sheet,) = handouts.of_patient(session, known[0].id)
        assert handouts.bytes_of(session, sheet.id) == PDF


@pytest.mark.parametrize("driver", SQLITES)
def test_a_backup_made_by_either_driver_is_put_back_and_gone_on_with(tmp_path: Path, driver: str) -> None:
    with ready(sqlite_in(tmp_path, driver)) as engine:
        with writing() as session:
            issued(session)
        backup(engine, tmp_path / "kept")
    for file in tmp_path.glob("clinic.sqlite3*"):
        file.unlink()
    shutil.copy(tmp_path / "kept", tmp_path / "clinic.sqlite3")
    with ready(sqlite_in(tmp_path, driver)):
        with writing() as session:
            issued(session)
        with reading() as session:
            assert len(patients.listed(session)) == 2
            assert audit.verify(session) == (2, ())


def test_a_backup_while_others_save_is_one_state_and_holds_nobody_up(working: Engine, tmp_path: Path) -> None:
    with reading() as session:
        made_by = session.execute(text("SELECT made_by FROM patient")).scalar_one()
    stop, saved = Event(), Event()

    def save() -> int:
        number = 0
        while not stop.is_set():
            with writing() as session:
                add(session, made_by, number)
            number += 1
            saved.set()
        return number

    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(copy_context().run, save)
        try:
            saved.wait(timeout=30)
            made = [backup(working, tmp_path / f"{number}.sqlite3") for number in range(5)]
        finally:
            stop.set()
        total = saving.result(timeout=30)
    assert [one.rows["patient"] - 1 for one in made] == [one.entries - 1 for one in made]
    assert 0 < made[0].entries - 1 <= made[-1].entries - 1 <= total


def add(session: Session, account: str, number: int) -> None:
    """One more patient and their audit entry."""
    actor = audit.Actor(account, NOW)
    kept = patients.add(session, actor, person(f"Number {number}"))
    audit.note(session, actor, "add_patient", "patient", kept.id, patient=kept.id)


def test_a_file_that_is_there_is_never_replaced(working: Engine, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    target.write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        backup(working, target)
    assert target.read_text() == "mine"
    assert files_in(tmp_path) == {"backup.sqlite3"}


def test_a_link_that_leads_nowhere_is_not_followed(working: Engine, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is there already"):
        backup(working, target)
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_not_there_is_said(working: Engine, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        backup(working, tmp_path / "none" / "backup.sqlite3")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE audit SET act = 'x' WHERE number = 1", "audit entry 1: the entry was altered"),
        ("DELETE FROM audit", "the end of the trail is not where it was"),
        ("UPDATE handout SET patient_id = 'nobody'", "a row of handout refers to none"),
    ],
)
def test_records_that_are_not_sound_make_no_backup(working: Engine, tmp_path: Path, damage: str, said: str) -> None:
    file = sqlite3.connect(tmp_path / "clinic.sqlite3")
    file.execute(damage)
    file.commit()
    file.close()
    with pytest.raises(StoreError, match=f"not sound, so it was not kept: .*{said}"):
        backup(working, tmp_path / "backup.sqlite3")
    assert files_in(tmp_path) == set()


def test_a_damaged_file_makes_no_backup(tmp_path: Path) -> None:
    place = sqlite_in(tmp_path)
    with ready(place), writing() as session:
        for _ in range(30):
            issued(session)
    with place.file.open("rb+") as file:
        file.seek(place.file.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    with (
        opened(place.url) as engine,
        pytest.raises(StoreError, match=r"not sound, so it was not kept: .*(malformed|page)"),
    ):
        backup(engine, tmp_path / "backup.sqlite3")
    assert files_in(tmp_path) == set()


def test_postgresql_makes_its_own_backups(store: Engine, kind: str, tmp_path: Path) -> None:
    if kind != POSTGRESQL:
        assert backup(store, tmp_path / "backup").entries == 0
        return
    with pytest.raises(StoreError, match="pg_dump --format=custom --file=FILE"):
        backup(store, tmp_path / "backup")
    assert files_in(tmp_path) == set()
