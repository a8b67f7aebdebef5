"""`clinic backup`, `restore` and `drill`: what they print, how they end, and what they leave alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clinic.backups.sealing import FIRST
from clinic.invoked import command
from clinic.store import audit
from clinic.store.transactions import reading, writing
from tests.cli.calls import Clinic
from tests.store.places import ready, sqlite_in
from tests.store.records import visit


@pytest.fixture
def instance(clinic: Clinic) -> Path:
    """The folder of a clinic with one patient and two audit entries."""
    folder = clinic.folder / "instance"
    folder.mkdir()
    with ready(sqlite_in(folder)), writing() as session:
        made = visit(session)
        audit.note(session, made.actor, "print", "patient", made.patient.id, patient=made.patient.id)
    return folder


@pytest.fixture
def key(clinic: Clinic, instance: Path) -> Path:  # noqa: ARG001  # only there
    """The file with the key that opens this clinic's backups."""
    file = clinic.folder / "key"
    assert clinic("backup", "--new-key", file).status == 0
    return file


def end_of(folder: Path) -> str:
    with ready(sqlite_in(folder)), reading() as session:
        return audit.end(session)[1]


def held(out: str) -> dict[str, str]:
    """What a command says is in a backup: how many of what."""
    rows = (line.split(maxsplit=1) for line in out.split("\n\n")[1].splitlines())
    return {name: count for count, name in rows}


def test_a_backup_is_sealed_and_says_what_it_holds_and_how_to_put_it_back(
    clinic: Clinic, instance: Path, key: Path
) -> None:
    target = clinic.folder / "backup.tar.age"
    ended = clinic("backup", target)
    assert (ended.status, ended.told) == (0, "")
    found = held(ended.out)
    assert (found["patients"], found["assessments"], found["audit entries"]) == ("1", "1", "2")
    assert found["bytes, sealed"] == f"{target.stat().st_size:,}"
    assert end_of(instance) in ended.out
    last = f"To put it back\n  {command()} restore {target} --key KEYFILE --into FOLDER\n"
    assert ended.out.split("\n\n")[-1] == last
    assert target.read_bytes().startswith(FIRST)
    assert key.is_file()


def test_a_new_key_is_told_to_be_kept_elsewhere(clinic: Clinic, instance: Path) -> None:
    ended = clinic("backup", "--new-key", clinic.folder / "key")
    assert (ended.status, "does not belong on this machine" in " ".join(ended.out.split())) == (0, True)
    assert "AGE-SECRET-KEY" not in ended.out
    refused = clinic("backup", "--new-key", instance / "key")
    assert (refused.status, "lies in the clinic's folder" in refused.told) == (2, True)


def test_without_a_recipient_nothing_is_backed_up_unless_it_is_asked_for_aloud(clinic: Clinic, instance: Path) -> None:
    target = clinic.folder / "backup.tar"
    ended = clinic("backup", target, "--instance", instance)
    assert (ended.status, target.exists(), f"{command()} backup --new-key FILE" in ended.told) == (2, False, True)
    ended = clinic("backup", target, "--unsealed")
    assert (ended.status, target.is_file(), "NOT sealed" in ended.told) == (0, True, True)
    assert clinic("drill", target).status == 0


def test_a_backup_is_put_back_into_a_new_folder_alone(clinic: Clinic, instance: Path, key: Path) -> None:
    target = clinic.folder / "backup.tar.age"
    clinic("backup", target)
    ended = clinic("restore", target, "--key", key, "--into", clinic.folder / "new")
    assert (ended.status, held(ended.out)["patients"]) == (0, "1")
    assert end_of(clinic.folder / "new") == end_of(instance)
    refused = clinic("restore", target, "--key", key, "--into", instance)
    assert (refused.status, "is not empty" in refused.told) == (2, True)


def test_a_drill_prints_one_table_and_leaves_nothing_behind(clinic: Clinic, instance: Path, key: Path) -> None:
    target, scratch = clinic.folder / "backup.tar.age", clinic.folder / "scratch"
    scratch.mkdir()
    clinic("backup", target, "--instance", instance)
    ended = clinic("drill", target, "--key", key, "--scratch", scratch)
    rows = [line.split() for line in ended.out.splitlines() if line.startswith("  ok")]
    assert ["ok", "rows", "of", "patient", "1", "1"] in rows
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "Everything is as it was put in.")
    assert list(scratch.iterdir()) == []


def test_a_drill_without_the_key_or_of_a_damaged_backup_ends_with_2(clinic: Clinic, instance: Path, key: Path) -> None:
    target = clinic.folder / "backup.tar.age"
    clinic("backup", target, "--instance", instance)
    assert "Name the file with its key" in clinic("drill", target).told
    target.write_bytes(target.read_bytes()[:-100])
    ended = clinic("drill", target, "--key", key)
    assert (ended.status, "damaged or cut short" in ended.told) == (2, True)


@pytest.mark.parametrize("command", [("drill",), ("restore", "--into", "new")])
def test_a_backup_and_its_key_exchanged_are_told_of(
    clinic: Clinic, instance: Path, key: Path, command: tuple[str, ...]
) -> None:
    target = clinic.folder / "backup.tar.age"
    clinic("backup", target, "--instance", instance)
    ended = clinic(*command, key, "--key", target)
    assert (ended.status, "is no key file" in ended.told, "exchanged" in ended.told) == (2, True, True)
    assert not Path("new").exists()


def test_a_backup_never_replaces_a_file(clinic: Clinic, instance: Path, key: Path) -> None:
    for file in (instance / "clinic.sqlite3", key):
        ended = clinic("backup", file)
        assert (ended.status, "is there already" in ended.told) == (2, True)


def test_records_that_are_not_sound_are_not_backed_up(clinic: Clinic, instance: Path, key: Path) -> None:
    with closing(sqlite3.connect(instance / "clinic.sqlite3")) as file, file:
        file.execute("UPDATE audit SET act = 'nothing' WHERE number = 2")
    ended = clinic("backup", key.with_name("backup"))
    assert (ended.status, ended.out) == (2, "")
    assert "audit entry 2: the entry was altered" in ended.told
