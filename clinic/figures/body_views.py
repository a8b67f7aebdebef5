"""The four views of the body chart as geometry: front, back, left side, right side, one function for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot

from clinic.figures import body_facing, body_lines, body_profile
from clinic.figures.body_strip import mirrored
from clinic.figures.outline import Loop, holds, thinned
from clinic.figures.space import Flat

TOP, BOTTOM = -5.0, 305.0
HEIGHT = BOTTOM - TOP
FACING_WIDTH, PROFILE_WIDTH = 110.0, 80.0


@dataclass(frozen=True)
class Patch:
    """One region on one view: its closed edge, the roomiest spot in it and how far that is from the edge."""

    region: str
    edge: Loop
    spot: Flat
    room: float


@dataclass(frozen=True)
class View:
    """One view, in units of which the body is 300 high, its top left corner at (0, 0). `shapes` are closed and filled,
    `outline` and `inner` are lines; `left_of_picture` is what the viewer sees on the left."""

    id: str
    title: str
    left_of_picture: str
    right_of_picture: str
    width: float
    shapes: tuple[Loop, ...]
    outline: tuple[Loop, ...]
    inner: tuple[Loop, ...]
    patches: tuple[Patch, ...]


@cache
def front() -> View:
    """From the front: the person's right is on the left of the picture."""
    sided = _both(body_facing.FRONT_SIDED, "left", "right")
    return _facing("front", "Front", "Right", "Left", {**body_facing.FRONT_CENTRAL, **sided}, body_lines.FRONT)


@cache
def back() -> View:
    """From the back: the person's left is on the left of the picture."""
    sided = _both(body_facing.BACK_SIDED, "right", "left")
    return _facing("back", "Back", "Left", "Right", {**body_facing.BACK_CENTRAL, **sided}, body_lines.BACK)


@cache
def left_side() -> View:
    """From the person's left, facing the left of the picture."""
    return _profile("left", 54.0, turned=False)


@cache
def right_side() -> View:
    """From the person's right, facing the right of the picture."""
    return _profile("right", 26.0, turned=True)


def views() -> tuple[View, ...]:
    """All four, in the order in which they stand."""
    return (front(), back(), left_side(), right_side())


def _both(halves: Mapping[str, Loop], here: str, there: str) -> dict[str, Loop]:
    """The regions of the half at x > 0, which is the person's side `here`, and those of the other half."""
    return {
        f"{place}_{side}": loop
        for place, half in halves.items()
        for side, loop in ((here, half), (there, mirrored(half)))
    }


def _facing(id: str, title: str, left: str, right: str, regions: Mapping[str, Loop], inner: Iterable[Loop]) -> View:
    half = body_facing.HALF.between("crown", "crotch")
    whole = [*half, *mirrored(half)[::-1]]
    middle = FACING_WIDTH / 2
    return View(
        id, title, left, right, FACING_WIDTH,
        shapes=(_placed(whole, middle),),
        outline=(_placed([*whole, whole[0]], middle),),
        inner=tuple(_placed(line, middle) for line in inner),
        patches=tuple(_patch(region, _placed(edge, middle)) for region, edge in regions.items()),
    )  # fmt: skip  # one view, few lines


def _profile(side: str, middle: float, *, turned: bool) -> View:
    profile, arm = body_profile.PROFILE, body_profile.ARM
    outline = (
        profile.between("crown", "chest_low"),
        profile.between("belly", "crown_back"),
        arm.between("blade", "deltoid"),
    )
    regions = {
        **body_profile.CENTRAL,
        **{f"{place}_{side}": edge for place, edge in body_profile.SIDED.items()},
    }
    shapes = (profile.between("crown", "crown_back"), arm.whole)
    ends = ("Back", "Front") if turned else ("Front", "Back")
    return View(
        f"{side}_side", f"{side.capitalize()} side", *ends, PROFILE_WIDTH,
        shapes=tuple(_placed(line, middle, turned) for line in shapes),
        outline=tuple(_placed(line, middle, turned) for line in outline),
        inner=tuple(_placed(line, middle, turned) for line in body_lines.SIDE),
        patches=tuple(_patch(region, _placed(edge, middle, turned)) for region, edge in regions.items()),
    )  # fmt: skip  # one view, few lines


def _placed(line: Iterable[Flat], middle: float, turned: bool = False) -> Loop:
    return [(middle - x if turned else middle + x, y - TOP) for x, y in line]


def _patch(region: str, edge: Loop) -> Patch:
    spot, room = roomiest(edge)
    return Patch(region, edge, spot, room)


def roomiest(edge: Loop) -> tuple[Flat, float]:
    """The spot inside a loop that is furthest from its edge, rather near the middle, and how far that is."""
    coarse = thinned([*edge, edge[0]], 0.25)[:-1]
    xs, ys = [x for x, _ in coarse], [y for _, y in coarse]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    spot, reach = middle, (max(xs) - min(xs), max(ys) - min(ys))
    for grid in (5, 2, 2):
        steps = [k / (2 * grid) for k in range(-grid, grid + 1)]
        near = [(spot[0] + reach[0] * i, spot[1] + reach[1] * k) for i in steps for k in steps]
        spot = max(
            (q for q in [spot, *near]),
            key=lambda q: _room(q, coarse) - 0.12 * hypot(q[0] - middle[0], q[1] - middle[1]),
        )
        reach = (reach[0] / grid, reach[1] / grid)
    return spot, _room(spot, coarse)


def _room(q: Flat, edge: Loop) -> float:
    return _from_edge(q, edge) if holds(edge, q) else -1000.0


def _from_edge(q: Flat, edge: Loop) -> float:
    return min(_from_piece(q, a, b) for a, b in zip(edge, edge[1:] + edge[:1], strict=True))


def _from_piece(q: Flat, a: Flat, b: Flat) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = dx * dx + dy * dy
    f = 0.0 if not size else max(0.0, min(1.0, ((q[0] - a[0]) * dx + (q[1] - a[1]) * dy) / size))
    return hypot(q[0] - a[0] - dx * f, q[1] - a[1] - dy * f)
