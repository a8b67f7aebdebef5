"""What `clinic doctor` says of the log and of the service."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.cli import at_boot, doctor_log
from clinic.cli.doctor_line import Verdict
from clinic.cli.unit import NAME, Unit, rendered
from clinic.log.events import Event, note
from clinic.log.faults import note_fault, number_of
from clinic.log.kept import kept
from clinic.settings import Settings


def test_the_last_fault_is_named_by_its_number(tmp_path: Path) -> None:
    error = ValueError("Okafor")
    with kept(tmp_path):
        note_fault(RuntimeError("another"))
        note_fault(error)
        note(Event.STOPPED)
    (line,) = doctor_log.faults(Settings(tmp_path))
    assert line.verdict is Verdict.LOOK
    assert line.says.startswith("2 faults of ours")
    assert line.says.endswith(f"number {number_of(error)}")


def test_a_disk_that_is_full_is_no_fault_of_ours(tmp_path: Path) -> None:
    with kept(tmp_path):
        note_fault(OSError("no room"), Event.DISK)
    (line,) = doctor_log.faults(Settings(tmp_path))
    assert line.verdict is Verdict.OK


def test_a_log_without_a_fault_is_as_it_should_be(tmp_path: Path) -> None:
    (before,) = doctor_log.faults(Settings(tmp_path))
    with kept(tmp_path):
        note(Event.STOPPED)
    (after,) = doctor_log.faults(Settings(tmp_path))
    assert (before.verdict, after.verdict) == (Verdict.OK, Verdict.OK)


def test_the_service_is_told_from_a_start_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_boot, "UNITS", tmp_path)
    (by_hand,) = doctor_log.running(Settings(Path("/clinic")))
    unit = Unit(Path("/program/clinic"), (Path("/program"),), Path("/clinic"), "ann", "ann")
    (tmp_path / f"{NAME}.service").write_text(rendered(unit), encoding="utf-8")
    (served,) = doctor_log.running(Settings(Path("/clinic")))
    (other,) = doctor_log.running(Settings(Path("/another")))
    assert "by hand" in by_hand.says
    assert "starts with this machine" in served.says
    assert by_hand == other
