"""`clinic audit verify`: what it prints, how it ends, and what it leaves alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from clinic.store import audit
from clinic.store.transactions import reading, writing
from tests.cli.calls import Clinic
from tests.store.places import ready, sqlite_in
from tests.store.records import visit


@pytest.fixture
def instance(clinic: Clinic) -> Path:
    """The folder of a clinic with one patient and three audit entries."""
    folder = clinic.folder / "instance"
    folder.mkdir()
    with ready(sqlite_in(folder)), writing() as session:
        made = visit(session)
        for act in ("read_record", "print"):
            audit.note(session, made.actor, act, "patient", made.patient.id, patient=made.patient.id)
    return folder


def end_of(folder: Path) -> str:
    with ready(sqlite_in(folder)), reading() as session:
        return audit.end(session)[1]


def tampered(folder: Path) -> None:
    file = sqlite3.connect(folder / "clinic.sqlite3")
    file.execute("UPDATE audit SET act = 'nothing' WHERE number = 2")
    file.commit()
    file.close()


def test_a_whole_trail_is_verified_with_its_last_hash(clinic: Clinic, instance: Path) -> None:
    ended = clinic("audit", "verify")
    assert (ended.status, ended.out) == (0, f"3 audit entries, no fault\nThe last hash: {end_of(instance)}\n")
    assert "--holds HASH" in ended.told


def test_a_trail_that_was_tampered_with_ends_with_2_and_every_fault(clinic: Clinic, instance: Path) -> None:
    tampered(instance)
    ended = clinic("audit", "verify")
    first, _, *faults = ended.out.splitlines()
    assert (ended.status, first, faults) == (2, "3 audit entries, 1 fault", ["entry 2: the entry was altered"])


def test_a_hash_noted_earlier_is_looked_for(clinic: Clinic, instance: Path) -> None:
    noted = end_of(instance)
    for told in (noted, noted.upper(), noted[:16], noted[:40]):
        ended = clinic("audit", "verify", "--holds", told)
        assert (ended.status, ended.out.splitlines()[-1]) == (0, f"The trail goes on from {noted}.")
    assert "goes on from" not in clinic("audit", "verify").out
    ended = clinic("audit", "verify", "--holds", "f" * 64)
    assert (ended.status, ended.out.splitlines()[-1]) == (2, f"entry 3: no entry has the hash {'f' * 64}")


def test_a_trail_that_was_tampered_with_goes_on_from_nothing(clinic: Clinic, instance: Path) -> None:
    noted = end_of(instance)
    tampered(instance)
    ended = clinic("audit", "verify", "--holds", noted)
    assert (ended.status, "goes on from" in ended.out) == (2, False)


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("f" * 15, "too short"),
        ("f" * 65, "too long"),
        ("not a hash at all", "hex digits"),
        (f"{'f' * 16}%", "hex digits"),
    ],
)
def test_what_is_no_beginning_of_a_hash_is_said(clinic: Clinic, told: str, said: str) -> None:
    ended = clinic("audit", "verify", "--holds", told)
    assert (ended.status, ended.out, said in ended.told) == (2, "", True)


def test_a_beginning_that_no_entry_has_is_a_fault(clinic: Clinic, instance: Path) -> None:
    beginning = "".join("f" if one == "0" else "0" for one in end_of(instance)[:16])
    ended = clinic("audit", "verify", "--holds", beginning)
    assert (ended.status, ended.out.splitlines()[-1]) == (2, f"entry 3: no entry has the hash {beginning}")


@pytest.mark.parametrize("command", [("backup", "backup.sqlite3"), ("audit", "verify")])
def test_a_folder_without_a_clinic_is_said_and_left_empty(clinic: Clinic, command: tuple[str, ...]) -> None:
    folder = clinic.folder / "nowhere"
    ended = clinic(*command, "--instance", folder)
    assert ended.status == 2
    assert f"There is no database in {folder}" in ended.told
    assert not folder.exists()


def test_records_of_another_release_are_left_alone(clinic: Clinic, instance: Path) -> None:
    file = sqlite3.connect(instance / "clinic.sqlite3")
    file.execute("UPDATE alembic_version SET version_num = '0001'")
    file.commit()
    file.close()
    ended = clinic("audit", "verify")
    assert ended.status == 2
    assert "the schema of another release" in ended.told
