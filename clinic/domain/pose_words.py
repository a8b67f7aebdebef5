"""The words a pose may use: views, props, surfaces, body points that rest, landmarks, marks and anchors."""

from __future__ import annotations

VIEWS: dict[str, tuple[float, float]] = {
    "side": (12.0, 0.0),
    "profile": (0.0, 0.0),
    "three_quarter": (40.0, 0.0),
    "front": (90.0, 0.0),
    "back": (-90.0, 0.0),
    "top": (0.0, 90.0),
    "raised": (12.0, 20.0),
}
"""Named views as (azimuth, elevation) of the viewer: 0, 0 looks at a body that faces right from its right-hand side."""

SOLIDS = ("chair", "bed", "bench", "table", "wall", "step", "pillow", "towel", "bike")
LINES = ("stick", "band", "strap")
PROPS = (*SOLIDS, "post", *LINES)
SURFACES = ("floor", *SOLIDS, "chair_back")
ANCHORS = tuple(f"bike_{side}_{part}" for side in ("left", "right") for part in ("handgrip", "pedal"))
WHICH = ("start", "finish", "both")
"""The pictures a thing, an arrow or a mark may belong to."""
MARKS = ("low_back", "shoulder_blades", "belly", "low_belly", "buttocks", "pelvic_floor")

TRUNK_CONTACTS = (
    "buttocks", "back", "shoulders", "low_back", "belly", "chest", "pelvis", "side", "flank", "head", "forehead",
)  # fmt: skip
LIMB_CONTACTS = (
    "foot", "heel", "toes", "forefoot", "instep", "outer_foot", "ankle", "calf", "shin", "outer_leg", "knee", "thigh",
    "hand", "fist", "forearm", "elbow", "upper_arm",
)  # fmt: skip
PLURALS: dict[str, str] = {
    "feet": "foot", "heels": "heel", "toes": "toes", "forefeet": "forefoot", "insteps": "instep", "ankles": "ankle",
    "calves": "calf", "shins": "shin", "knees": "knee", "thighs": "thigh", "hands": "hand", "fists": "fist",
    "forearms": "forearm", "elbows": "elbow", "upper_arms": "upper_arm",
}  # fmt: skip
"""Names for both sides at once: `feet` is `left_foot` and `right_foot`."""

TRUNK_LANDMARKS = (
    "pelvis", "hips", "tailbone", "buttocks", "belly", "low_belly", "low_back", "chest", "breastbone", "upper_back",
    "neck", "head", "ear", "face", "back_of_head", "top_of_head",
)  # fmt: skip
LIMB_LANDMARKS = (
    "shoulder", "elbow", "wrist", "palm", "hand", "fingertips", "hip", "thigh", "back_of_thigh", "knee", "shin", "calf",
    "ankle", "heel", "foot", "sole", "toes",
)  # fmt: skip
MIDDLES: dict[str, str] = {"hands": "hand", "feet": "foot", "knees": "knee", "elbows": "elbow", "shoulders": "shoulder"}
"""Landmarks half-way between left and right."""


def sided(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name for the left and for the right: `left_foot`, `right_foot`."""
    return tuple(f"{side}_{name}" for side in ("left", "right") for name in names)


CONTACTS = (*TRUNK_CONTACTS, *PLURALS, *sided(LIMB_CONTACTS))
LANDMARKS = (*TRUNK_LANDMARKS, *MIDDLES, *sided(LIMB_LANDMARKS))
PLACED = sided(LIMB_LANDMARKS)


def members(point: str) -> tuple[str, ...]:
    """A plural contact as its two sided ones; anything else as itself."""
    return sided((PLURALS[point],)) if point in PLURALS else (point,)
