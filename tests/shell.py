"""The commands of a checkout, run on machines that lack something: stand-ins in shell come before the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.repository import ROOT

PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")
NO_VENV = 'case "$*" in *ensurepip*) exit 1;; esac'
NO_RIGHTS = {"id": "echo 1000", "sudo": "exit 1", "apt-get": "exit 1", "ldconfig": ""}

SHELL = Path("/bin/sh")


def checkout_in(folder: Path) -> Path:
    """The part of a checkout that the set-up reads, in a folder with a space in its name."""
    checkout = folder / "our checkout"
    shutil.copytree(ROOT / "clinic" / "bin", checkout / "clinic" / "bin")
    shutil.copy(ROOT / "pyproject.toml", checkout)
    return checkout


def run_command(command: Path, *arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command that reaches no registry, run from another folder."""
    return subprocess.run(
        [command, *arguments],
        cwd="/",
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "1", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def said_by(command: Path, *arguments: str | Path, **environ: str) -> str:
    """What a command that cannot go on says."""
    run = run_command(command, *arguments, **environ)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stderr


def with_programs(folder: Path, programs: Mapping[str, str]) -> str:
    """A search path on which these programs, each some lines of shell, come first."""
    folder.mkdir()
    for name, lines in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{lines}\n", encoding="ascii")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def as_set_up(checkout: Path, **programs: str) -> None:
    """A .venv as the set-up leaves it, of stand-ins."""
    identity = f'. "{checkout}/clinic/bin/setup.sh"; identity "{checkout}/clinic/bin/requirements.lock"'
    (checkout / ".venv").mkdir()
    with_programs(checkout / ".venv" / "bin", programs)
    for name, command in (("made-from", identity), ("checkout", f'cksum <"{checkout}/pyproject.toml"')):
        printed = run_command(SHELL, "-c", command, checkout / "clinic" / "bin" / "serve").stdout
        (checkout / ".venv" / name).write_text(printed, encoding="ascii")
