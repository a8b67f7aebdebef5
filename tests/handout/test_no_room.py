"""A machine without room for temporary files prints nothing and says so; it prints again once there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.handout.errors import HandoutError
from clinic.handout.workers import Workers
from tests.handout.test_workers import page


def test_without_a_place_for_temporary_files_nothing_is_printed_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = Workers(at_once=1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(HandoutError, match=r"cannot start: .*Make room"):
        ours.print(page())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        assert ours.print(page()).startswith(b"%PDF")
    finally:
        ours.end()
