"""The things round the body: where their surfaces are, what they are made of, and the points hands hold on to."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from typing import NamedTuple

from clinic.domain.pose import Pose, Prop
from clinic.domain.pose_words import ANCHORS
from clinic.figures.space import Vec

MAT_THICKNESS = 1.6
_X = {
    "chair": 5.0,
    "bed": 0.0,
    "bench": 0.0,
    "table": 62.0,
    "wall": 50.0,
    "step": 34.0,
    "post": 90.0,
    "bike": 0.0,
    "pillow": 0.0,
    "towel": 0.0,
}
_HEIGHT = {
    "chair": 44.0,
    "bed": 46.0,
    "bench": 50.0,
    "table": 76.0,
    "wall": 222.0,
    "step": 16.0,
    "post": 150.0,
    "bike": 97.0,
    "pillow": 7.0,
    "towel": 5.0,
}
_LENGTH = {"chair": 42.0, "bed": 205.0, "bench": 120.0, "table": 60.0, "step": 38.0, "pillow": 42.0, "towel": 14.0}
CRANK = 16.0
PEDAL_AXLE = (17.0, 33.0)
HANDLEBAR = (62.0, 120.0)


class Plane(NamedTuple):
    """A flat surface: the unit normal towards the body and the distance of the surface along it from the origin."""

    normal: Vec
    offset: float


class Box(NamedTuple):
    """An upright box: its near-low corner and its far-high corner, and the name of its tint."""

    low: Vec
    high: Vec
    tint: str

    def corners(self) -> list[Vec]:
        return [
            (x, y, z)
            for x in (self.low[0], self.high[0])
            for y in (self.low[1], self.high[1])
            for z in (self.low[2], self.high[2])
        ]


def position(prop: Prop) -> float:
    """The prop's x: stated, or its usual place."""
    return _X[prop.kind] if prop.x is None else prop.x


def height(prop: Prop) -> float:
    """The height of the prop's working surface (a pillow's thickness), in cm."""
    return _HEIGHT[prop.kind] if prop.height is None else prop.height


def length(prop: Prop) -> float:
    """The prop's length in the picture, in cm."""
    return _LENGTH[prop.kind] if prop.length is None else prop.length


def shown(props: Sequence[Prop], which: str) -> tuple[Prop, ...]:
    """The props of one picture (start or finish)."""
    return tuple(prop for prop in props if prop.on in ("both", which))


def lying_height(props: Sequence[Prop]) -> float:
    """The height a lying body's bedding stands on: a bed's or bench's top, or the floor."""
    return next((height(prop) for prop in props if prop.kind in ("bed", "bench")), 0.0)


def surface(name: str, props: Sequence[Prop]) -> Plane:
    """The plane of a named surface. Raises KeyError when the picture has no such prop."""
    if name == "floor":
        return Plane((0.0, 0.0, 1.0), 0.0)
    kind = "chair" if name == "chair_back" else name
    prop = next((prop for prop in props if prop.kind == kind), None)
    if prop is None:
        raise KeyError(f"nothing called {name} stands in this picture")
    x, right = position(prop), prop.faces == "right"
    if name == "chair_back":
        face = length(prop) / 2 - 2.0
        return Plane((1.0, 0.0, 0.0), x - face) if right else Plane((-1.0, 0.0, 0.0), -(x + face))
    if kind == "wall":
        return Plane((1.0, 0.0, 0.0), x) if right else Plane((-1.0, 0.0, 0.0), -x)
    if kind in ("pillow", "towel"):
        return Plane((0.0, 0.0, 1.0), lying_height(props) + height(prop))
    return Plane((0.0, 0.0, 1.0), height(prop))


def anchor(name: str, props: Sequence[Prop]) -> Vec | None:
    """The point of a prop that hands or feet hold on to, or None when it is not a prop's."""
    prop = next((prop for prop in props if prop.kind == "bike"), None)
    if prop is None or name not in ANCHORS:
        return None
    x = position(prop)
    if name.endswith("handgrip"):
        return (x + HANDLEBAR[0], 17.0 if "left" in name else -17.0, HANDLEBAR[1])
    left = "left" in name
    turn = radians(prop.crank + (180.0 if left else 0.0))
    return (x + PEDAL_AXLE[0] + CRANK * sin(turn), 9.0 if left else -9.0, PEDAL_AXLE[1] + CRANK * cos(turn))


def boxes(prop: Prop, floor: float) -> list[Box]:
    """The solid parts of a prop that stands on the floor at this height, far ones first."""
    if prop.kind == "wall":
        x, thick = position(prop), (-6.0 if prop.faces == "right" else 6.0)
        return [Box((min(x, x + thick), -45.0, floor), (max(x, x + thick), 45.0, height(prop)), "wall")]
    if prop.kind == "step":
        x, half = position(prop), length(prop) / 2
        return [Box((x - half, -26.0, floor), (x + half, 26.0, height(prop)), "solid")]
    if prop.kind == "post":
        x, y = position(prop), prop.y
        foot = Box((x - 11.0, y - 11.0, floor), (x + 11.0, y + 11.0, floor + 2.5), "solid")
        return [foot, Box((x - 1.6, y - 1.6, floor + 2.5), (x + 1.6, y + 1.6, height(prop)), "frame")]
    if prop.kind == "chair":
        return _chair(prop, floor)
    if prop.kind in ("table", "bench", "bed"):
        return _trestle(prop, floor)
    return []


def _legs(x0: float, x1: float, half: float, top: float, floor: float, thick: float) -> list[Box]:
    return [
        Box((x, y - thick / 2, floor), (x + thick, y + thick / 2, top), "far" if y > 0 else "frame")
        for y in (half - thick, thick - half)
        for x in (x0 + 1.5, x1 - 1.5 - thick)
    ]


def _chair(prop: Prop, floor: float) -> list[Box]:
    x, seat, half = position(prop), height(prop), length(prop) / 2
    parts = _legs(x - half, x + half, 21.0, seat - 3.0, floor, 3.2)
    if prop.back:
        edge = x - half if prop.faces == "right" else x + half - 3.2
        parts[:0] = [Box((edge, 16.0, seat), (edge + 3.2, 20.0, seat + 43.0), "far")]
        parts += [Box((edge, -20.0, seat - 4.0), (edge + 3.2, 20.0, seat + 43.0), "frame")]
    return [*parts, Box((x - half - 0.5, -21.0, seat - 4.5), (x + half + 0.5, 21.0, seat), "solid")]


def _trestle(prop: Prop, floor: float) -> list[Box]:
    x, top, half = position(prop), height(prop), length(prop) / 2
    deep = {"table": 40.0, "bench": 20.0, "bed": 42.0}[prop.kind]
    thick = {"table": 4.0, "bench": 8.0, "bed": 15.0}[prop.kind]
    return [
        *_legs(x - half, x + half, deep, top - thick, floor, 4.5),
        Box((x - half, -deep, top - thick), (x + half, deep, top), "solid"),
    ]


def pose_props(pose: Pose, which: str) -> tuple[Prop, ...]:
    """The props of the start or the finish picture of a pose."""
    return shown(pose.props, which)
