"""What a drawn body does, in the words of the demands: spine, head and heart, how it lies, arms, kneeling, balance."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, degrees

from clinic.domain.pose import Posture
from clinic.figures.contact import Solved
from clinic.figures.landmarks import contact, landmark
from clinic.figures.skeleton import Body
from clinic.figures.space import Vec, between, dot

_MASSES = (
    ("pelvis", "thoracic3", 0.5, 0.497), ("neck1", "head", 0.9, 0.081),
    ("thigh", "shank", 0.433, 0.100), ("shank", "foot", 0.433, 0.0465), ("foot", "toes", 0.5, 0.0145),
    ("upper_arm", "forearm", 0.436, 0.028), ("forearm", "hand", 0.430, 0.016), ("hand", "hand", 0.0, 0.006),
)  # fmt: skip
"""From joint to joint, where the mass centre lies between them, and the share of body mass: Winter, table 4.1."""


_ON_BACK = {"back", "shoulders", "low_back"}
_ON_FRONT = {"chest", "belly", "pelvis", "left_thigh", "right_thigh"}
_ON_SIDE = {"side", "flank"}
_LYING = _ON_BACK | _ON_FRONT | _ON_SIDE
_LIMB_STARTS = {"thigh", "shank", "foot", "upper_arm", "forearm", "hand"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One picture's body in numbers: degrees and cm. The spine is lumbar and thoracic together, without the neck.

    `arm_angle` is the wider upper arm against the side of the trunk; `arm_raised` is the same with an arm that hangs
    straight down left out, and one that reaches down from a bent-over body measured from the plumb line.
    """

    spine_flexion: float
    spine_rotation: float
    ear_over_breastbone: float
    arm_raised: float
    arm_angle: float
    lies_on_back: bool
    lies_on_front: bool
    lies_on_side: bool
    knees_down: int
    ankle_over_heart: float


def facts(solved: Solved, posture: Posture) -> Facts:
    """The facts of one solved posture."""
    body, angles = solved.body, solved.angles
    chest = body["thoracic2"]
    flat = abs(chest.u[2]) < 0.5
    loads = {rest.point for rest in posture.rests}
    carried = bool(loads & _LYING)
    knees = set() if carried else {point for point in loads if point.endswith(("_knee", "_shin"))}
    breast = chest.at(0.0, 0.0, 5.0)[2]
    return Facts(
        spine_flexion=angles["lumbar_flexion"] + angles["thoracic_flexion"],
        spine_rotation=angles["lumbar_rotation"] + angles["thoracic_rotation"],
        ear_over_breastbone=landmark(body, "ear")[2] - breast,
        arm_angle=max(_apart(body[f"{side}_upper_arm"].u, chest.u) for side in ("left", "right")),
        arm_raised=max(_raised(body, side) for side in ("left", "right")),
        lies_on_back=bool(loads & (_ON_BACK | _ON_SIDE)) and flat and chest.f[2] > 0.6,
        lies_on_front=bool(loads & (_ON_FRONT | _ON_SIDE)) and flat and chest.f[2] < -0.6,
        lies_on_side=carried and flat and abs(chest.l[2]) > 0.6,
        knees_down=len({point.partition("_")[0] for point in knees}),
        ankle_over_heart=max(body[f"{side}_foot"].o[2] for side in ("left", "right")) - breast,
    )


def _raised(body: Body, side: str) -> float:
    """The angle of an upper arm to the side of the trunk; of an arm that hangs from shoulder to hand, to the plumb line
    if that is less, and none while it is within 26 degrees of it.
    """
    upper, elbow, wrist = body[f"{side}_upper_arm"], body[f"{side}_forearm"].o, body[f"{side}_hand"].o
    to_trunk = _apart(upper.u, body["thoracic2"].u)
    if upper.u[2] > 0.9:
        return 0.0
    return min(to_trunk, _apart(upper.u, (0.0, 0.0, 1.0))) if upper.o[2] > elbow[2] > wrist[2] else to_trunk


def _apart(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, dot(a, b)))))


def mass_centre(solved: Solved) -> Vec:
    """The centre of body mass, with the segment masses and centres of Winter's table 4.1."""
    total, x, y, z = 0.0, 0.0, 0.0, 0.0
    for upper, lower, share, mass in _MASSES:
        for side in ("left_", "right_") if upper in _LIMB_STARTS else ("",):
            here = between(solved.body[side + upper].o, solved.body[side + lower].o, share)
            total, x, y, z = total + mass, x + mass * here[0], y + mass * here[1], z + mass * here[2]
    return (x / total, y / total, z / total)


def off_balance(solved: Solved, posture: Posture) -> float:
    """How far (cm) the mass centre lies outside the feet of a body that stands on nothing else; 0 when it does not."""
    points = [rest.point for rest in posture.rests]
    stands = points and all(p.endswith(("_foot", "_heel", "_toes", "_forefoot")) and "outer" not in p for p in points)
    if not stands:
        return 0.0
    edges = [
        flesh.frame.o[0] + way * reach
        for p in points
        for flesh in contact(solved.body, p)
        for way, reach in ((-1.0, 3.5), (1.0, 6.0))
    ]
    x = mass_centre(solved)[0]
    return max(0.0, min(edges) - x, x - max(edges))
