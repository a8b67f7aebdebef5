"""Smooth contours through named points, and strips between two of them that are cut into regions without a gap.

Lengths are units of which the whole body is 300 high (a head is 40); x grows to the right, y downwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

from clinic.figures.outline import Loop
from clinic.figures.space import Flat

STEPS = 10


@dataclass(frozen=True)
class Contour:
    """A smooth line through points; `names` gives the place of the points that cuts refer to."""

    points: tuple[Flat, ...]
    names: Mapping[str, int]
    corners: frozenset[int]

    def between(self, first: str, last: str) -> Loop:
        """The line from one named point to another, in either direction."""
        start, end = self.names[first], self.names[last]
        if start > end:
            return self.between(last, first)[::-1]
        line = [self.points[start]]
        for k in range(start, end):
            line += self._span(k)
        return line

    def at(self, name: str) -> Flat:
        """One named point."""
        return self.points[self.names[name]]

    @property
    def whole(self) -> Loop:
        """The line from the first point to the last."""
        line = [self.points[0]]
        for k in range(len(self.points) - 1):
            line += self._span(k)
        return line

    def _span(self, k: int) -> Loop:
        a, b = self.points[k], self.points[k + 1]
        before = a if k == 0 or k in self.corners else self.points[k - 1]
        after = b if k + 2 >= len(self.points) or k + 1 in self.corners else self.points[k + 2]
        return [_eased(before, a, b, after, step / STEPS) for step in range(1, STEPS + 1)]


def contour(*written: tuple[float, float] | tuple[float, float, str]) -> Contour:
    """A contour of points, some with a name; a name that ends in `!` marks a corner."""
    names: dict[str, int] = {}
    corners = set()
    for k, (_, _, *name) in enumerate(written):
        if name:
            names[str(name[0]).removesuffix("!")] = k
            if str(name[0]).endswith("!"):
                corners.add(k)
    return Contour(tuple((point[0], point[1]) for point in written), names, frozenset(corners))


def _eased(before: Flat, a: Flat, b: Flat, after: Flat, f: float) -> Flat:
    """A point of the Catmull-Rom curve from a to b, with tangents weighed by the lengths of the spans."""
    middle = _distance(a, b)
    first, last = _distance(before, a), _distance(b, after)
    x, y = (_one(before[i], a[i], b[i], after[i], first, middle, last, f) for i in (0, 1))
    return (x, y)


def _one(p0: float, p1: float, p2: float, p3: float, d0: float, d1: float, d2: float, f: float) -> float:
    m1 = d1 * ((p1 - p0) / d0 - (p2 - p0) / (d0 + d1) + (p2 - p1) / d1) if d0 else p2 - p1
    m2 = d1 * ((p2 - p1) / d1 - (p3 - p1) / (d1 + d2) + (p3 - p2) / d2) if d2 else p2 - p1
    square, cube = f * f, f * f * f
    return (
        (2 * cube - 3 * square + 1) * p1
        + (cube - 2 * square + f) * m1
        + (3 * square - 2 * cube) * p2
        + (cube - square) * m2
    )


def _distance(a: Flat, b: Flat) -> float:
    return sqrt(hypot(b[0] - a[0], b[1] - a[1]))


@dataclass(frozen=True)
class Strip:
    """The surface between two rails, each a line per knot span. A spot of it is (u, t): u from 0 on the first rail to 1
    on the second, t in knots along both. `dome` above 1 lets cross-lines leave the first rail level; `dip` lets those
    near the knot `dip_at` hang down in their middle by as much."""

    first: tuple[Loop, ...]
    second: tuple[Loop, ...]
    dome: float = 1.0
    dip: float = 0.0
    dip_at: int = 0

    def spot(self, u: float, t: float) -> Flat:
        """Where (u, t) lies."""
        k = min(int(t), len(self.first) - 1)
        a, b = along(self.first[k], t - k), along(self.second[k], t - k)
        hang = self.dip * 4 * u * (1 - u) * max(0.0, 1 - abs(t - self.dip_at))
        return (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u**self.dome + hang)

    def band(
        self, top: float, bottom: float, u0: float = 0.0, u1: float = 1.0, *, bow: tuple[float, float] = (0.0, 0.0)
    ) -> Loop:
        """The region between two cuts; `bow` lets the upper and the lower cut sag in its middle, in knots."""
        across = [u0 + (u1 - u0) * k / STEPS for k in range(STEPS + 1)]
        down = [top + (bottom - top) * k / (4 * STEPS) for k in range(1, 4 * STEPS)]
        over, under = (
            [(u, t + sag * 4 * u * (1 - u)) for u in across] for t, sag in zip((top, bottom), bow, strict=True)
        )
        edge = (
            *over,
            *((u1, t) for t in down if over[-1][1] < t < under[-1][1]),
            *under[::-1],
            *((u0, t) for t in down[::-1] if over[0][1] < t < under[0][1]),
        )
        return [self.spot(u, t) for u, t in edge]


def along(line: Sequence[Flat], f: float) -> Flat:
    """The point at a fraction of a line's length."""
    sizes = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = f * sum(sizes)
    for (a, b), size in zip(pairwise(line), sizes, strict=True):
        if left <= size and size:
            return (a[0] + (b[0] - a[0]) * left / size, a[1] + (b[1] - a[1]) * left / size)
        left -= size
    return line[-1]


def spans(line: Contour, *names: str) -> tuple[Loop, ...]:
    """A rail along a contour: its pieces from each named point to the next."""
    return tuple(line.between(a, b) for a, b in pairwise(names))


def straight(*points: Flat) -> tuple[Loop, ...]:
    """A rail of straight pieces."""
    return tuple([a, b] for a, b in pairwise(points))


def mirrored(line: Sequence[Flat]) -> Loop:
    """The line on the other side of x = 0."""
    return [(-x, y) for x, y in line]
