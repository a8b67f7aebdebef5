"""While a clinic is served it is backed up by itself, once a backup is set up; a demonstration never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.backups.keeping import made_in
from clinic.cli.own_backups import brought_up, looked_after
from clinic.settings import Settings
from clinic.store.errors import StoreError
from clinic.store.in_use import alone_with
from clinic.store.upgrade import Upgraded
from tests.backups.clinics import Kept, backed_up_clinic


@pytest.mark.parametrize(("invented", "made"), [(False, 1), (True, 0)])
def test_a_served_clinic_is_backed_up_where_it_says(tmp_path: Path, invented: bool, made: int) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with backed_up_clinic(tmp_path) as kept:
        settings = Settings(kept.folder, backup_to=str(folder))
        with looked_after(settings, kept.engine, invented=invented):
            pass
    assert len(made_in(folder)) == made


def test_nobody_replaces_the_records_of_a_clinic_that_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic.store.in_use.PATIENCE", 0.0)
    with backed_up_clinic(tmp_path) as kept:
        with looked_after(Settings(kept.folder), kept.engine, invented=True), pytest.raises(StoreError):
            alone(kept)
        alone(kept)


def alone(kept: Kept) -> None:
    with alone_with(kept.folder):
        pass


def test_a_start_that_brought_the_records_up_says_where_they_are_as_they_were() -> None:
    told = brought_up(Upgraded("0004", "0005", Path("before.sqlite3")))
    assert told == "the records were brought from schema 0004 to 0005; as they were, they are in before.sqlite3"
    assert brought_up(None) == ""
