"""Runs `clinic` in this process or in one of its own, and writes the cases for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clinic.cli import main
from tests.exchange.cases import case

SADDLE = case(red_flags={"rf_saddle_sensation": "yes"})
CANCER = case(
    red_flags={"rf_cancer_history": "yes"},
    questions={"cancer_type": "bowel", "cancer_years_ago": 6, "cancer_spread": "no"},
)
OPEN = case(everything_else=None)
UNSURE = case(red_flags={"rf_saddle_sensation": "unsure"})
ACHE = case(measures={"nprs_back_worst": 3}, aims=["move_with_control"], patient={"age": 41, "sex": "F", "name": "Ada"})
BRITTLE = case(conditions={"osteoporosis": "yes"})
WRONG = case(red_flags={"rf_fver": "yes"}, tests={"sbp": 900})


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    out: str
    told: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Clinic:
    """The command line of one test, with a folder for its files."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *arguments: object) -> Ended:
        """Runs `clinic` in this process; a dict among the arguments is written to a case file."""
        written = [str(self.file(one)) if isinstance(one, dict) else str(one) for one in arguments]
        self._capture.readouterr()
        status = main(written)
        said = self._capture.readouterr()
        return Ended(status, said.out, said.err)

    def file(self, raw: dict[str, Any]) -> Path:
        """A case file that holds this case."""
        path = self.folder / "case.json"
        path.write_text(json.dumps(raw), encoding="utf-8")
        return path


def apart(*arguments: str, **environ: str) -> Ended:
    """Runs `clinic` in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "clinic.cli", *arguments],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(run.returncode, run.stdout, run.stderr)
