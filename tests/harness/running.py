"""A process of its own that serves a clinic, from its first line to its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.repository import ROOT


@contextmanager
def running(module: str, *arguments: str, said: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The process of a module, which can be told something, and the port that its first line names; it is ended with
    the block. What it says on its standard error goes into a file. Raises RuntimeError with that when it ends first."""
    command = [sys.executable, "-m", module, *arguments]
    with (
        said.open("w") as told,
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True
        ) as process,
    ):
        assert process.stdout
        line = process.stdout.readline()
        try:
            if not line:
                raise RuntimeError(said.read_text(encoding="utf-8"))
            yield process, int(line)
        finally:
            process.terminate()
