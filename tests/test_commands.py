"""The README's two commands, in machines that lack what they need: each says what is missing and what to do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.repository import ROOT

PYTHONS = ("python3.13", "python3.12", "python3.11", "python3")
NO_VENV = 'case "$*" in *ensurepip*) exit 1;; esac'
NO_RIGHTS = {"id": "echo 1000", "sudo": "exit 1", "apt-get": "exit 1", "ldconfig": ""}
PRINTING = "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
OLD_PYTHON = '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The part of a checkout that the set-up reads, in a folder with a space in its name."""
    folder = tmp_path / "our checkout"
    shutil.copytree(ROOT / "clinic" / "bin", folder / "clinic" / "bin")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def said_by(command: Path, **environ: str) -> str:
    """What a command that cannot go on says, run from another folder."""
    run = subprocess.run(
        [command],
        cwd="/",
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "1", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stderr


def with_programs(folder: Path, programs: Mapping[str, str]) -> str:
    """A search path on which these programs, each a line of shell, come first."""
    folder.mkdir()
    for name, line in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{line}\n", encoding="ascii")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("command", ["serve", "test"])
def test_a_python_that_is_too_old_is_named_with_the_one_needed(checkout: Path, tmp_path: Path, command: str) -> None:
    path = with_programs(tmp_path / "old", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, OLD_PYTHON)})
    said = said_by(checkout / "clinic" / "bin" / command, PATH=path)
    assert "Python 3.11 or newer is needed; this machine has Python 3.9.2." in said


def test_whoever_may_install_nothing_is_told_one_line_with_everything_that_is_missing(
    checkout: Path, tmp_path: Path
) -> None:
    path = with_programs(tmp_path / "bare", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, NO_VENV)})
    said = said_by(checkout / "clinic" / "bin" / "serve", PATH=path)
    assert "Python's venv module is needed. Run this line and start again:" in said
    assert re.findall(r"^    .*", said, re.MULTILINE) == [
        f'    sudo sh -c "apt-get update && apt-get install -y --no-install-recommends {PYTHONS[0]}-venv {PRINTING}"'
    ]


def test_without_what_printing_needs_serve_says_so_and_goes_on(checkout: Path, tmp_path: Path) -> None:
    said = said_by(checkout / "clinic" / "bin" / "serve", PATH=with_programs(tmp_path / "no_pango", NO_RIGHTS))
    assert "Printed sheets need Pango, HarfBuzz and a font. Everything else works." in said
    assert said.count(PRINTING) == 1
    assert "The package registry did not answer" in said


def test_two_set_ups_of_one_checkout_do_not_mix(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()
    said = said_by(checkout / "clinic" / "bin" / "serve")
    assert "Another set-up of this checkout is running." in said
    assert f"remove {checkout}/.venv.lock" in said


def test_a_registry_out_of_reach_is_said_and_leaves_the_next_start_to_try_again(checkout: Path) -> None:
    said = said_by(checkout / "clinic" / "bin" / "serve")
    assert "The package registry did not answer" in said
    assert not (checkout / ".venv" / "made-from").exists()
    assert not (checkout / ".venv.lock").exists()


def test_a_command_reached_through_a_link_finds_its_checkout(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".venv.lock").mkdir()
    link = tmp_path / "plumbline"
    link.symlink_to(checkout / "clinic" / "bin" / "serve")
    assert f"remove {checkout}/.venv.lock" in said_by(link)
