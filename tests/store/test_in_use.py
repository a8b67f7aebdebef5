"""One clinic has one server at a time, whatever became of the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.store.errors import StoreError
from clinic.store.in_use import alone_with, only_server, refuse_second


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinic.store.in_use.PATIENCE", 0.0)
    monkeypatch.setattr("clinic.store.in_use.TO_END", 0.0)


def served(folder: Path) -> None:
    with only_server(folder):
        pass


def test_a_second_server_is_told_which_folder_has_one(tmp_path: Path) -> None:
    with only_server(tmp_path), pytest.raises(StoreError) as refused:
        served(tmp_path)
    assert str(refused.value) == (f"This clinic is already being served (the folder {tmp_path}). Stop that one first.")


def test_a_server_that_has_ended_leaves_the_place_free_whether_its_file_is_there_or_not(tmp_path: Path) -> None:
    served(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    served(tmp_path)


def test_a_clinic_and_the_demonstration_beside_it_are_two(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    with only_server(tmp_path):
        served(tmp_path / "demo")


def test_the_records_are_brought_to_a_new_release_by_the_server_that_begins(tmp_path: Path) -> None:
    with only_server(tmp_path), alone_with(tmp_path):
        assert (tmp_path / "in_use").is_file()


def test_a_folder_in_which_no_file_can_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be made or opened: No such file"):
        served(tmp_path / "nowhere")


def test_it_can_be_asked_for_before_anything_is_made(tmp_path: Path) -> None:
    refuse_second(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with only_server(tmp_path), pytest.raises(StoreError, match="already being served"):
        refuse_second(tmp_path)
