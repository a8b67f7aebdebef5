"""The attackers' tools, in an environment of their own that is made from a lock with hashes."""

from __future__ import annotations

import os
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).with_name("requirements.lock")


class ToolError(Exception):
    """A tool could not be installed, or did not come to its end; the message has the end of what it said."""


@dataclass(frozen=True)
class Tools:
    """Where they are, and a home that holds nothing of anybody's."""

    folder: Path

    def run(self, name: str, arguments: list[str], seconds: int, log: Path) -> None:
        """Runs one of them until it ends; what it says goes to the end of a file. Raises ToolError when it is late or
        fails."""
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "COLUMNS": "200"}
        with log.open("ab") as said:
            try:
                ended = subprocess.run(
                    [str(self.folder / "bin" / name), *arguments], check=False, timeout=seconds, stdout=said,
                    stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=surroundings, cwd=self.folder,
                )  # fmt: skip  # one call, few lines
            except subprocess.TimeoutExpired:
                raise ToolError(f"{name} took longer than {seconds} seconds: {_end_of(log)}") from None
        if ended.returncode:
            raise ToolError(f"{name} ended with {ended.returncode}: {_end_of(log)}")


def installed(folder: Path) -> Tools:
    """The tools, installed into a folder unless this very lock is installed there. Raises ToolError."""
    lock, done = LOCK.read_text(encoding="utf-8"), folder / "installed"
    if not done.is_file() or done.read_text(encoding="utf-8") != lock:
        venv.create(folder, clear=True, with_pip=True)
        log = folder / "pip.log"
        Tools(folder).run(
            "python", ["-m", "pip", "install", "--require-hashes", "--no-deps", "-r", str(LOCK)], 900, log
        )
        done.write_text(lock, encoding="utf-8")
    return Tools(folder)


def _end_of(log: Path) -> str:
    return " / ".join(log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-4:])
