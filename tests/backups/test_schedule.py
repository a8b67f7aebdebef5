"""The server makes a backup every 24 hours, notes how it went, and says so when it failed; 26 hours are too many."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clinic.backups import keys
from clinic.backups.drill import drill
from clinic.backups.keeping import made_in, name_at
from clinic.backups.schedule import back_up, backing_up, folder_for, is_due
from clinic.backups.state import FILE, Standing, State, age, read_state, standing, write_state
from clinic.store.errors import StoreError
from tests.backups.clinics import NOW, SURNAME, Kept


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


def test_a_backup_is_made_noted_and_opens_with_the_key(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "disk" / "backups"
    back_up(kept.engine, kept.folder, folder, NOW)
    (file,) = folder.iterdir()
    assert read_state(kept.folder) == State(NOW, NOW, str(file), failed=False)
    assert all(one.right for one in drill(file, kept.key, tmp_path)[1])


def test_a_backup_counts_although_an_older_one_cannot_be_removed(kept: Kept, tmp_path: Path) -> None:
    stuck = tmp_path / name_at(hours(-1))  # of the same day, so only the new one is to be kept
    stuck.mkdir()
    back_up(kept.engine, kept.folder, tmp_path, NOW)
    assert stuck.exists()
    assert standing(kept.folder, NOW) is Standing.FRESH


def test_it_is_due_at_once_and_then_every_24_hours(kept: Kept) -> None:
    assert is_due(kept.folder, NOW)
    write_state(kept.folder, State(NOW, NOW))
    assert [is_due(kept.folder, hours(one)) for one in (0, 23.9, 24, 100)] == [False, False, True, True]


def test_after_a_failure_it_is_tried_again_in_an_hour(kept: Kept) -> None:
    write_state(kept.folder, State(NOW, hours(-24), failed=True))
    assert [is_due(kept.folder, hours(one)) for one in (0, 0.9, 1)] == [False, False, True]


def test_where_nothing_is_set_up_none_is_due_and_it_is_said(kept: Kept) -> None:
    (kept.folder / keys.FILE).unlink()
    assert not is_due(kept.folder, NOW)
    assert standing(kept.folder, NOW) is Standing.NOT_SET_UP


def test_a_clock_that_was_ahead_does_not_stop_the_backups(kept: Kept) -> None:
    write_state(kept.folder, State(hours(9999), hours(9999)))
    assert age(read_state(kept.folder), NOW) is None
    assert is_due(kept.folder, NOW)
    assert standing(kept.folder, NOW) is Standing.NONE_YET


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State(), Standing.NONE_YET),
        (State(NOW, NOW), Standing.FRESH),
        (State(hours(-26), hours(-26)), Standing.FRESH),
        (State(hours(-26.1), hours(-26.1)), Standing.OLD),
        (State(NOW, hours(-2), failed=True), Standing.FAILED),
    ],
)
def test_26_hours_are_too_many_and_so_is_one_failure(kept: Kept, state: State, expected: Standing) -> None:
    write_state(kept.folder, state)
    assert standing(kept.folder, NOW) is expected


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"tried": 1, "succeeded": 1, "file": "", "failed": false}'])
def test_a_note_that_cannot_be_read_counts_as_none(kept: Kept, content: str) -> None:
    (kept.folder / FILE).write_text(content)
    assert (read_state(kept.folder), standing(kept.folder, NOW)) == (State(), Standing.NONE_YET)


def test_recipients_that_cannot_be_used_are_a_failure_that_is_noted(kept: Kept) -> None:
    (kept.folder / keys.FILE).write_text("nobody\n")
    assert (is_due(kept.folder, NOW), standing(kept.folder, NOW)) == (True, Standing.FAILED)
    with pytest.raises(StoreError, match="is no recipient"):
        back_up(kept.engine, kept.folder, kept.folder / "backups", NOW)
    assert read_state(kept.folder) == State(tried=NOW, failed=True)


def test_a_failure_keeps_what_is_known_of_the_last_success(kept: Kept, tmp_path: Path) -> None:
    back_up(kept.engine, kept.folder, tmp_path / "backups", NOW)
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        back_up(kept.engine, kept.folder, tmp_path / "file" / "backups", hours(24))
    found = read_state(kept.folder)
    assert (found.tried, found.succeeded, found.failed) == (hours(24), NOW, True)


def test_the_server_makes_one_by_itself_and_stops_when_it_closes(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with backing_up(kept.engine, kept.folder, folder, lambda: NOW) as thread:
        assert thread.daemon
    assert not thread.is_alive()
    assert set(made_in(folder)) == {NOW}


def test_a_failure_is_one_line_that_names_nobody(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with backing_up(kept.engine, kept.folder, tmp_path / "file", lambda: NOW):
        pass
    told = capsys.readouterr().err
    assert told.startswith("clinic: no backup could be made: ")
    assert (told.count("\n"), SURNAME.decode() in told) == (1, False)
    assert standing(kept.folder, NOW) is Standing.FAILED


def test_backups_go_where_the_clinic_says(tmp_path: Path) -> None:
    assert folder_for(tmp_path, "") == tmp_path / "backups"
    assert folder_for(tmp_path, "/volumes/disk") == Path("/volumes/disk")
