"""The body from the front and from the back: half a contour, the strips between it and the midline, their regions."""

from __future__ import annotations

from clinic.figures.body_strip import STEPS, Strip, contour, mirrored, spans, straight
from clinic.figures.outline import Loop

HALF = contour(
    (-6.4, 0.9), (0, 0, "crown"), (6.4, 0.9), (11.4, 5), (13.6, 11.8), (13.7, 18.4, "ear"), (15, 18.8), (15.1, 22),
    (13.4, 27, "lobe"), (12.4, 31), (10.8, 34.4), (8.6, 37.2, "neck_top!"), (8.1, 41), (8.5, 45.6, "neck_base"),
    (11.4, 49.6), (18.2, 52.8), (25.8, 55.2), (32, 57.6, "acromion"), (37, 61.6), (39.6, 68.4), (40.3, 77, "deltoid"),
    (40.5, 88, "arm_out"), (41.1, 99), (42.4, 108.6, "elbow_over"), (44.6, 117), (46.2, 125, "elbow_under"),
    (47.3, 135), (48, 145, "wrist_out"), (49.4, 150.4), (51, 156.4), (51.5, 163), (51, 169.6), (49.9, 174.4),
    (48.2, 176.4, "fingertip"), (46.1, 174.8), (45.2, 168.6), (44.8, 161.4, "thumb_root!"), (43.5, 164.9),
    (41.6, 164.2), (40.6, 158.6), (41.2, 152.6), (42.2, 147, "wrist_in"), (40.6, 139), (37.8, 129),
    (35.3, 119.5, "elbow_low"), (33.6, 110, "elbow_high"), (31.8, 100), (30.2, 90, "arm_in"),
    (28.8, 82.5, "arm_pit_in"), (27.2, 75.6, "armpit!"), (27.2, 82), (26.5, 90, "ribs"), (25, 99),
    (23.3, 107.5, "waist"), (23, 113), (24.1, 120), (26.1, 128, "crest"), (28, 137.5, "crease"), (29.2, 147),
    (29.5, 155, "hip"), (29, 164), (27.4, 179, "thigh_out"), (24.9, 195), (22.3, 208.4, "knee_over"), (20.9, 219),
    (20.6, 229, "knee_under"), (21.5, 239), (21.2, 249, "calf_out"), (19.2, 262), (17, 275, "ankle_over"),
    (16.5, 281), (17.4, 285), (17, 289.4, "ankle_under"), (18.6, 294), (20.8, 298), (20.2, 300.6),
    (15.4, 301.4, "toes"), (9.6, 301.2), (7.2, 299), (7.6, 294.6), (8.2, 289.4, "ankle_low"), (7.5, 284),
    (8.2, 277.4, "ankle_high"), (7.2, 265), (4.9, 252, "calf_in"), (4, 242), (5, 231, "knee_low"), (5.1, 222),
    (4.4, 211.4, "knee_high"), (2.8, 198), (1.5, 182, "thigh_in"), (0.7, 168), (0, 158, "crotch!"),
)  # fmt: skip  # the contour reads best from the crown down
"""The half of the body at x > 0, from the crown by the arm, the flank and the leg to the crotch."""

FOLD_DIP = 6.5
"""How far the fold under the buttock hangs below a straight line."""
_CAP = contour((*HALF.at("acromion"), "acromion"), (28.6, 61.4), (27, 68), (*HALF.at("armpit"), "armpit"))
"""Where the arm joins the trunk."""


def _trunk(middle: tuple[float, ...], outer: tuple[str, ...], dip: float = 0.0) -> Strip:
    """From the midline (heights) to the contour (named points); the third knot is the armpit."""
    outer_rail = (*spans(HALF, *outer[:2]), _CAP.whole, *spans(HALF, *outer[2:]))
    return Strip(straight(*((0.0, y) for y in middle)), outer_rail, 1.7, dip, len(middle) - 1)


def _neck(bottom: float) -> Strip:
    return Strip(straight((0, 40), (0, bottom)), spans(HALF, "neck_top", "neck_base"), dome=1.7)


HEAD = Strip(straight((0, 0), (0, 40)), spans(HALF, "crown", "neck_top"), dome=1.7)
FRONT = _trunk((53, 61, 77, 93, 108, 127, 158), ("neck_base", "acromion", "armpit", "ribs", "waist", "crest", "crease"))
BACK = _trunk(
    (50, 60, 77, 92, 107, 127, 140, 158),
    ("neck_base", "acromion", "armpit", "ribs", "waist", "crest", "crease", "hip"),
    FOLD_DIP,
)
ARM = Strip(
    spans(HALF, "armpit", "arm_pit_in", "arm_in", "elbow_high", "elbow_low", "wrist_in", "fingertip"),
    spans(HALF, "acromion", "deltoid", "arm_out", "elbow_over", "elbow_under", "wrist_out", "fingertip"),
)
_INNER = ("thigh_in", "knee_high", "knee_low", "calf_in", "ankle_high", "ankle_low", "toes")
_OUTER = ("thigh_out", "knee_over", "knee_under", "calf_out", "ankle_over", "ankle_under", "toes")


def _down(line: tuple[Loop, ...]) -> tuple[Loop, ...]:
    return tuple(piece[::-1] for piece in line[::-1])


LEG_FRONT = Strip(_down(spans(HALF, *_INNER[::-1], "crotch")), spans(HALF, "crease", *_OUTER), dome=1.7)
LEG_BACK = Strip(_down(spans(HALF, *_INNER[::-1], "crotch")), spans(HALF, "hip", *_OUTER), 1.7, FOLD_DIP)


def joined(half: Loop) -> Loop:
    """A region on the midline: the half that was cut, and its mirror image."""
    away = [q for q in half if q[0] > 1e-6]
    ends = [q for q in half if q[0] <= 1e-6]
    top, bottom = min(ends, key=lambda q: q[1]), max(ends, key=lambda q: q[1])
    return [top, *away, bottom, *mirrored(away[::-1])]


ARM_REGIONS: dict[str, Loop] = {
    "shoulder": [*_CAP.whole[::-1], *ARM.band(0, 1.8, bow=(0, 0.2))[STEPS + 1 :]],
    "upper_arm": ARM.band(1.8, 3, bow=(0.2, 0.06)),
    "elbow": ARM.band(3, 4, bow=(0.06, 0.08)),
    "forearm": ARM.band(4, 4.9, bow=(0.08, 0.03)),
    "hand": ARM.band(4.9, 6, bow=(0.03, 0)),
}
FRONT_SIDED: dict[str, Loop] = {
    **ARM_REGIONS,
    "shoulder_top": FRONT.band(0, 1),
    "chest": FRONT.band(1, 3, 0.2, 1),
    "ribs_side": FRONT.band(3, 4, 0.6, 1),
    "waist_side": FRONT.band(4, 5.3, 0.6, 1),
    "lower_belly": FRONT.band(4.3, 5.3, 0, 0.6),
    "groin": FRONT.band(5.3, 6, 0.3, 1),
    "hip_side": LEG_FRONT.band(0, 0.7, 0.76, 1),
    "thigh_front": LEG_FRONT.band(0, 2, 0.34, 0.76),
    "thigh_outer": LEG_FRONT.band(0.7, 2, 0.76, 1),
    "thigh_inner": LEG_FRONT.band(0, 2, 0, 0.34),
    "knee_front": LEG_FRONT.band(2, 3),
    "shin": LEG_FRONT.band(3, 5, 0, 0.62),
    "lower_leg_outer": LEG_FRONT.band(3, 5, 0.62, 1),
    "ankle": LEG_FRONT.band(5, 6),
    "foot_top": LEG_FRONT.band(6, 7),
}
FRONT_CENTRAL: dict[str, Loop] = {
    "head_front": joined(HEAD.band(0, 1)),
    "neck_front": joined(_neck(53).band(0, 1)),
    "breastbone": joined(FRONT.band(1, 3, 0, 0.2)),
    "upper_belly": joined(FRONT.band(3, 4.3, 0, 0.6)),
    "saddle": joined(FRONT.band(5.3, 6, 0, 0.3)),
}
BACK_SIDED: dict[str, Loop] = {
    **ARM_REGIONS,
    "shoulder_top": BACK.band(0, 1),
    "shoulder_blade": BACK.band(1, 3, 0.2, 1),
    "mid_back": BACK.band(3, 4, 0.28, 1),
    "low_back": BACK.band(4, 5, 0.32, 1),
    "sacroiliac": BACK.band(5, 6, 0.24, 0.62),
    "hip_side": BACK.band(5, 6, 0.62, 1),
    "buttock": BACK.band(6, 7, 0, 1),
    "thigh_back": LEG_BACK.band(0, 2, 0, 0.8),
    "thigh_outer": LEG_BACK.band(0, 2, 0.8, 1),
    "knee_back": LEG_BACK.band(2, 3),
    "calf": LEG_BACK.band(3, 5),
    "ankle": LEG_BACK.band(5, 6),
    "heel": LEG_BACK.band(6, 7),
}
BACK_CENTRAL: dict[str, Loop] = {
    "head_back": joined(HEAD.band(0, 1)),
    "neck_back": joined(_neck(50).band(0, 1)),
    "upper_back": joined(BACK.band(1, 3, 0, 0.2)),
    "mid_back": joined(BACK.band(3, 4, 0, 0.28)),
    "low_back": joined(BACK.band(4, 5, 0, 0.32)),
    "tailbone": joined(BACK.band(5, 6, 0, 0.24)),
}
