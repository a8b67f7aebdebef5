"""Forward kinematics: from joint angles and a root to the frames of every body segment, and to named body points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from math import sqrt
from typing import NamedTuple

from clinic.domain.pose import Posture, Side, Trunk
from clinic.figures import proportions as p
from clinic.figures.space import WORLD, Frame, Vec, dot, minus

SIDES = ("left", "right")
LIMB_SEGMENTS = frozenset({"thigh", "shank", "foot", "toes", "upper_arm", "forearm", "hand"})
_SHOULDER_RISE = p.SHOULDER_HEIGHT - p.ACROMION - p.HIP_HEIGHT - (p.PELVIS + p.LUMBAR + p.THORACIC * 2 / 3)
_REGIONS = (
    ("lumbar", p.LUMBAR_STEPS, p.LUMBAR),
    ("thoracic", p.THORACIC_STEPS, p.THORACIC),
    ("neck", p.NECK_STEPS, p.NECK),
)
_BENDS = tuple(f"{region}_{name}" for region, _, _ in _REGIONS for name in ("flexion", "side_bend", "rotation"))
Angles = dict[str, float]
Body = dict[str, Frame]


class Root(NamedTuple):
    """Where the middle between the hip joints is (cm) and how the pelvis is turned (degrees)."""

    x: float
    y: float
    z: float
    lean: float
    turn: float
    roll: float


class Flesh(NamedTuple):
    """An ellipsoid placed in the world: a frame at its centre and radii along the frame's axes."""

    frame: Frame
    rx: float
    ry: float
    rz: float

    def reach(self, n: Vec) -> float:
        """How far it extends from its centre in the unit direction n, in cm."""
        a, b, c = self.rx * dot(self.frame.f, n), self.ry * dot(self.frame.l, n), self.rz * dot(self.frame.u, n)
        return sqrt(a * a + b * b + c * c)


@cache
def angle_names() -> tuple[str, ...]:
    """Every joint angle: trunk fields as they are, limb fields as `left.hip_flexion`."""
    limb = [field.name for field in fields(Side)]
    return (*[field.name for field in fields(Trunk)], *[f"{side}.{name}" for side in SIDES for name in limb])


def angles_of(posture: Posture) -> Angles:
    """The posture's joint angles as one flat table."""
    table: Angles = {field.name: getattr(posture.trunk, field.name) for field in fields(Trunk)}
    for side, joints in (("left", posture.left), ("right", posture.right)):
        for field in fields(Side):
            table[f"{side}.{field.name}"] = getattr(joints, field.name)
    return table


def assemble(angles: Mapping[str, float], root: Root) -> Body:
    """The frame of every segment: origin at its upper joint, up axis back along it, forward axis to its front."""
    pelvis = Frame((root.x, root.y, root.z), WORLD.f, WORLD.l, WORLD.u)
    pelvis = pelvis.pitched(root.lean).turned(root.turn).rolled(root.roll)
    body: Body = {"pelvis": pelvis, **_spine(pelvis, tuple([angles[name] for name in _BENDS]))}
    body["belly"] = body["lumbar2"].moved(angles["belly"], 0.0, 0.0)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        _leg(body, angles, side, sign)
        _arm(body, angles, side, sign)
    return body


@lru_cache(maxsize=8)
def _spine(pelvis: Frame, bends: tuple[float, ...]) -> Body:
    """The frames from the low back to the head. Kept for a moment: mostly only a limb has moved since."""
    spine: Body = {}
    here = pelvis.moved(0.0, 0.0, p.PELVIS)
    for first, (region, steps, length) in zip((0, 3, 6), _REGIONS, strict=True):
        bend, tip, turn = (angle / steps for angle in bends[first : first + 3])
        for step in range(1, steps + 1):
            here = here.pitched(bend).rolled(-tip).turned(turn)
            spine[f"{region}{step}"] = here
            here = here.moved(0.0, 0.0, length / steps)
    spine["head"] = here
    return spine


def _leg(body: Body, angles: Mapping[str, float], side: str, sign: float) -> None:
    hip = body["pelvis"].moved(0.0, sign * p.HIP_JOINT, 0.0)
    thigh = hip.pitched(-angles[f"{side}.hip_flexion"]).rolled(sign * angles[f"{side}.hip_abduction"])
    thigh = thigh.turned(sign * angles[f"{side}.hip_rotation"])
    shank = thigh.moved(0.0, 0.0, -p.THIGH).pitched(angles[f"{side}.knee_flexion"])
    foot = shank.moved(0.0, 0.0, -p.SHANK).pitched(-angles[f"{side}.ankle_dorsiflexion"])
    toes = foot.moved(p.TOE_JOINT[0], 0.0, p.TOE_JOINT[1]).pitched(-angles[f"{side}.toe_extension"])
    body[f"{side}_thigh"], body[f"{side}_shank"] = thigh, shank
    body[f"{side}_foot"], body[f"{side}_toes"] = foot, toes


def _arm(body: Body, angles: Mapping[str, float], side: str, sign: float) -> None:
    flexion, abduction = angles[f"{side}.shoulder_flexion"], angles[f"{side}.shoulder_abduction"]
    raised = max(0.0, min(1.0, (max(abs(flexion), abduction) - 60.0) / 110.0))
    chest = body["thoracic3"]
    joint = chest.moved(
        -0.5 + angles[f"{side}.shoulder_blade_forward"],
        sign * (p.SHOULDER_JOINT - 2.0 * raised),
        _SHOULDER_RISE + angles[f"{side}.shoulder_blade_up"] + 3.5 * raised,
    )
    upper = joint.pitched(-flexion).rolled(sign * abduction).turned(sign * angles[f"{side}.shoulder_rotation"])
    fore = upper.moved(0.0, 0.0, -p.UPPER_ARM).pitched(-angles[f"{side}.elbow_flexion"])
    hand = fore.moved(0.0, 0.0, -p.FOREARM).turned(-sign * angles[f"{side}.forearm_pronation"])
    body[f"{side}_upper_arm"], body[f"{side}_forearm"] = upper, fore
    body[f"{side}_hand"] = hand.rolled(-sign * angles[f"{side}.wrist_flexion"])


def flesh(body: Body, blob: p.Blob, side: str | None = None) -> Flesh:
    """A blob placed in the world; limb blobs need the side, trunk blobs may be mirrored by it."""
    mirrored = -blob.y if side == "right" else blob.y
    name = f"{side}_{blob.segment}" if blob.segment in LIMB_SEGMENTS else blob.segment
    out = blob.swell * swelling(body) / 2 if blob.swell else 0.0
    return Flesh(body[name].moved(blob.x + out, mirrored, blob.z), blob.rx + out, blob.ry, blob.rz)


def swelling(body: Body) -> float:
    """How far (cm) the belly is pushed out, negative drawn in."""
    waist = body["lumbar2"]
    return dot(minus(body["belly"].o, waist.o), waist.f)


def placed(body: Body, blobs: Iterable[p.Blob], side: str | None = None) -> list[Flesh]:
    """Several blobs placed in the world, in order."""
    return [flesh(body, blob, side) for blob in blobs]


def limb_lengths(body: Body) -> dict[str, float]:
    """The distance between neighbouring joints of every limb, in cm."""
    lengths = {}
    for side in SIDES:
        for upper, lower in (("thigh", "shank"), ("shank", "foot"), ("upper_arm", "forearm"), ("forearm", "hand")):
            a, b = body[f"{side}_{upper}"].o, body[f"{side}_{lower}"].o
            lengths[f"{side}_{upper}"] = sqrt(sum((q - r) ** 2 for q, r in zip(a, b, strict=True)))
    return lengths
