"""How long something takes: the median of many, and how it grows from one clinic to the next."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Act = Callable[[int], object]
"""Does one thing; the number says to whom, so that no two in a row are the same."""
TARGET_MS, TARGET_GROWTH = 50.0, 1.5
WARM = 5
STEP = 7919
"""Steps through a clinic without meeting anybody twice soon."""


def medians_ms(acts: Sequence[tuple[Act, int]], *, times: int) -> list[float]:
    """The median of so many runs of each act in milliseconds, each about another of so many patients.

    The acts take turns, so that whatever else the machine does meets all of them.
    """
    took: list[list[float]] = [[] for _ in acts]
    for number in range(times + WARM):
        for (act, among), mine in zip(acts, took, strict=True):
            start = time.perf_counter()
            act(number * STEP % among)
            mine.append((time.perf_counter() - start) * 1000)
    return [statistics.median(mine[WARM:]) for mine in took]


def table(sizes: tuple[int, int], medians: Mapping[str, tuple[float, float]]) -> list[str]:
    """A line for each act: its medians in both clinics, how it grew, and what is over its target."""
    head = f"{'':<44}{sizes[0]:>10,}{sizes[1]:>10,}{'growth':>9}"
    return [head, *(_line(name, *pair) for name, pair in medians.items())]


def _line(name: str, small: float, large: float) -> str:
    growth = large / small if small else 1.0
    over = [f"over {TARGET_MS:g} ms"] if large > TARGET_MS else []
    over += [f"grows over {TARGET_GROWTH:g} times"] if growth > TARGET_GROWTH else []
    return f"{name:<44}{small:>10.2f}{large:>10.2f}{growth:>9.2f}  {', '.join(over)}".rstrip()
