"""The file of the log: its owner's alone, of a size, and never in anybody's way."""

from __future__ import annotations

import logging
import stat
import sys
import threading
from pathlib import Path

import pytest

from clinic.log.events import LOGGER, Event, note
from clinic.log.faults import note_fault, number_of
from clinic.log.kept import FILE, FOLDER, LARGEST, OLDER, kept

ROOM_FOR = 60
"""Bytes of the shortest line."""


def lines(path: Path) -> list[str]:
    return [line.partition("Z ")[2] for line in path.read_text(encoding="utf-8").splitlines()]


def fault(words: str = "") -> ValueError:
    """A fault as it was caught."""
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_events_stand_there_in_words_with_their_figures(tmp_path: Path) -> None:
    with kept(tmp_path) as path:
        note(Event.STARTED, version="0.1.0", edition="65dbd2")
        note(Event.BACKED_UP, size=697851)
    assert path == tmp_path / FOLDER / FILE
    assert lines(path) == ["info serving: Plumbline 0.1.0, edition 65dbd2", "info a backup was made: 697851 bytes"]


@pytest.mark.parametrize("slip", ["Okafor", "1 Nowhere Lane", "ada lovelace", "5\n6", "", "0" * 65])
def test_what_is_no_figure_is_left_out(slip: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, LOGGER.name):
        note(Event.BACKED_UP, size=slip)
    assert caplog.messages == ["a backup was made: ? bytes"]


def test_a_fault_is_its_number_its_kind_and_its_place(tmp_path: Path) -> None:
    with kept(tmp_path) as path:
        note_fault(fault("Okafor"))
    (line,) = lines(path)
    assert line.startswith(f"error a fault of ours: number {number_of(fault())}, ValueError in log/test_kept.py:")
    assert line.endswith(" fault")


def test_the_same_fault_has_the_same_number_whatever_it_says_and_another_has_another() -> None:
    def elsewhere() -> None:
        raise ValueError

    with pytest.raises(ValueError) as caught:  # noqa: PT011  # it says nothing
        elsewhere()
    assert number_of(fault("Okafor")) == number_of(fault("Ross")) != number_of(caught.value)


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    with kept(tmp_path) as path:
        note(Event.STOPPED)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path.parent, path)] == [0o700, 0o600]


def test_it_never_grows_past_its_size(tmp_path: Path) -> None:
    with kept(tmp_path) as path:
        for _ in range((OLDER + 2) * LARGEST // ROOM_FOR):
            note(Event.REFUSED, strangers=1, crowded=2)
    files = sorted(path.parent.iterdir())
    assert [one.name for one in files] == [FILE, *(f"{FILE}.{number}" for number in range(1, OLDER + 1))]
    assert max(one.stat().st_size for one in files) <= LARGEST
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}


def test_a_full_disk_stands_in_nobodys_way_and_it_goes_on_once_there_is_room(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / FOLDER / FILE
    path.parent.mkdir()
    path.symlink_to("/dev/full")
    with kept(tmp_path):
        note(Event.STOPPED)
        LOGGER.info("Okafor")
        path.unlink()
        note(Event.BACKED_UP, size=7)
    assert lines(path) == ["info a backup was made: 7 bytes"]
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_made_stands_in_nobodys_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FOLDER).write_text("no folder", encoding="utf-8")
    with kept(tmp_path):
        note(Event.STOPPED)
        note_fault(fault("Okafor"))
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / FOLDER).read_text(encoding="utf-8") == "no folder"


def test_errors_go_to_standard_error_too_and_whole_only_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    for traces in (False, True):
        with kept(tmp_path, traces=traces):
            note(Event.STOPPED)
            LOGGER.error("with %s", "Ross", exc_info=fault("Okafor"))
        told[traces] = capsys.readouterr().err
    assert "ValueError" in told[False]
    assert [words for words in ("Ross", "Okafor", "stopped") if words in told[False]] == []
    assert [words for words in ("Ross", "Okafor", "Traceback") if words not in told[True]] == []
    assert "Okafor" not in (tmp_path / FOLDER / FILE).read_text(encoding="utf-8")


def test_everything_is_as_it_was_afterwards(tmp_path: Path) -> None:
    def standing() -> tuple[object, ...]:
        root, pages = logging.getLogger(), logging.getLogger("clinic")
        return root.handlers[:], pages.handlers[:], LOGGER.level, threading.excepthook, sys.unraisablehook

    before = standing()
    with kept(tmp_path):
        assert standing() != before
    assert standing() == before
