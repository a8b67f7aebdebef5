"""Motion arrows: a shaft and a head on a pale edge, straight or bowed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import atan2, ceil, cos, hypot, pi, sin

from clinic.domain.pose import Arrow, Prop
from clinic.figures.contact import Solved
from clinic.figures.landmarks import landmark
from clinic.figures.outline import Loop
from clinic.figures.props import anchor
from clinic.figures.space import Camera, Flat
from clinic.figures.svg import Sheet, filled, stroked

COLOUR, EDGE = "#c8551b", "#ffffff"
_SHAFT, _HEAD, _HALF = 1.5, 5.6, 3.4


def path(arrow: Arrow, start: Solved, finish: Solved, which: str, camera: Camera, props: Sequence[Prop]) -> Loop:
    """The line of an arrow in cm on the picture plane, tail first."""
    if arrow.follows is not None:
        a, b = (camera.flat(landmark(s.body, arrow.follows)) for s in (start, finish))
    else:
        shown = start if which == "start" else finish
        if isinstance(arrow.at, str):
            held = anchor(arrow.at, props)
            a = camera.flat(landmark(shown.body, arrow.at) if held is None else held)
        else:
            a = camera.flat(arrow.at or (0.0, 0.0, 0.0))
        b = (a[0] + arrow.by[0], a[1] + arrow.by[1])
    dx, dy = arrow.offset
    if arrow.square or arrow.circle:
        return _round((a[0] + dx, a[1] + dy), arrow.square, arrow.circle)
    return _arc((a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy), arrow.curve)


def _round(middle: Flat, side: float, across: float) -> Loop:
    """Clockwise round a square or a circle, from its upper left and not quite back, so that the head stands free."""
    x, y = middle
    if side:
        h = side / 2
        return [(x - h, y + h), (x + h, y + h), (x + h, y - h), (x - h, y - h), (x - h, y + 0.45 * h)]
    turn = [0.78 * pi - 1.72 * pi * k / 32 for k in range(33)]
    return [(x + across / 2 * cos(a), y + across / 2 * sin(a)) for a in turn]


def drawn(line: Loop, sheet: Sheet, both_ways: bool = False) -> list[str]:
    """The SVG of an arrow along a line; a very short line gets a shorter head. Sizes suit the picture, not the body."""
    k = 2.0 / sheet.scale
    total = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(line))
    reach = min(_HEAD * k, 0.6 * total)
    tips = [_tip(line, reach, k)]
    shaft = _shortened(line, reach * 0.8)
    if both_ways:
        tips.append(_tip(line[::-1], reach, k))
        shaft = _shortened(shaft[::-1], reach * 0.8)
    return [
        stroked([shaft, *[[*tip, tip[0]] for tip in tips]], EDGE, (_SHAFT + 1.6) * k, sheet),
        stroked([shaft], COLOUR, _SHAFT * k, sheet),
        filled(tips, COLOUR, sheet),
    ]


def extent(line: Loop) -> list[Flat]:
    """Points that must be inside the picture for the arrow to show whole."""
    return [(x + dx, y + dy) for x, y in line for dx in (-3.0, 3.0) for dy in (-3.0, 3.0)]


def _arc(a: Flat, b: Flat, bulge: float) -> Loop:
    """A line from a to b that bows out to its left by a share of its length; 0 is straight."""
    steps = 1 if bulge == 0 else max(8, ceil(hypot(b[0] - a[0], b[1] - a[1]) / 3))
    dx, dy = b[0] - a[0], b[1] - a[1]
    return [
        (a[0] + dx * t - dy * bulge * 4 * t * (1 - t), a[1] + dy * t + dx * bulge * 4 * t * (1 - t))
        for t in (k / steps for k in range(steps + 1))
    ]


def _heading(a: Flat, b: Flat) -> float:
    """The direction from a to b in radians."""
    return atan2(b[1] - a[1], b[0] - a[0])


def _shortened(line: Loop, cut: float) -> Loop:
    points = list(line)
    while len(points) > 1:
        a, b = points[-2], points[-1]
        size = hypot(b[0] - a[0], b[1] - a[1])
        if size > cut:
            t = 1 - cut / size
            return [*points[:-1], (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)]
        cut -= size
        points.pop()
    return list(line)


def _tip(line: Loop, reach: float, k: float) -> Loop:
    end, way = line[-1], _heading(_shortened(line, reach)[-1], line[-1])
    back = (end[0] - reach * cos(way), end[1] - reach * sin(way))
    half = _HALF * k * reach / (_HEAD * k)
    wings = [(back[0] + half * cos(way + turn), back[1] + half * sin(way + turn)) for turn in (pi / 2, -pi / 2)]
    return [end, wings[0], wings[1]]
