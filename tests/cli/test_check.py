"""`clinic check`: what the knowledge holds, or everything that is wrong with it at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clinic.knowledge import packaged_folder, read_knowledge
from clinic.knowledge.poses import load_poses
from tests.cli.calls import Clinic


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged knowledge."""
    return Path(shutil.copytree(packaged_folder(), tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py*")))


def test_the_packaged_knowledge_is_in_order(clinic: Clinic) -> None:
    ended = clinic("check")
    assert (ended.status, ended.told) == (0, "")
    said = ended.out.split()
    assert read_knowledge().edition in " ".join(said).replace(",", "")
    assert str(clinic.folder / "instance") in said


def test_what_it_holds_is_counted(clinic: Clinic) -> None:
    said = [line.split(maxsplit=1) for line in clinic("check").out.splitlines() if line.split()[:1]]
    knowledge = read_knowledge()
    assert [str(len(knowledge.exercises)), "exercises"] in said
    assert [str(len(knowledge.conditions)), "conditions"] in said
    assert [str(len(knowledge.flags)), "red flags"] in said


def test_exercises_that_may_be_given_and_have_no_figure_are_named(clinic: Clinic) -> None:
    listed = clinic("check").out.partition("Without a figure")[2].partition("\n")[2]
    without = [one.id for one in read_knowledge().in_library_order if one.recommended and one.id not in load_poses()]
    assert [id for id in listed.replace(",", " ").split() if id in read_knowledge().exercises] == without


def test_every_mistake_in_any_file_is_named_at_once(clinic: Clinic, folder: Path) -> None:
    for file, right, wrong in (
        ("conditions.toml", 'trunk_flexion = "low"', 'trunk_flexon = "low"'),
        ("red_flags.toml", 'single_action = "emergency"', 'single_action = "emergncy"'),
        ("poses/phase_1.toml", "[walking_graded]", "[wolking_graded]"),
    ):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert right in text, file
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    ended = clinic("check", folder)
    assert (ended.status, ended.out) == (2, "")
    for file, near in (
        ("conditions.toml", "trunk_flexion"),
        ("red_flags.toml", "emergency"),
        ("poses/phase_1.toml", "wolking_graded"),
    ):
        assert any(file in line and near in line for line in ended.told.splitlines()), file


def test_wrong_settings_are_named_too(clinic: Clinic) -> None:
    config = clinic.folder / "instance" / "config.toml"
    config.parent.mkdir()
    config.write_text('papr = "A4"', encoding="utf-8")
    ended = clinic("check")
    assert ended.status == 2
    assert "paper" in ended.told
