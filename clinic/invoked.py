"""How the command `clinic` is typed on this machine."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path


def command(scripts: Path | None = None) -> str:
    """What to type for `clinic`: the word alone where a shell finds this environment's by it, else its whole path.

    `scripts` is the folder of the environment's programs; that of the one that runs when it is not named. Where it has
    no such program, the module is named to the interpreter.
    """
    folder = scripts or Path(sysconfig.get_path("scripts"))
    program = folder / ("clinic.exe" if os.name == "nt" else "clinic")
    if not program.is_file():
        return f"{_quoted(sys.executable)} -m clinic.cli"
    found = shutil.which("clinic")
    return "clinic" if found and Path(found).samefile(program) else _quoted(str(program))


def _quoted(path: str) -> str:
    if os.name == "nt":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)
