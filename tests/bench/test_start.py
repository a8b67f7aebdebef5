"""The benchmark of the start waits for an address, and takes nothing else for one; no time is asserted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.start import AGAIN, seconds_to_start


def test_a_first_start_and_those_after_it_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", "--times", "1"]) == 0
    first, later = capsys.readouterr().out.splitlines()[1:]
    assert first.endswith("1 runs")
    assert later.endswith(f"{AGAIN} runs")
    assert float(first.split()[3]) > 0


def test_what_does_not_start_is_no_start(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        seconds_to_start([sys.executable, "-c", "print('ready')"], tmp_path)
