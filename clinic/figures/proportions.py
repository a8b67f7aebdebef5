"""The drawn body: segment lengths and the flesh round them, for a body height of 170 cm.

Lengths are Drillis and Contini (1966), body segment lengths as fractions of body height, as printed in Winter,
Biomechanics and Motor Control of Human Movement, figure 4.1: thigh 0.245, shank 0.246, ankle height 0.039, foot 0.152,
upper arm 0.186, forearm 0.146, hand 0.108, hip height 0.530, shoulder height 0.818, chin height 0.870, shoulder
breadth 0.259, hip breadth 0.191. The division of the trunk between hip and shoulder, and every radius, is drawn.
"""

from __future__ import annotations

from typing import NamedTuple

HEIGHT = 170.0
THIGH = 0.245 * HEIGHT
SHANK = 0.246 * HEIGHT
ANKLE = 0.039 * HEIGHT
FOOT = 0.152 * HEIGHT
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
HAND = 0.108 * HEIGHT
HIP_HEIGHT = 0.530 * HEIGHT
SHOULDER_HEIGHT = 0.818 * HEIGHT
PELVIS = 0.058 * HEIGHT
LUMBAR = 0.108 * HEIGHT
THORACIC = 0.154 * HEIGHT
NECK = 0.052 * HEIGHT
HIP_JOINT = 8.6
SHOULDER_JOINT = 0.259 * HEIGHT / 2 - 4.8
ACROMION = 2.6
"""How far the shoulder joint lies below the top of the shoulder that shoulder height is measured to."""
LUMBAR_STEPS = 3
THORACIC_STEPS = 3
NECK_STEPS = 2


class Blob(NamedTuple):
    """An ellipsoid of flesh fixed to one segment: local centre and radii forward, left, up.

    `swell` is the share of the belly's travel (breathing, drawing in) that its front follows.
    """

    segment: str
    x: float
    y: float
    z: float
    rx: float
    ry: float
    rz: float
    swell: float = 0.0


def _slab(
    segment: str, z: float, half_width: float, front: float, back: float, rz: float = 3.5, swell: float = 0.0
) -> Blob:
    return Blob(segment, (front - back) / 2, 0.0, z, (front + back) / 2, half_width, rz, swell)


PELVIC = (
    _slab("pelvis", -6.3, 11.5, 4.5, 10.3, 4.2),
    _slab("pelvis", -2.0, 15.4, 8.0, 12.2, 4.0),
    _slab("pelvis", 3.5, 15.9, 9.3, 11.6, 4.0, 0.25),
    _slab("pelvis", 8.5, 14.6, 9.6, 9.9, swell=0.7),
    _slab("lumbar1", 2.5, 13.3, 9.5, 8.6, swell=0.9),
)
SHIRT = (
    _slab("pelvis", 7.0, 14.9, 9.7, 10.4, 2.2, 0.6),
    _slab("lumbar1", 1.0, 13.7, 9.7, 9.0, 2.5, 0.9),
    _slab("lumbar2", 0.5, 12.7, 9.5, 8.3, swell=1.0),
    _slab("lumbar3", 0.0, 12.9, 9.6, 8.5, swell=0.9),
    _slab("lumbar3", 5.5, 13.9, 10.3, 9.6, swell=0.5),
    _slab("thoracic1", 5.0, 15.0, 11.4, 11.0, swell=0.15),
    _slab("thoracic2", 2.5, 15.6, 11.6, 11.7),
    _slab("thoracic2", 7.5, 15.6, 10.3, 11.6),
    _slab("thoracic3", 1.6, 14.2, 8.4, 10.8, 3.0),
    _slab("thoracic3", 5.6, 9.0, 4.6, 9.0, 2.4),
    _slab("thoracic3", 8.3, 6.3, 4.2, 6.8, 1.9),
)
HEM = (Blob("pelvis", -4.4, 0.0, 7.0, 6.0, 14.9, 2.2), Blob("lumbar1", -3.2, 0.0, 1.0, 5.8, 13.7, 2.5))
"""The back half of the shirt's hem, which hangs over the hip of a bent leg too."""
NECK_BLOBS = (
    Blob("thoracic3", -1.6, 0.0, 6.0, 5.2, 5.6, 3.0),
    Blob("neck1", -0.9, 0.0, 2.0, 5.1, 5.1, 3.0),
    Blob("neck2", 0.2, 0.0, 2.5, 4.9, 4.8, 3.0),
    Blob("head", 0.6, 0.0, 2.5, 5.2, 4.9, 4.0),
)
FACE = (
    Blob("head", 1.6, 0.0, 8.4, 8.4, 6.8, 7.4),
    Blob("head", 3.6, 0.0, 2.2, 6.2, 5.9, 5.4),
    Blob("head", 6.3, 0.0, -1.9, 3.0, 3.6, 3.3),
)
NOSE = (Blob("head", 9.4, 0.0, 5.8, 0.8, 1.1, 1.2), Blob("head", 10.9, 0.0, 3.7, 1.0, 1.3, 0.9))
CROWN = (
    Blob("head", 4.6, 0.0, 13.2, 4.6, 6.4, 3.2),
    Blob("head", 0.2, 0.0, 12.2, 7.6, 7.5, 4.9),
)
HAIR = (
    Blob("head", 0.2, 0.0, 12.2, 7.6, 7.5, 4.9),
    Blob("head", -2.3, 0.0, 9.0, 7.2, 7.6, 7.2),
    Blob("head", -4.6, 0.0, 4.2, 4.6, 6.0, 5.2),
)
EAR = Blob("head", 0.6, 0.0, 4.6, 1.5, 7.7, 2.3)
NOSE_SHADE = Blob("head", 10.6, 0.0, 3.4, 1.0, 1.1, 1.2)
GIRDLE = Blob("thoracic3", -0.9, 6.0, 3.6, 5.4, 4.0, 4.0)


def _tube(segment: str, length: float, stations: tuple[tuple[float, float, float], ...]) -> tuple[Blob, ...]:
    """Spheres down a limb: (share of the length, radius, forward offset)."""
    return tuple(Blob(segment, x, 0.0, -share * length, r, r, r) for share, r, x in stations)


THIGH_BLOBS = _tube(
    "thigh",
    THIGH,
    ((0.0, 8.5, -0.2), (0.16, 8.5, 0.0), (0.38, 7.8, 0.3), (0.62, 6.6, 0.3), (0.85, 5.4, 0.1), (1.0, 5.1, 0.2)),
)
THIGH_BLOBS = tuple(blob._replace(ry=min(blob.ry, 7.2)) for blob in THIGH_BLOBS)
"""Two thighs side by side are no broader than the pelvis, Winter's hip breadth."""
SHANK_BLOBS = _tube(
    "shank",
    SHANK,
    ((0.0, 5.1, 0.2), (0.14, 5.0, -0.6), (0.30, 5.4, -1.3), (0.48, 4.8, -1.0), (0.72, 3.6, -0.3), (0.93, 3.1, 0.0)),
)
ANKLE_BLOBS = _tube("shank", SHANK, ((0.86, 3.0, 0.0), (1.0, 3.0, 0.0)))
REAR_FOOT = (
    Blob("foot", 0.0, 0.0, 0.0, 3.2, 3.2, 3.2),
    Blob("foot", -2.3, 0.0, -3.7, 3.0, 3.0, 2.9),
    Blob("foot", 3.2, 0.0, -2.6, 3.2, 3.2, 3.4),
    Blob("foot", 8.5, 0.0, -4.2, 2.6, 3.9, 2.4),
    Blob("foot", 13.6, 0.0, -4.85, 2.2, 4.5, 1.75),
)
HEEL = Blob("foot", -2.3, 0.0, -3.7, 3.0, 3.0, 2.9)
BALL = REAR_FOOT[-1]
TOE_JOINT = (13.6, -4.9)
TOE_BLOBS = (Blob("toes", 0.0, 0.0, 0.05, 2.2, 4.5, 1.7), Blob("toes", 5.3, 0.0, -0.35, 1.6, 3.6, 1.3))
UPPER_ARM_BLOBS = _tube(
    "upper_arm", UPPER_ARM, ((0.0, 4.8, 0.0), (0.2, 4.8, 0.0), (0.5, 4.1, 0.2), (0.8, 3.7, 0.0), (1.0, 3.55, 0.0))
)
SLEEVE_BLOBS = _tube("upper_arm", UPPER_ARM, ((0.0, 4.95, 0.0), (0.2, 5.15, 0.0), (0.46, 4.8, 0.1)))
FOREARM_BLOBS = _tube(
    "forearm", FOREARM, ((0.0, 3.55, 0.0), (0.2, 3.8, 0.2), (0.5, 3.3, 0.1), (0.8, 2.5, 0.0), (1.0, 2.3, 0.0))
)
PALM_BLOBS = (
    Blob("hand", 0.0, 0.0, 0.0, 2.4, 1.9, 1.9),
    Blob("hand", 0.2, 0.0, -3.2, 3.3, 1.7, 2.0),
    Blob("hand", 0.2, 0.0, -7.2, 3.7, 1.5, 2.0),
)
FINGER_BLOBS = (
    PALM_BLOBS[-1],
    Blob("hand", 0.0, 0.0, -12.0, 3.2, 1.2, 1.6),
    Blob("hand", -0.2, 0.0, -HAND + 1.5, 2.0, 1.0, 1.5),
)
FIST_BLOBS = (PALM_BLOBS[1], Blob("hand", 0.2, 0.0, -6.6, 3.9, 2.7, 2.9))
THUMB_BLOBS = (
    Blob("hand", 2.0, 0.0, -2.6, 1.5, 1.3, 1.5),
    Blob("hand", 4.7, 0.0, -6.2, 1.15, 1.1, 1.2),
    Blob("hand", 5.3, 0.0, -8.4, 1.0, 1.0, 1.0),
)
