"""Solves how a posture rests: moves the root, and bends only the limbs that rest or reach, until every contact is met.

Damped least squares (Levenberg-Marquardt): contacts weigh most, held places next, what is planted stays put, and every
stated angle is kept as far as the contacts allow. Same posture in, same body out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from clinic.domain.pose import Posture, Prop
from clinic.domain.pose_words import members
from clinic.figures.holding import loosened, lying_flat, target
from clinic.figures.landmarks import EACH, contact, landmark, split
from clinic.figures.least import settle
from clinic.figures.props import Plane, position, surface
from clinic.figures.ranges import RANGES
from clinic.figures.skeleton import Angles, Body, Flesh, Root, angles_of, assemble
from clinic.figures.space import Vec, dot

_BENDS: dict[str, dict[str, float]] = {
    "foot": {"hip_flexion": 6, "knee_flexion": 6, "ankle_dorsiflexion": 90},
    "heel": {"hip_flexion": 6, "knee_flexion": 6},
    "toes": {"hip_flexion": 6, "knee_flexion": 6, "ankle_dorsiflexion": 12},
    "forefoot": {"hip_flexion": 6, "knee_flexion": 6, "ankle_dorsiflexion": 12, "toe_extension": 90},
    "instep": {"hip_flexion": 6, "knee_flexion": 6, "ankle_dorsiflexion": 60},
    "knee": {"hip_flexion": 12},
    "shin": {"hip_flexion": 6, "knee_flexion": 6},
    "calf": {"hip_flexion": 6, "knee_flexion": 6},
    "thigh": {"hip_flexion": 6},
    "ankle": {"hip_flexion": 6, "knee_flexion": 6},
    "hand": {"shoulder_flexion": 30, "elbow_flexion": 3, "wrist_flexion": 120},
    "fist": {"shoulder_flexion": 30, "elbow_flexion": 3},
    "elbow": {"shoulder_flexion": 10},
    "upper_arm": {"shoulder_flexion": 10},
    "forearm": {"shoulder_flexion": 10, "elbow_flexion": 10},
    "outer_leg": {"hip_abduction": 12, "hip_rotation": 12},
    "outer_foot": {"hip_abduction": 6, "hip_rotation": 12},
}
_CONTACT, _HELD = 0.04, 0.2
_PLANTED = {"hand": 2.0, "fist": 2.0, "elbow": 1.0, "forearm": 1.0}
_SLACKS = (60.0, 8.0, 1.0)
"""Contacts are drawn tight in rounds: met strictly at once, they would hold the body where it first touches."""
_FEET, _BODY = 0.5, 8.0
"""How closely (cm) what rests in both pictures keeps its place: feet and knees most, the lying body least."""


class Solved(NamedTuple):
    """A posture at rest: its root, the joint angles it took, and its segments."""

    root: Root
    angles: Angles
    body: Body


class _Touch(NamedTuple):
    point: str
    plane: Plane
    spot: Vec | None


def clearance(flesh: Flesh, plane: Plane) -> float:
    """The gap between flesh and a surface in cm; negative when it sinks in."""
    return dot(flesh.frame.o, plane.normal) - flesh.reach(plane.normal) - plane.offset


def gaps(body: Body, point: str, plane: Plane) -> list[float]:
    """The gaps that have to close: every part for a foot, hand, shin or forearm, else the lowest part."""
    found = [clearance(flesh, plane) for flesh in contact(body, point)]
    return found if split(point)[1] in EACH else [min(found)]


def settled(posture: Posture, props: Sequence[Prop], before: Solved | None = None) -> Solved:
    """The posture with every contact met as far as joints allow; `before` is the start picture of a finish."""
    angles = angles_of(posture)
    root = Root(0.0, 0.0, 95.0, posture.lean, posture.turn, posture.roll)
    if before is not None:
        root = root._replace(x=before.root.x, z=before.root.z)
    touches = [
        _touch(r.point, r.surface, posture, props, before)
        for rest in posture.rests
        for r in _single(rest.point, rest.surface)
    ]
    free: dict[str, float] = {"x": 300.0, "z": 300.0}
    seat = next((prop for prop in props if prop.kind == "bike"), None)
    if seat is not None and any(touch.plane == surface("bike", props) for touch in touches):
        root, free["x"] = root._replace(x=position(seat) + 1.0), 1.0
    if not posture.lean_held and len({t.point for t in touches}) > 1:
        free["lean"] = 60.0
    for touch in touches:
        _loosen(free, touch.point)
    for place in posture.places:
        free |= loosened(place)
    stated = _vector(root, angles, free)
    sigmas = list(free.values())

    def body_at(values: Sequence[float]) -> tuple[Root, Angles, Body]:
        there = dict(angles)
        moved = dict(zip(free, values, strict=True))
        new = root._replace(x=moved.pop("x"), z=moved.pop("z"), lean=moved.pop("lean", root.lean))
        there.update(moved)
        return new, there, assemble(there, new)

    def residuals(values: Sequence[float], slack: float) -> list[float]:
        _, _, body = body_at(values)
        out = [(v - s) / sigma for v, s, sigma in zip(values, stated, sigmas, strict=True)]
        for touch in touches:
            out += [gap / (_CONTACT * slack) for gap in gaps(body, touch.point, touch.plane)]
            if touch.spot is not None:
                here = contact(body, touch.point)[0].frame.o
                out += [_off(here, touch.spot, touch.plane, axis) / (_firm(touch.point) * slack) for axis in (0, 2)]
        for place in posture.places:
            here, there = landmark(body, place.point), target(place, body, props)
            out += [(a - b) / (_HELD * slack) for a, b in zip(here, there, strict=True)]
            out += lying_flat(place, body)
        return out

    lows, highs = _bounds(free)
    values = stated
    for slack in _SLACKS:
        values = settle(partial(residuals, slack=slack), values, lows, highs, sigmas)
    return Solved(*body_at(values))


def _off(here: Vec, spot: Vec, plane: Plane, axis: int) -> float:
    return 0.0 if abs(plane.normal[axis]) > 0.5 else here[axis] - spot[axis]


def _firm(point: str) -> float:
    side, name = split(point)
    return _BODY if side is None else _PLANTED.get(name, _FEET)


class _Single(NamedTuple):
    point: str
    surface: str


def _single(point: str, name: str) -> list[_Single]:
    return [_Single(member, name) for member in members(point)]


def _touch(point: str, name: str, posture: Posture, props: Sequence[Prop], before: Solved | None) -> _Touch:
    slides = {member for slide in posture.slides for member in members(slide)}
    spot = None
    if before is not None and point not in slides and "all" not in posture.slides:
        plane = surface(name, props)
        if all(abs(gap) < 1.0 for gap in gaps(before.body, point, plane)):
            spot = contact(before.body, point)[0].frame.o
    return _Touch(point, surface(name, props), spot)


def _loosen(free: dict[str, float], point: str) -> None:
    side, name = split(point)
    if side is not None:
        for joint, sigma in _BENDS[name].items():
            free.setdefault(f"{side}.{joint}", float(sigma))
    elif name in ("head", "forehead"):
        free.setdefault("neck_flexion", 15.0)
        free.setdefault("neck_side_bend", 15.0)


def _vector(root: Root, angles: Angles, free: dict[str, float]) -> list[float]:
    whole = {"x": root.x, "z": root.z, "lean": root.lean}
    return [whole[name] if name in whole else angles[name] for name in free]


def _bounds(free: dict[str, float]) -> tuple[list[float], list[float]]:
    wide = (-1e6, 1e6)
    pairs = [wide if name in ("x", "z", "lean") else RANGES[name.partition(".")[2] or name] for name in free]
    return [low for low, _ in pairs], [high for _, high in pairs]
