"""`clinic service`: what it shows, and what it refuses before anything is changed. That it works on a machine which
systemd boots is shown by tests/service_boot.sh, by hand."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

import pytest

from clinic.cli import at_boot, host_account, unit
from clinic.cli.host_account import NOBODY, Account, account_for, check_clinic, closed_to, for_backups, hand_over
from clinic.cli.status import CommandError
from clinic.cli.unit import NAME, Unit, instance_in, rendered
from clinic.settings import Settings
from tests.cli.calls import Clinic
from tests.cli.test_unit import one

MINE = Account("ann", "ann", os.geteuid(), os.getegid())
STRANGER = Account("nobody", "nobody", NOBODY, NOBODY)


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of units, none of this machine's."""
    folder = tmp_path / "units"
    folder.mkdir()
    monkeypatch.setattr(at_boot, "UNITS", folder)
    monkeypatch.setattr(unit, "TEMPORARY", ())  # where tests, and often checkouts of them, have their files
    return folder


def serving(units: Path, instance: Path) -> None:
    """A unit that is installed already."""
    older = Unit(Path("/older/clinic"), (Path("/older"),), instance, "ann", "ann")
    (units / f"{NAME}.service").write_text(rendered(older), encoding="utf-8")


def test_show_prints_the_unit_and_writes_nothing(clinic: Clinic, units: Path) -> None:
    ended = clinic("service", "show", "--instance", "/clinic")
    assert (ended.status, ended.told) == (0, "")
    assert instance_in(ended.out) == Path("/clinic")
    assert ended.out.count("\nExecStart=") == 1
    assert list(units.iterdir()) == []
    assert not Path("/clinic").exists()


def test_a_new_checkout_keeps_the_records_that_are_served(
    clinic: Clinic, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLINIC_INSTANCE")
    serving(units, Path("/records"))
    assert instance_in(clinic("service", "show").out) == Path("/records")
    assert instance_in(clinic("service", "show", "--instance", "/others").out) == Path("/others")


def test_records_in_another_checkout_are_pointed_out(tmp_path: Path) -> None:
    older = tmp_path / "older"
    service = Unit(Path("/new/clinic"), (Path("/new"),), older / "instance", "ann", "ann")
    assert "LOOK AT" not in at_boot.told(service, there=True, given=False, closed=[])
    (older / "clinic" / "bin").mkdir(parents=True)
    (older / "clinic" / "bin" / "serve").touch()
    said = " ".join(at_boot.told(service, there=True, given=False, closed=[]).split())
    assert f"LOOK AT {older} is another checkout that holds the records: never delete it" in said


def test_a_wrong_setting_is_said_before_anything_is_written(clinic: Clinic, units: Path) -> None:
    folder = clinic.folder / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text('paper = "A3"\n', encoding="utf-8")
    ended = clinic("service", "show")
    assert ended.status == 2
    assert "paper is 'A3'" in ended.told
    assert list(units.iterdir()) == []


@pytest.mark.parametrize("act", ["install", "remove"])
def test_without_systemd_it_says_what_to_do_and_writes_nothing(
    act: str, clinic: Clinic, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_boot, "BOOTED", clinic.folder / "none")
    serving(units, Path("/records"))
    before = (units / f"{NAME}.service").read_bytes()
    ended = clinic("service", act)
    assert (ended.status, ended.out) == (2, "")
    assert "wsl.conf" in ended.told
    assert (units / f"{NAME}.service").read_bytes() == before


@pytest.mark.parametrize("act", ["install", "remove"])
def test_somebody_who_is_not_root_is_told_the_line_to_run(
    act: str, clinic: Clinic, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = clinic.folder / "bin"
    programs.mkdir()
    (programs / "systemctl").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(at_boot, "BOOTED", clinic.folder)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    serving(units, Path("/records"))
    ended = clinic("service", act)
    assert (ended.status, ended.out) == (2, "")
    assert "sudo " in ended.told
    assert "nothing was changed" in ended.told


def test_nothing_to_remove_is_no_mistake(clinic: Clinic, units: Path) -> None:
    assert list(units.iterdir()) == []
    assert clinic("service", "remove").status == 0


def test_it_runs_as_whoever_owns_the_clinics_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_account, "ROOT", -1)  # the tests may run as root
    found = account_for(tmp_path)
    assert (found.user, found.uid) == (pwd.getpwuid(os.geteuid()).pw_name, os.geteuid())


def test_a_folder_that_is_not_there_yet_gets_an_account_of_its_own(tmp_path: Path) -> None:
    assert account_for(tmp_path / "new").user == NAME


def test_a_folder_of_roots_that_is_no_clinics_is_not_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_account, "ROOT", os.geteuid())
    check_clinic(tmp_path)
    (tmp_path / "passwd").touch()
    with pytest.raises(CommandError, match=r"no clinic's folder"):
        check_clinic(tmp_path)
    (tmp_path / "secret_key").touch()
    check_clinic(tmp_path)


@pytest.mark.parametrize("name", [".gitignore", "config.toml"])
def test_a_file_that_other_folders_have_too_makes_none_a_clinics(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_account, "ROOT", os.geteuid())
    (tmp_path / name).touch()
    check_clinic(tmp_path)
    (tmp_path / "clinic").mkdir()
    with pytest.raises(CommandError, match=r"no clinic's folder"):
        check_clinic(tmp_path)


def test_a_new_folder_is_its_owners_alone_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.mkdir(mode=0o750)
    assert (hand_over(new, MINE), hand_over(old, MINE)) == (False, False)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (new, old)] == [0o700, 0o750]


def test_a_folder_that_was_given_in_part_is_given_whole_by_the_next_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Path] = []
    monkeypatch.setattr(os, "chown", lambda path, *_, **__: given.append(path))  # only root may
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "one.json").touch()
    assert hand_over(tmp_path, STRANGER)
    assert given[-1] == tmp_path  # by whose owner the next one sees whether it is done
    assert {*given} == {tmp_path, tmp_path / "editions", tmp_path / "editions" / "one.json"}


def test_the_folder_of_the_backups_is_made_and_one_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "disk"
    there.mkdir(mode=0o755)
    (there / "of somebody else").touch()
    assert for_backups(tmp_path / "new", MINE)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert for_backups(there, MINE)
    assert not for_backups(there, STRANGER)
    assert not for_backups(tmp_path / "away" / "backups", MINE)
    assert [there.stat().st_uid, (there / "of somebody else").stat().st_uid] == [MINE.uid, MINE.uid]


def test_the_folder_that_is_closed_to_an_account_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "in").mkdir(parents=True)
    closed.chmod(0o711)
    assert closed_to(closed / "in" / "clinic", MINE) is None
    closed.chmod(0o700)
    found = closed_to(closed / "in" / "clinic", STRANGER)
    assert found is not None
    assert closed.is_relative_to(found)


def test_backups_beside_the_records_need_no_folder_of_their_own(tmp_path: Path) -> None:
    assert at_boot.backups(Settings(tmp_path), MINE) == ()
    assert at_boot.backups(Settings(tmp_path, backup_to="mine"), MINE) == ()
    assert at_boot.backups(Settings(tmp_path, backup_to="/disk/b"), MINE) == (Path("/disk/b"),)


def test_a_low_port_in_the_settings_is_seen(clinic: Clinic, units: Path) -> None:
    folder = clinic.folder / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text("port = 443\n", encoding="utf-8")
    assert "CapabilityBoundingSet=CAP_NET_BIND_SERVICE" in clinic("service", "show").out.splitlines()
    assert (
        one(Unit(Path("/a"), (), Path("/b"), "ann", "ann", port=443), "AmbientCapabilities") == "CAP_NET_BIND_SERVICE"
    )
    assert list(units.iterdir()) == []
