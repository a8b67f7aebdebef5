"""Where placed hands and feet go, and how a palm that is laid on the body lies flat against it."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.pose import Place, Prop
from clinic.figures.landmarks import landmark, split
from clinic.figures.props import anchor
from clinic.figures.skeleton import Body
from clinic.figures.space import Vec, dot, plus

_ARM = {"shoulder_flexion": 20.0, "shoulder_abduction": 20.0, "shoulder_rotation": 20.0, "elbow_flexion": 20.0}
_HAND = {"forearm_pronation": 60.0, "wrist_flexion": 40.0}
_LEG = {"hip_flexion": 10.0, "hip_abduction": 12.0, "hip_rotation": 12.0, "knee_flexion": 10.0}
_ARM_POINTS = {"shoulder", "elbow", "wrist", "palm", "hand", "fingertips"}
_FRONTS = {"belly": "lumbar2", "low_belly": "pelvis", "chest": "thoracic2", "breastbone": "thoracic2"}
_BACKS = {
    "low_back": "lumbar2",
    "upper_back": "thoracic2",
    "tailbone": "pelvis",
    "buttocks": "pelvis",
    "back_of_head": "head",
}
_LIMB_FRONTS = {"thigh": "thigh", "knee": "shank", "shin": "shank"}
_LIMB_BACKS = {"back_of_thigh": "thigh", "calf": "shank"}


def loosened(place: Place) -> dict[str, float]:
    """The joints that may bend to reach the place, and how readily (degrees)."""
    side, name = split(place.point)
    if side is None:
        return {}
    joints = dict(_ARM) if name in _ARM_POINTS else dict(_LEG)
    if name == "fingertips" or skin(place) is not None:
        joints |= _HAND
    return {f"{side}.{joint}": sigma for joint, sigma in joints.items()}


def target(place: Place, body: Body, props: Sequence[Prop]) -> Vec:
    """The world point a placed hand or foot goes to."""
    if isinstance(place.at, str):
        held = anchor(place.at, props)
        return plus(landmark(body, place.at) if held is None else held, place.offset)
    return plus(place.at, place.offset)


def lying_flat(place: Place, body: Body) -> list[float]:
    """How far a palm laid on the body is from lying flat: fingers along the skin and the palm towards it; 0 is flat."""
    laid = skin(place)
    if laid is None:
        return []
    segment, way = laid
    side = "left" if place.point.startswith("left") else "right"
    hand, out = body[f"{side}_hand"], body[segment].f
    palm = dot(hand.l, out) * way * (1.0 if side == "left" else -1.0)
    return [dot(hand.u, out) / 0.2, (1.0 - palm) / 0.7]


def skin(place: Place) -> tuple[str, float] | None:
    """The segment whose skin a palm lies on, and whether on its front (1) or its back (-1)."""
    if not isinstance(place.at, str) or split(place.point)[1] not in ("palm", "hand"):
        return None
    side, name = split(place.at)
    for trunk, limb, way in ((_FRONTS, _LIMB_FRONTS, 1.0), (_BACKS, _LIMB_BACKS, -1.0)):
        if side is None and name in trunk:
            return trunk[name], way
        if side is not None and name in limb:
            return f"{side}_{limb[name]}", way
    return None
