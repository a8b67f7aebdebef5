"""How long the pages of a small and of a large clinic take, and how they grow.

A further share of the pages is one more entry of SHARES: what it measures is a mapping of names to acts, given by a
context manager that is told the clinic.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from tests.bench import reads, visits
from tests.bench.clinics import Clinic, made
from tests.bench.timing import TARGET_GROWTH, TARGET_MS, Act, medians_ms, table

SHARES: tuple[Callable[[Clinic], AbstractContextManager[Mapping[str, Act]]], ...] = (reads.acts, visits.acts)


def add_to(names: Any) -> None:
    """Adds the benchmark to the command line."""
    command = names.add_parser("pages", help="medians of the pages in two clinics", description=__doc__)
    command.add_argument("--patients", type=int, nargs=2, default=(2_000, 20_000), metavar=("SMALL", "LARGE"))
    command.add_argument("--each", type=int, default=3, help="assessments of each patient; 3")
    command.add_argument("--times", type=int, default=101, help="runs of which the median counts; 101")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Makes both clinics in a temporary folder, measures and prints."""
    with ExitStack() as stack:
        small, large = (a_clinic(stack, size, arguments.each) for size in arguments.patients)
        found = measured(small, large, arguments.times)
    print(f"Medians of {arguments.times} in ms; target under {TARGET_MS:g} ms and growth under {TARGET_GROWTH:g}")
    print(*table((small.patients, large.patients), found), sep="\n")
    return 0


def a_clinic(stack: ExitStack, patients: int, each: int) -> Clinic:
    """A clinic of this size in a temporary folder, which goes when the stack is closed."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="plumbline-bench-"))
    start = time.perf_counter()
    clinic = made(Path(folder), patients, each)
    took, space = time.perf_counter() - start, clinic.place.file.stat().st_size / 1e6
    print(f"{patients:,} patients, {patients * each:,} assessments: {space:,.0f} MB, made in {took:.0f} s", flush=True)
    return clinic


def measured(small: Clinic, large: Clinic, times: int) -> dict[str, tuple[float, float]]:
    """The medians of every act in both clinics, in milliseconds."""
    found: dict[str, tuple[float, float]] = {}
    for share in SHARES:
        with share(small) as here, share(large) as there:
            for name in here:
                pair = (here[name], small.patients), (there[name], large.patients)
                one, other = medians_ms(pair, times=times)
                found[name] = one, other
    return found
