"""Every edition that was in force is kept, and is what its name says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from clinic.knowledge import read_knowledge
from clinic.store.editions import keep_edition
from tests.web.people import empty_clinic


def test_the_edition_in_force_is_kept_when_the_clinic_opens(tmp_path: Path) -> None:
    empty_clinic(tmp_path)
    edition = read_knowledge().edition
    (kept,) = (tmp_path / "editions").iterdir()
    assert kept.name == f"{edition}.json"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == edition


def test_an_edition_that_is_kept_is_never_written_again(tmp_path: Path) -> None:
    first = keep_edition(tmp_path, "abc", lambda: "{}")
    keep_edition(tmp_path, "abc", lambda: "something else")
    assert first.read_text(encoding="utf-8") == "{}"
    assert [file.name for file in first.parent.iterdir()] == ["abc.json"]
