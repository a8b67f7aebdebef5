"""A soft highlight on a region of the trunk, to show what moves or works when little is seen."""

from __future__ import annotations

import itertools
from math import hypot
from typing import NamedTuple

from clinic.figures import proportions as p
from clinic.figures.outline import Loop, support
from clinic.figures.parts import Item, Layer
from clinic.figures.skeleton import Body, flesh
from clinic.figures.space import Camera, Flat, dot

COLOUR = "#f0a878"
_RIM = 0.5


class Region(NamedTuple):
    """Slabs of the trunk, up from below, and how thick (cm) the mark lies on each; `way` 1: front, -1: back."""

    way: int
    rows: tuple[tuple[p.Blob, float], ...]
    over_legs: bool = False


MARKS: dict[str, Region] = {
    "low_back": Region(
        -1,
        ((p.SHIRT[0], 0.4), (p.SHIRT[1], 4.0), (p.SHIRT[2], 5.2), (p.SHIRT[3], 4.0), (p.SHIRT[4], 0.4)),
        over_legs=True,
    ),
    "shoulder_blades": Region(-1, ((p.SHIRT[5], 2.7), (p.SHIRT[6], 4.0), (p.SHIRT[7], 3.3))),
    "belly": Region(1, ((p.SHIRT[0], 0.4), (p.SHIRT[1], 3.6), (p.SHIRT[2], 4.6), (p.SHIRT[3], 4.2), (p.SHIRT[4], 0.4))),
    "low_belly": Region(1, ((p.PELVIC[2], 0.4), (p.PELVIC[3], 3.4), (p.SHIRT[1], 3.8), (p.SHIRT[2], 0.4))),
    "buttocks": Region(
        -1, ((p.PELVIC[0], 0.6), (p.PELVIC[1], 8.0), (p.PELVIC[2], 7.4), (p.PELVIC[3], 0.6)), over_legs=True
    ),
    "pelvic_floor": Region(0, (), over_legs=True),
}
_HAMMOCK = (
    ((-9.8, -4.6), (-6.5, -8.6), (0.0, -9.8), (5.2, -7.8), (8.4, -3.4)),
    ((-9.8, -4.6), (-6.0, -6.0), (0.0, -6.6), (4.8, -5.2), (8.4, -3.4)),
)
"""The pelvic floor from the tailbone to the pubic bone: its lower and upper edge, forward and up in the pelvis (cm)."""


def mark_layer(body: Body, region: str, camera: Camera, items: list[Item]) -> Item:
    """The highlight as an item that lies directly on the trunk (on the thighs too where they would hide it)."""
    kind = MARKS[region]
    outer, inner = _edges(body, kind, camera) if kind.rows else _hammock(body, camera)
    loop: Loop = _eased(outer) + _eased(inner)[::-1]
    under = [item.depth for item in items if item.name == "shirt" or (kind.over_legs and item.name.endswith("_leg"))]
    return Item(max(under) + 0.02, [Layer([loop], COLOUR, haloed=False)], "mark")


def _edges(body: Body, kind: Region, camera: Camera) -> tuple[list[Flat], list[Flat]]:
    """From the seen edge of the trunk inward; where that side of the trunk faces the viewer, across its middle."""
    outer: list[Flat] = []
    inner: list[Flat] = []
    for blob, thick in kind.rows:
        piece = flesh(body, blob)
        f = piece.frame.f
        fx, fy = dot(f, camera.right) * kind.way, dot(f, camera.up) * kind.way
        size = hypot(fx, fy)
        if size < 0.6:
            middle = camera.flat(piece.frame.at(piece.rx * kind.way, 0.0, 0.0))
            lx, ly = dot(piece.frame.l, camera.right), dot(piece.frame.l, camera.up)
            outer.append((middle[0] + lx * thick * 1.6, middle[1] + ly * thick * 1.6))
            inner.append((middle[0] - lx * thick * 1.6, middle[1] - ly * thick * 1.6))
            continue
        x, y = support(piece, camera, (fx / size, fy / size))
        outer.append((x - _RIM * fx, y - _RIM * fy))
        inner.append((x - (_RIM + thick) * fx, y - (_RIM + thick) * fy))
    return outer, inner


def _hammock(body: Body, camera: Camera) -> tuple[list[Flat], list[Flat]]:
    pelvis = body["pelvis"]
    low, high = ([camera.flat(pelvis.at(x, 0.0, z)) for x, z in edge] for edge in _HAMMOCK)
    return low, high


def _eased(points: list[Flat]) -> list[Flat]:
    """Corners cut twice (Chaikin), ends kept."""
    for _ in range(3):
        cut = [points[0]]
        for a, b in itertools.pairwise(points):
            cut += [
                (a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25),
                (a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75),
            ]
        points = [*cut, points[-1]]
    return points
