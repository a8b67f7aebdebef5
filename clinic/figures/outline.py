"""Smooth outlines: the seen shape of a chain of ellipsoids as few smooth closed lines, and their SVG path text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import cos, hypot, pi, sin

from clinic.figures.skeleton import Flesh
from clinic.figures.space import Camera, Flat, dot

Loop = list[Flat]
Box = tuple[float, float, float, float]
Side = tuple[float, float, float]
_DIRECTIONS = [(cos(2 * pi * k / 28 + 0.05), sin(2 * pi * k / 28 + 0.05)) for k in range(28)]


def _ellipse(blob: Flesh, camera: Camera) -> tuple[Flat, tuple[Flat, Flat, Flat]]:
    frame = blob.frame
    axes = tuple(
        (r * dot(axis, camera.right), r * dot(axis, camera.up))
        for axis, r in ((frame.f, blob.rx), (frame.l, blob.ry), (frame.u, blob.rz))
    )
    return camera.flat(frame.o), (axes[0], axes[1], axes[2])


def hull(blobs: Sequence[Flesh], camera: Camera) -> Loop:
    """The convex outline round ellipsoids as seen by the camera, counter-clockwise."""
    seen = [_ellipse(blob, camera) for blob in blobs]
    points: Loop = []
    for nx, ny in _DIRECTIONS:
        best, spot = -1e9, (0.0, 0.0)
        for (cx, cy), ((ax, ay), (bx, by), (dx, dy)) in seen:
            a, b, d = ax * nx + ay * ny, bx * nx + by * ny, dx * nx + dy * ny
            size = hypot(a, b, d) or 1e-9
            reach = cx * nx + cy * ny + size
            if reach > best:
                best = reach
                spot = (cx + (a * ax + b * bx + d * dx) / size, cy + (a * ay + b * by + d * dy) / size)
        if not points or hypot(spot[0] - points[-1][0], spot[1] - points[-1][1]) > 1e-3:
            points.append(spot)
    return points


def support(blob: Flesh, camera: Camera, way: Flat) -> Flat:
    """The point of an ellipsoid's seen outline that lies furthest in a unit direction of the picture."""
    (x, y), axes = _ellipse(blob, camera)
    shares = [ax * way[0] + ay * way[1] for ax, ay in axes]
    size = hypot(*shares) or 1e-9
    return (
        x + sum(s * a[0] for s, a in zip(shares, axes, strict=True)) / size,
        y + sum(s * a[1] for s, a in zip(shares, axes, strict=True)) / size,
    )


def convex(points: Sequence[Flat]) -> Loop:
    """The convex hull of points, counter-clockwise."""
    ordered = sorted(set(points))
    chains: list[Loop] = []
    for run in (ordered, ordered[::-1]):
        chain: Loop = []
        for q in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], q) <= 0:
                chain.pop()
            chain.append(q)
        chains.append(chain[:-1])
    return chains[0] + chains[1]


def _turn(a: Flat, b: Flat, c: Flat) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def chain_outline(blobs: Sequence[Flesh], camera: Camera) -> list[Loop]:
    """The outline of a chain, each ellipsoid joined to the next."""
    if len(blobs) == 1:
        return [hull(blobs, camera)]
    return union([hull(pair, camera) for pair in itertools.pairwise(blobs)])


def union(shapes: Sequence[Loop]) -> list[Loop]:
    """The outline of overlapping convex shapes taken together, outer lines counter-clockwise."""
    boxes = [_box(shape) for shape in shapes]
    sides = [_sides(shape) for shape in shapes]
    pieces: list[tuple[Flat, Flat]] = []
    for i, shape in enumerate(shapes):
        near = [j for j in range(len(shapes)) if j != i and _meet(boxes[i], boxes[j])]
        slack = {j: 1e-6 if j > i else -1e-6 for j in near}
        covering = [frozenset(j for j in near if _covers(q, boxes[j], sides[j], slack[j])) for q in shape]
        ends = zip(shape, shape[1:] + shape[:1], covering, covering[1:] + covering[:1], strict=True)
        for a, b, over_a, over_b in ends:
            if over_a & over_b:
                continue  # the whole line lies inside one of the other shapes
            edge = _box([a, b])
            gone = [_inside(a, b, sides[j], slack[j]) for j in near if _meet(edge, boxes[j])]
            at = 0.0
            for low, high in [*sorted(span for span in gone if span is not None), (1.0, 1.0)]:
                if low > at + 1e-9:
                    pieces.append((_along(a, b, at), _along(a, b, low)))
                at = max(at, high)
    return _joined(pieces)


def _sides(shape: Loop) -> list[Side]:
    """Per side of a convex shape its inward unit normal and offset: inside is where nx x + ny y + c is not negative."""
    out = []
    for q, r in zip(shape, shape[1:] + shape[:1], strict=True):
        size = hypot(r[0] - q[0], r[1] - q[1])
        nx, ny = (q[1] - r[1]) / size, (r[0] - q[0]) / size
        out.append((nx, ny, -nx * q[0] - ny * q[1]))
    return out


def _along(a: Flat, b: Flat, t: float) -> Flat:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def _box(shape: Loop) -> Box:
    xs, ys = [q[0] for q in shape], [q[1] for q in shape]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _covers(q: Flat, box: Box, sides: list[Side], slack: float) -> bool:
    """Whether a point lies inside a convex shape."""
    x, y = q
    return _meet((x, y, x, y), box) and min([nx * x + ny * y + c for nx, ny, c in sides]) >= slack


def _inside(a: Flat, b: Flat, sides: list[Side], slack: float) -> tuple[float, float] | None:
    """The stretch of the line a-b that lies inside a convex shape, as shares of its length."""
    low, high = 0.0, 1.0
    (ax, ay), (bx, by) = a, b
    for nx, ny, c in sides:
        da, db = nx * ax + ny * ay + c - slack, nx * bx + ny * by + c - slack
        if da < 0:
            if db < 0:
                return None
            low = max(low, da / (da - db))
        elif db < 0:
            high = min(high, da / (da - db))
        if low >= high:
            return None
    return (low, high)


def _joined(pieces: list[tuple[Flat, Flat]]) -> list[Loop]:
    starts: dict[tuple[int, int], list[int]] = {}
    for k, (a, _) in enumerate(pieces):
        starts.setdefault(_cell(a), []).append(k)
    left = set(range(len(pieces)))
    loops: list[Loop] = []
    for first in range(len(pieces)):
        if first not in left:
            continue
        left.discard(first)
        home, end = pieces[first]
        loop = [home, end]
        while (following := _next(end, pieces, starts, left)) is not None:
            if hypot(home[0] - end[0], home[1] - end[1]) < 1e-4:
                break
            left.discard(following)
            end = pieces[following][1]
            loop.append(end)
        if abs(area(loop)) > 1.5:
            loops.append(loop[:-1])
    return loops


def _cell(q: Flat) -> tuple[int, int]:
    return round(q[0] * 1000), round(q[1] * 1000)


def _next(
    end: Flat, pieces: list[tuple[Flat, Flat]], starts: dict[tuple[int, int], list[int]], left: set[int]
) -> int | None:
    x, y = _cell(end)
    for dx in (0, -1, 1):
        for dy in (0, -1, 1):
            for k in starts.get((x + dx, y + dy), ()):
                if k in left:
                    return k
    near = [(hypot(pieces[k][0][0] - end[0], pieces[k][0][1] - end[1]), k) for k in left]
    gap, nearest = min(near, default=(1.0, -1))
    return nearest if gap < 0.3 else None


def area(loop: Loop) -> float:
    """Signed area in square cm; counter-clockwise is positive."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(loop, loop[1:] + loop[:1], strict=True)) / 2


def smooth(loop: Loop, step: float = 0.6, rounds: int = 4) -> Loop:
    """The loop with even spacing (cm) and its corners eased, so that joints bend like flesh."""
    points: Loop = []
    carried = 0.0
    for a, b in zip(loop, loop[1:] + loop[:1], strict=True):
        size = hypot(b[0] - a[0], b[1] - a[1])
        at = carried
        while at < size:
            points.append(_along(a, b, at / size))
            at += step
        carried = at - size
    n = len(points)
    for _ in range(rounds):
        points = [
            (
                (points[k - 1][0] + 2 * points[k][0] + points[(k + 1) % n][0]) / 4,
                (points[k - 1][1] + 2 * points[k][1] + points[(k + 1) % n][1]) / 4,
            )
            for k in range(n)
        ]
    return points


def thinned(points: Loop, tolerance: float = 0.03) -> Loop:
    """The same line with every point left out that lies within the tolerance (cm) of its neighbours' line."""
    if len(points) < 3:
        return points
    keep = [True, *([False] * (len(points) - 2)), True]
    stack = [(0, len(points) - 1)]
    while stack:
        i, j = stack.pop()
        (ax, ay), (bx, by) = points[i], points[j]
        dx, dy = bx - ax, by - ay
        size = hypot(dx, dy)
        far, worst = 0.0, -1
        for k in range(i + 1, j):
            x, y = points[k]
            away = abs(dx * (y - ay) - dy * (x - ax)) / size if size > 1e-9 else hypot(x - ax, y - ay)
            if away > far:
                far, worst = away, k
        if far > tolerance:
            keep[worst] = True
            stack += [(i, worst), (worst, j)]
    return [q for q, kept in zip(points, keep, strict=True) if kept]


def holds(loop: Loop, q: Flat) -> bool:
    """Whether a point lies inside a loop."""
    inside = False
    x, y = q
    for a, b in zip(loop, loop[1:] + loop[:1], strict=True):
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]):
            inside = not inside
    return inside
