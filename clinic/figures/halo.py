"""The pale lines that part a limb from what it covers: where they run, and the joints near which none is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from clinic.figures.outline import Loop, holds, thinned
from clinic.figures.space import Flat

_CLEAR = 1.0
"""A line that runs this close (cm) inside another outline's edge is not drawn: it would be a sliver beside it."""
_SHORTEST = 4.0


class Veil(NamedTuple):
    """A spot near a joint where no pale line is drawn, so that a limb grows out of the body."""

    centre: Flat
    radius: float


def crease(upper: list[Loop], lower: list[Loop], fold: Veil) -> list[Loop]:
    """Where a folded limb covers itself, away from the bent joint: the pale line between its two halves."""
    return [run for loop in upper for run in covered(loop, [thinned(low, 0.1) for low in lower], (fold,))]


def covered(loop: Loop, under: Sequence[Loop], veils: Sequence[Veil]) -> list[Loop]:
    """The stretches of a loop that lie over other outlines and outside every veil."""
    boxes = [(min(x for x, _ in u), min(y for _, y in u), max(x for x, _ in u), max(y for _, y in u)) for u in under]

    def marked(q: Flat, beyond: Flat) -> bool:
        if any((q[0] - v.centre[0]) ** 2 + (q[1] - v.centre[1]) ** 2 < v.radius**2 for v in veils):
            return False
        return any(
            box[0] < beyond[0] < box[2] and box[1] < beyond[1] < box[3] and holds(u, beyond)
            for u, box in zip(under, boxes, strict=True)
        )

    flags = [marked(q, beyond) for q, beyond in zip(loop, _outside(loop), strict=True)]
    if all(flags):
        return [[*loop, loop[0]]]
    if not any(flags):
        return []
    first = next(k for k in range(len(loop)) if flags[k] and not flags[k - 1])
    runs: list[Loop] = []
    open_run = False
    for k in [(first + n) % len(loop) for n in range(len(loop))]:
        if flags[k]:
            if not open_run:
                runs.append([])
            runs[-1].append(loop[k])
        open_run = flags[k]
    return [run for run in runs if sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(run)) > _SHORTEST]


def _outside(loop: Loop) -> Loop:
    """The counter-clockwise loop a little larger, point by point."""
    grown = []
    for k, (x, y) in enumerate(loop):
        (ax, ay), (bx, by) = loop[k - 1], loop[(k + 1) % len(loop)]
        size = hypot(bx - ax, by - ay) or 1.0
        grown.append((x + (by - ay) / size * _CLEAR, y - (bx - ax) / size * _CLEAR))
    return grown
