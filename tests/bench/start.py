"""How long `clinic serve` takes until it prints its address: the first start of a clinic, which makes its records, and
those after it."""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.repository import ROOT

TARGET_S = 3.0
AGAIN = 2
"""Further starts of each clinic."""


def add_to(names: Any) -> None:
    """Adds the benchmark to the command line."""
    command = names.add_parser("start", help="medians of the first start and of those after it", description=__doc__)
    command.add_argument("--times", type=int, default=5, help="new clinics that are started; 5")
    command.add_argument(
        "--command", nargs="+", default=[sys.executable, "-m", "clinic.cli", "serve"], help="what is started"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Starts so many new clinics, each several times, and prints the medians."""
    first: list[float] = []
    later: list[float] = []
    for _ in range(arguments.times):
        with tempfile.TemporaryDirectory(prefix="plumbline-start-") as folder:
            first.append(seconds_to_start(arguments.command, Path(folder)))
            later += [seconds_to_start(arguments.command, Path(folder)) for _ in range(AGAIN)]
    print(f"Seconds until the address is printed; target under {TARGET_S:g} s from the second start on")
    for name, took in (("first start", first), ("later starts", later)):
        middle, least, most = statistics.median(took), min(took), max(took)
        print(f"{name:<14}median {middle:5.2f}   {least:5.2f} to {most:5.2f}   {len(took)} runs")
    return 0


def seconds_to_start(command: list[str], instance: Path) -> float:
    """From asking for the clinic in this folder to its address; it is stopped again."""
    begin = time.perf_counter()
    with subprocess.Popen(
        [*command, "--instance", str(instance)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        took = time.perf_counter() - begin
        process.send_signal(signal.SIGINT)
    if " is ready at http" not in line:
        raise RuntimeError(f"it did not start: {line!r}")
    return took
