"""Finished sheets are kept, found again only for the very same page, and let go in time."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clinic.handout import cache
from clinic.handout.cache import keep, kept
from clinic.handout.page import Page
from clinic.handout.printing import render_pdf
from tests.handout.builders import sheet


def test_a_sheet_is_printed_once(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = render_pdf(sheet("plank"), cache=folder)
    (path,) = folder.iterdir()
    path.write_bytes(b"%PDF as it was kept")
    assert first.startswith(b"%PDF-1.7")
    assert render_pdf(sheet("plank"), cache=folder) == b"%PDF as it was kept"


@pytest.mark.parametrize(
    "other", [Page("<p>b</p>"), Page("<p>a</p>", {"x.svg": "<svg/>"}), Page("<p>a</p>", {}, ("a",))]
)
def test_another_page_is_not_taken_for_it(tmp_path: Path, other: Page) -> None:
    keep(tmp_path, Page("<p>a</p>"), b"pdf")
    assert kept(tmp_path, Page("<p>a</p>")) == b"pdf"
    assert kept(tmp_path, other) is None


def test_the_edition_is_part_of_what_makes_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, Page("<p>a</p>"), b"pdf")
    monkeypatch.setattr(cache, "_versions", lambda: "another library")
    assert kept(tmp_path, Page("<p>a</p>")) is None


def test_kept_sheets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keep(tmp_path / "cache", Page("<p>a</p>"), b"pdf")
    (path,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_oldest_sheets_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for age, name in enumerate("cab"):
        keep(tmp_path, Page(name), name.encode())
        newest = max(tmp_path.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1000 + age, 1000 + age))
    assert [kept(tmp_path, Page(name)) for name in "cab"] == [None, b"a", b"b"]


def test_the_oldest_sheets_go_when_all_together_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT_BYTES", 10)
    for age, name in enumerate("cab"):
        keep(tmp_path, Page(name), 5 * name.encode())
        newest = max(tmp_path.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1000 + age, 1000 + age))
    assert [kept(tmp_path, Page(name)) for name in "cab"] == [None, b"aaaaa", b"bbbbb"]


def test_no_more_than_200_sheets_and_100_megabytes_are_kept() -> None:
    assert (cache.KEPT, cache.KEPT_BYTES) == (200, 100 * 1024**2)


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    keep(tmp_path, Page("a"), b"pdf")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_sheet_that_cannot_be_kept_is_printed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert render_pdf(sheet("plank"), cache=tmp_path / "cache").startswith(b"%PDF-")


def test_no_draft_is_left_lying(tmp_path: Path) -> None:
    keep(tmp_path, Page("a"), b"pdf")
    assert list(tmp_path.glob("*.part")) == []
