"""A killed process loses nothing that it acknowledged; a store that acknowledges too soon is found out (I12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.kill_saves import APART, EARLY, struck
from tests.store.places import SQLITES, sqlite_in


@pytest.mark.parametrize("driver", SQLITES)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path, driver: str) -> None:
    saves, found = struck(sqlite_in(tmp_path, driver), 3)
    assert saves >= 3
    assert found == []


@pytest.mark.parametrize(("fault", "words"), [(EARLY, "is lost"), (APART, "is not in the audit trail")])
def test_a_save_acknowledged_too_soon_is_found_out(tmp_path: Path, fault: str, words: str) -> None:
    _, found = struck(sqlite_in(tmp_path), 2, fault=fault)
    assert any(words in one for one in found)
