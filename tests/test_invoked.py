"""What somebody is told to type is what this machine understands."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from clinic.invoked import command
from clinic.version import __version__
from tests.repository import ROOT


def program_in(folder: Path, name: str = "clinic") -> Path:
    folder.mkdir(parents=True)
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return program_in(tmp_path / "checkout" / "bin").parent


def test_what_is_said_runs_as_it_stands() -> None:
    told = [*shlex.split(command()), "--version"]
    ran = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, f"plumbline {__version__}\n")


def test_where_a_shell_does_not_find_it_the_whole_path_is_said(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert command(scripts) == str(scripts / "clinic")


def test_where_a_shell_finds_it_the_word_is_enough(
    scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(scripts))
    assert command(scripts) == "clinic"
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "clinic").symlink_to(scripts / "clinic")
    monkeypatch.setenv("PATH", str(tmp_path / "linked"))
    assert command(scripts) == "clinic"


def test_another_program_of_that_name_is_not_meant(
    scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(program_in(tmp_path / "theirs").parent))
    assert command(scripts) == str(scripts / "clinic")


def test_a_folder_with_a_space_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    file = program_in(tmp_path / "my clinic")
    assert command(file.parent) == f"'{file}'"


def test_without_a_program_the_interpreter_is_told(tmp_path: Path) -> None:
    assert command(tmp_path).endswith(" -m clinic.cli")
