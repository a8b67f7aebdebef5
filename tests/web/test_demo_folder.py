"""The folder of the demo clinic: apart from any real one, made anew when it has to be, and never in another's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.settings import Settings, SettingsError
from clinic.web.demo_folder import MARK, demo_settings, is_demo, ready_folder

REAL = "the records of real people"


class Maker:
    """Fills a new folder, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, settings: Settings) -> None:
        self.made += 1
        (settings.instance / "clinic.sqlite3").write_text(f"demo {self.made}", encoding="utf-8")


def real_clinic(folder: Path) -> Settings:
    (folder / "clinic.sqlite3").write_text(REAL, encoding="utf-8")
    return Settings(folder, name="Harbour Street", database="postgresql+psycopg://clinic@/clinic", port=8700)


def content(settings: Settings) -> str:
    return (settings.instance / "clinic.sqlite3").read_text(encoding="utf-8")


def test_the_demo_has_a_folder_and_a_database_of_its_own_whatever_is_configured(tmp_path: Path) -> None:
    found = demo_settings(real_clinic(tmp_path))
    assert (found.instance, found.database, found.port) == (tmp_path / "demo", "", 8700)
    assert "demonstration" in found.name


def test_it_is_made_once_and_the_real_records_stay_as_they_are(tmp_path: Path) -> None:
    real, make = real_clinic(tmp_path), Maker()
    settings = demo_settings(real)
    assert ready_folder(settings, "e" * 64, make)
    assert not ready_folder(settings, "e" * 64, make)
    assert (make.made, content(settings), content(real)) == (1, "demo 1", REAL)
    assert is_demo(settings.instance)
    assert not is_demo(real.instance)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic.sqlite3", "demo"]


def test_another_edition_or_release_makes_it_anew(tmp_path: Path) -> None:
    settings, make = demo_settings(real_clinic(tmp_path)), Maker()
    ready_folder(settings, "e" * 64, make)
    assert ready_folder(settings, "f" * 64, make)
    (settings.instance / MARK).write_text(f"{'f' * 64} 0.0.0\n", encoding="ascii")
    assert ready_folder(settings, "f" * 64, make)
    assert content(settings) == "demo 3"


def test_a_folder_that_is_not_a_demo_is_refused_and_not_touched(tmp_path: Path) -> None:
    settings, make = demo_settings(Settings(tmp_path)), Maker()
    settings.instance.mkdir()
    (settings.instance / "clinic.sqlite3").write_text(REAL, encoding="utf-8")
    with pytest.raises(SettingsError, match="not a demo clinic's"):
        ready_folder(settings, "e" * 64, make)
    assert (make.made, content(settings)) == (0, REAL)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo"]


def test_a_link_to_another_folder_is_refused_even_where_that_is_a_demo(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / MARK).write_text("", encoding="ascii")
    settings = demo_settings(Settings(tmp_path))
    settings.instance.symlink_to(elsewhere)
    with pytest.raises(SettingsError):
        ready_folder(settings, "e" * 64, Maker())
    assert [path.name for path in elsewhere.iterdir()] == [MARK]


def test_a_making_that_fails_leaves_the_old_demo_in_its_place(tmp_path: Path) -> None:
    settings = demo_settings(Settings(tmp_path))
    ready_folder(settings, "e" * 64, Maker())

    def fail(_: Settings) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ready_folder(settings, "f" * 64, fail)
    assert content(settings) == "demo 1"
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
