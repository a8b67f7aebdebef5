"""Named places on the body: points that arrows, bands and hands refer to, and the flesh that can rest on a surface."""

from __future__ import annotations

from clinic.domain.pose_words import MIDDLES
from clinic.figures import proportions as p
from clinic.figures.skeleton import SIDES, Body, Flesh, flesh, swelling
from clinic.figures.space import Vec, between

_TRUNK_POINTS = {
    "pelvis": ("pelvis", 0.0, 0.0, 2.0),
    "hips": ("pelvis", 0.0, 0.0, 0.0),
    "tailbone": ("pelvis", -12.3, 0.0, 2.0),
    "buttocks": ("pelvis", -11.5, 0.0, -4.0),
    "belly": ("belly", 9.6, 0.0, 0.0),
    "low_belly": ("pelvis", 10.0, 0.0, 7.0),
    "low_back": ("lumbar2", -8.4, 0.0, 0.0),
    "chest": ("thoracic2", 11.6, 0.0, 3.0),
    "breastbone": ("thoracic2", 11.2, 0.0, 5.0),
    "upper_back": ("thoracic2", -11.7, 0.0, 4.0),
    "neck": ("neck1", 0.0, 0.0, 3.0),
    "head": ("head", 1.5, 0.0, 7.0),
    "ear": ("head", -0.2, 0.0, 4.7),
    "face": ("head", 11.5, 0.0, 3.0),
    "back_of_head": ("head", -9.4, 0.0, 8.0),
    "top_of_head": ("head", 0.0, 0.0, 16.6),
}
_SWELLS = {"low_belly": 0.65}
"""The share of the belly's travel that a landmark of another segment follows."""
_LIMB_POINTS = {
    "shoulder": ("upper_arm", 0.0, 0.0),
    "elbow": ("forearm", 0.0, 0.0),
    "wrist": ("hand", 0.0, 0.0),
    "palm": ("hand", 0.2, -7.0),
    "hand": ("hand", 0.2, -7.0),
    "fingertips": ("hand", 0.0, -p.HAND),
    "hip": ("thigh", 0.0, 0.0),
    "thigh": ("thigh", 7.6, -0.5 * p.THIGH),
    "back_of_thigh": ("thigh", -7.0, -0.6 * p.THIGH),
    "knee": ("shank", 5.2, 0.0),
    "shin": ("shank", 3.4, -0.5 * p.SHANK),
    "calf": ("shank", -6.5, -0.35 * p.SHANK),
    "ankle": ("foot", 0.0, 0.0),
    "heel": ("foot", -3.5, -5.0),
    "foot": ("foot", 6.0, -5.5),
    "sole": ("foot", 6.0, -6.6),
    "toes": ("toes", 4.0, -0.5),
}
_TRUNK_CONTACTS: dict[str, tuple[p.Blob, ...]] = {
    "buttocks": p.PELVIC[:3],
    "back": p.SHIRT[5:9],
    "shoulders": p.SHIRT[7:9],
    "low_back": p.SHIRT[2:4],
    "belly": p.SHIRT[1:5],
    "chest": p.SHIRT[5:8],
    "pelvis": p.PELVIC[1:4],
    "side": p.PELVIC[1:4],
    "flank": p.SHIRT[3:7],
    "head": (p.HAIR[1], p.HAIR[2], p.FACE[0]),
    "forehead": (p.CROWN[0], p.FACE[0], p.NOSE[1]),
}
_LIMB_CONTACTS: dict[str, tuple[p.Blob, ...]] = {
    "foot": (p.HEEL, p.BALL),
    "heel": (p.HEEL,),
    "toes": (p.TOE_BLOBS[1],),
    "forefoot": (p.BALL, p.TOE_BLOBS[1]),
    "instep": (p.REAR_FOOT[3], p.BALL, p.TOE_BLOBS[1]),
    "knee": (p.SHANK_BLOBS[0],),
    "shin": (p.SHANK_BLOBS[0], p.ANKLE_BLOBS[1]),
    "calf": (p.SHANK_BLOBS[2],),
    "thigh": (p.THIGH_BLOBS[2],),
    "ankle": (p.ANKLE_BLOBS[1],),
    "hand": (p.PALM_BLOBS[1], p.FINGER_BLOBS[2]),
    "fist": (p.FIST_BLOBS[1],),
    "elbow": (p.UPPER_ARM_BLOBS[-1],),
    "upper_arm": (p.UPPER_ARM_BLOBS[1], p.UPPER_ARM_BLOBS[-1]),
    "forearm": (p.FOREARM_BLOBS[0], p.FOREARM_BLOBS[4]),
    "outer_leg": (p.SHANK_BLOBS[0], p.REAR_FOOT[3]),
    "outer_foot": (p.REAR_FOOT[3],),
}
EACH = {"foot", "forefoot", "hand", "shin", "forearm", "outer_leg"}
"""Contacts of which every part lies on the surface (heel and ball, wrist and fingers), not only the lowest."""


def split(point: str) -> tuple[str | None, str]:
    """The side and the rest of a name: left_hand -> left, hand; back -> None, back."""
    head, _, tail = point.partition("_")
    return (head, tail) if head in SIDES else (None, point)


def contact(body: Body, point: str) -> list[Flesh]:
    """The flesh of one (not plural) contact point, placed in the world."""
    side, name = split(point)
    blobs = _TRUNK_CONTACTS[name] if side is None else _LIMB_CONTACTS[name]
    found = [flesh(body, blob, side) for blob in blobs]
    if name == "side":
        found += [flesh(body, blob, each) for each in SIDES for blob in p.THIGH_BLOBS[:2]]
    return found


def landmark(body: Body, name: str) -> Vec:
    """The world point of a landmark; a plural one is the middle of its two."""
    if name in MIDDLES:
        left, right = (landmark(body, f"{side}_{MIDDLES[name]}") for side in SIDES)
        return between(left, right, 0.5)
    if name in _TRUNK_POINTS:
        segment, x, y, z = _TRUNK_POINTS[name]
        return body[segment].at(x + _SWELLS.get(name, 0.0) * swelling(body), y, z)
    side, rest = split(name)
    segment, x, z = _LIMB_POINTS[rest]
    return body[f"{side}_{segment}"].at(x, 0.0, z)
