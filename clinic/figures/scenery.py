"""What stands round the body: ground, mat, furniture, pillows, the exercise bike, and things held in the hands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from clinic.domain.pose import Point, Pose, Prop
from clinic.figures import props as things
from clinic.figures.landmarks import landmark
from clinic.figures.outline import Loop, convex, hull, smooth, union
from clinic.figures.parts import Item, Layer
from clinic.figures.skeleton import Body, Flesh
from clinic.figures.space import WORLD, Camera, Flat, Frame, Vec, between, distance, minus, plus, times
from clinic.figures.svg import Sheet, filled, stroked

GROUND = "#b9c8ce"
TINTS = {
    "frame": "#8fa0a8",
    "solid": "#b3c1c7",
    "far": "#cdd8dc",
    "wall": "#dde6e9",
    "mat": "#c9dde2",
    "pillow": "#dfe8eb",
}
SEAM = "#a3b3ba"
LINE_TINTS = {"stick": "#9a7b4f", "band": "#2f6b43", "strap": "#51646d"}
LINE_WIDTHS = {"stick": 2.4, "band": 1.7, "strap": 2.2}


_PRESSED = ("pelvis", "hips", "belly", "low_belly", "chest")
_BULGE = 3.0
"""How much (cm) the free edge of a pillow is thicker than where a body lies on it."""


class Scenery(NamedTuple):
    """Filled and stroked shapes behind the body, the height of the floor, and points the picture must include."""

    shapes: list[tuple[list[Loop], str]]
    strokes: list[tuple[list[Loop], str, float]]
    floor: float
    extent: list[Flat]


def around(pose: Pose, props: Sequence[Prop], body: Body, view: Camera, both: Sequence[Body]) -> Scenery:
    """Everything that stands behind the body in one picture."""
    floor = -things.MAT_THICKNESS if pose.mat else 0.0
    shapes: list[tuple[list[Loop], str]] = []
    strokes: list[tuple[list[Loop], str, float]] = []
    extent: list[Flat] = []
    seams: list[Loop] = []
    top = max(f.o[2] for one in both for f in one.values()) + 26.0
    for prop in props:
        for box in things.boxes(prop, floor):
            high = (*box.high[:2], min(box.high[2], top)) if box.tint == "wall" else box.high
            loop = convex([view.flat(q) for q in box._replace(high=high).corners()])
            shapes.append(([loop], TINTS[box.tint]))
            extent += loop
        if prop.kind in ("pillow", "towel"):
            loops = _cushion(prop, props, body, view)
            shapes.append((loops, TINTS["pillow"]))
            seams += [[*loop, loop[0]] for loop in loops]
            extent += [q for loop in loops for q in loop]
        if prop.kind == "bike":
            strokes += _bike(prop, floor, view)
    strokes.append((seams, SEAM, 0.5))
    extent += [q for lines, _, _ in strokes for line in lines for q in line]
    if pose.mat:
        mat = _mat(both, view, floor)
        extent += mat
        shapes.insert(0, ([mat], TINTS["mat"]))
    return Scenery(shapes, strokes, floor, extent)


def background(scene: Scenery, sheet: Sheet, view: Camera, width: int) -> list[str]:
    """The ground line (in level views), the mat and the furniture as SVG."""
    out: list[str] = []
    if abs(view.toward[2]) < 0.05:
        ends = [((x - sheet.left) / sheet.scale, scene.floor - 0.5 / sheet.scale) for x in (4.0, width - 4.0)]
        out.append(stroked([ends], GROUND, 2.0 / sheet.scale, sheet))
    for loops, tint in scene.shapes:
        out.append(filled(loops, tint, sheet))
    out += [stroked(lines, tint, width_cm, sheet) for lines, tint, width_cm in scene.strokes]
    return out


def _mat(bodies: Sequence[Body], view: Camera, floor: float) -> Loop:
    low = [f.at(0.0, 0.0, 0.0) for body in bodies for f in body.values() if f.o[2] < 24.0]
    low += [body[f"{side}_toes"].at(6.0, 0.0, 0.0) for body in bodies for side in ("left", "right")]
    low += [body["head"].at(0.0, 0.0, 12.0) for body in bodies]
    low = [q for q in low if q[2] < 24.0] or [body["pelvis"].o for body in bodies]
    x0, x1 = min(q[0] for q in low) - 10.0, max(q[0] for q in low) + 10.0
    y0, y1 = min(q[1] for q in low), max(q[1] for q in low)
    box = things.Box((x0, min(y0 - 12.0, -30.0), floor), (x1, max(y1 + 12.0, 30.0), 0.0), "mat")
    return convex([view.flat(q) for q in box.corners()])


def _cushion(prop: Prop, props: Sequence[Prop], body: Body, view: Camera) -> list[Loop]:
    middle = landmark(body, prop.under) if prop.under else (things.position(prop), 0.0, 0.0)
    base, thick, half = things.lying_height(props), things.height(prop), things.length(prop) / 2
    frame = Frame((middle[0], middle[1], base + thick / 2), WORLD.f, WORLD.l, WORLD.u)
    ends = [Flesh(frame.moved(x, 0.0, 0.0), thick / 2, 18.0, thick / 2) for x in (thick / 2 - half, half - thick / 2)]
    return [smooth(hull(ends, view))]


def rims(props: Sequence[Prop], body: Body, view: Camera, parts: Sequence[Item]) -> list[Item]:
    """The near edge of a pillow under the trunk, which bulges up in front of the body that presses it down."""
    pressed = [prop for prop in props if prop.kind == "pillow" and prop.under in _PRESSED]
    depth = max(item.depth for item in parts if item.name in ("trunk", "shirt") or item.name.endswith("_leg"))
    return [
        Item(
            depth + 0.3,
            [
                Layer([_rim(prop, props, body, view, 0.25)], SEAM),
                Layer([_rim(prop, props, body, view, -0.25)], TINTS["pillow"], haloed=False),
            ],
            "rim",
        )
        for prop in pressed
    ]


def _rim(prop: Prop, props: Sequence[Prop], body: Body, view: Camera, out: float) -> Loop:
    middle, half = landmark(body, prop.under or "pelvis"), things.length(prop) / 2
    thick = things.height(prop) / 2 + _BULGE / 2
    frame = Frame((middle[0], middle[1] - 17.0, things.lying_height(props) + thick), WORLD.f, WORLD.l, WORLD.u)
    r = thick + out
    ends = [Flesh(frame.moved(x, 0.0, 0.0), r, 6.0, r) for x in (thick - half, half - thick)]
    return smooth(hull([*ends, Flesh(frame, half * 0.6, 6.0, r * 1.08)], view))


def _ring(centre: Vec, radius: float, view: Camera) -> Loop:
    turn = [2 * pi * k / 36 for k in range(37)]
    return [view.flat((centre[0] + radius * cos(a), centre[1], centre[2] + radius * sin(a))) for a in turn]


def _bike(prop: Prop, floor: float, view: Camera) -> list[tuple[list[Loop], str, float]]:
    x, saddle = things.position(prop), things.height(prop)
    axle: Vec = (x + things.PEDAL_AXLE[0], 0.0, things.PEDAL_AXLE[1])
    bars: Vec = (x + things.HANDLEBAR[0], 0.0, things.HANDLEBAR[1])
    seat: Vec = (x, 0.0, saddle - 2.0)
    wheel: Vec = (x + 58.0, 0.0, 29.0)
    feet = [(x - 14.0, 0.0, floor + 2.0), (x + 74.0, 0.0, floor + 2.0)]
    pedals = [p for p in (things.anchor(f"bike_{side}_pedal", [prop]) for side in ("left", "right")) if p is not None]

    def line(*points: Vec) -> Loop:
        return [view.flat(q) for q in points]

    stem = plus(bars, (-8.0, 0.0, 2.0))
    frame = [
        line(seat, axle, (x + 8.0, 0.0, floor + 2.0)),
        line(axle, wheel),
        line(wheel, stem, bars),
        line(axle, between(wheel, stem, 0.45)),
        line(*feet),
    ]
    return [
        ([_ring(wheel, 22.0, view)], TINTS["solid"], 5.0),
        (frame, TINTS["frame"], 4.2),
        ([line((x - 13.0, 0.0, saddle - 1.5), (x + 9.0, 0.0, saddle - 1.5))], "#51646d", 5.0),
        ([line(pedals[0], plus(axle, (0.0, 9.0, 0.0))), line(plus(axle, (0.0, -9.0, 0.0)), pedals[1])], "#51646d", 2.6),
        ([line(plus(p, (-5.0, 0.0, -1.2)), plus(p, (5.0, 0.0, -1.2))) for p in pedals], "#51646d", 2.4),
        ([_ring(axle, 5.5, view)], TINTS["frame"], 3.0),
    ]


def held(props: Sequence[Prop], body: Body, view: Camera, parts: Sequence[Item]) -> list[Item]:
    """Sticks, bands and straps as items that are sorted in with the limbs."""
    items = []
    for prop in props:
        if prop.kind not in LINE_TINTS:
            continue
        points = [_through(name, body, props) for name in prop.through]
        if prop.kind == "stick":
            way = times(minus(points[-1], points[0]), 1 / max(distance(points[0], points[-1]), 1e-6))
            points = [minus(points[0], times(way, prop.overhang)), plus(points[-1], times(way, prop.overhang))]
        radius = (LINE_WIDTHS[prop.kind] if prop.width is None else prop.width) / 2
        dots = [Flesh(Frame(q, WORLD.f, WORLD.l, WORLD.u), radius, radius, radius) for q in points]
        loops = union([hull(pair, view) for pair in itertools.pairwise(dots)])
        items.append(Item(_over(prop, parts), [Layer(loops, LINE_TINTS[prop.kind])], prop.kind))
    return items


def _over(prop: Prop, parts: Sequence[Item]) -> float:
    """The depth of a held thing: over the arms that hold it and under their fists, else just over the trunk."""
    holding = {
        name.partition("_")[0]
        for name in prop.through
        if isinstance(name, str) and name.endswith(("hand", "palm", "fingertips"))
    }
    if any(name == "hands" for name in prop.through):
        holding |= {"left", "right"}
    arms = [item.depth for item in parts if item.name.removesuffix("_arm") in holding]
    return max(arms) + 0.25 if arms else max(item.depth for item in parts if item.name == "shirt") + 0.1


def _through(name: str | Point, body: Body, props: Sequence[Prop]) -> Vec:
    if not isinstance(name, str):
        return name
    found = things.anchor(name, props)
    return landmark(body, name) if found is None else found
