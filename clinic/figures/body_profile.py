"""The body from its left side, facing left: the profile, the arm held a little forward, and their regions."""

from __future__ import annotations

from clinic.figures.body_strip import Strip, contour, spans, straight
from clinic.figures.outline import Loop

PROFILE = contour(
    (10.4, 2.4), (1, 0, "crown"), (-8.4, 2.6), (-13.6, 8.4), (-14.9, 14), (-14.7, 17.4), (-16.4, 21), (-18.3, 24.4),
    (-16.1, 26.2), (-16.2, 28.4), (-15.2, 30.2), (-15.4, 32.2), (-15, 36.2), (-12.4, 38.8, "chin"),
    (-8, 39.8, "throat!"), (-6.4, 45), (-7.2, 52, "collar"), (-10.6, 59), (-14.6, 68), (-16.8, 78), (-17, 87),
    (-16.2, 95, "chest_low"), (-15.4, 105), (-15.6, 114), (-15.9, 121.5, "belly"), (-15.8, 129, "belly_low"),
    (-15, 138), (-13.6, 147), (-13.4, 154, "groin"), (-15.4, 164), (-16.8, 178, "thigh_front"), (-15.6, 194),
    (-13, 208, "knee_over"), (-13.2, 216.5), (-12.4, 224), (-10.6, 231, "shin_top"), (-9.6, 240), (-8.4, 252, "shin"),
    (-6.6, 266), (-5.6, 276, "ankle_over"), (-6.2, 284.4, "instep"), (-11, 289), (-18, 293), (-24, 296),
    (-26.8, 299.2, "toes"), (-24.6, 301.2), (-14, 301.2), (-4, 300.4, "arch"), (4, 301.2), (9.4, 301), (11.4, 297.2),
    (10.8, 291, "heel"), (8.4, 282.6), (7.8, 275, "ankle_back"), (9.6, 263), (13.4, 249, "calf"), (14.8, 240),
    (12.8, 229.6, "calf_top"), (9.4, 220), (9.2, 209, "knee_back"), (11.8, 196), (14, 180, "thigh_back"), (15, 168),
    (15.2, 161, "fold"), (19.6, 154.6), (21.2, 146), (19.8, 136.6, "buttock"), (16.2, 127, "pelvis"), (12.6, 119.4),
    (11.2, 112, "low_back"), (11.5, 106, "mid_back"), (13.4, 96.5), (16.2, 87, "blade"), (18, 77), (18, 67),
    (15.4, 58.6), (11.2, 52, "nape"), (9, 46), (9.2, 40.6, "skull"), (12.4, 35.6), (16.6, 29), (18.2, 20), (16.4, 10),
    (10.4, 2.4), (1, 0, "crown_back"), (-8.4, 2.6),
)  # fmt: skip  # the contour reads best from the crown down
"""From the crown down the face, the belly and the front of the leg, and up the back."""

ARM = contour(
    (1.6, 58.4, "top!"), (7, 60.6), (9.8, 66), (9, 73, "blade"), (5, 82.4), (0.4, 91.6, "behind"), (-3.6, 101),
    (-7.2, 109.4, "elbow_back"), (-10.6, 116.4), (-15.9, 121.5, "belly"), (-21.2, 129.6), (-27.4, 139),
    (-31.4, 145.6, "wrist_under"), (-33, 151.6), (-34.6, 158), (-37.4, 164.6), (-40.6, 169), (-43, 170, "fingertip"),
    (-44, 167.6), (-43.4, 162.6), (-43.4, 158.4, "thumb_root!"), (-45.6, 161), (-47.4, 160.4), (-47.6, 156),
    (-44.8, 149.6), (-38.6, 142.2, "wrist_over"), (-35, 136.4), (-30.2, 126.6), (-26.2, 117.6, "forearm"),
    (-22.6, 109.6, "elbow_front"), (-19.6, 102), (-16.2, 95, "chest_low"), (-12.4, 86.4), (-9, 77, "deltoid"),
    (-7.6, 68), (-4.6, 61.4), (1.6, 58.4, "top_again"),
)  # fmt: skip  # the contour reads best from the shoulder by the elbow to the fingertips and back
"""From the top of the shoulder down the back of the arm and up its front; it crosses the profile twice."""


def _down(line: tuple[Loop, ...]) -> tuple[Loop, ...]:
    return tuple(piece[::-1] for piece in line[::-1])


NECK = Strip(straight(PROFILE.at("throat"), PROFILE.at("collar")), straight(PROFILE.at("skull"), PROFILE.at("nape")))
FACE_LINE = contour((1, 0, "crown"), (-4.4, 8), (-5.4, 17), (-4.6, 25), (-5.6, 33), (-8, 39.8, "throat"))
SKULL_LINE = contour((1, 0, "crown"), (7.2, 8), (9, 18), (8, 27), (7.6, 34), (9.2, 40.6, "skull"))
BACK_LINE = contour(
    (*ARM.at("blade"), "pit"), (8.4, 82, "blade"), (6.4, 92, "ribs"), (4.6, 103, "mid_back"), (4.2, 112),
    (5, 121, "waist"), (6.6, 130, "pelvis"), (7.4, 144), (5.5, 158.6, "fold"),
)  # fmt: skip  # from the armpit down
FRONT_LINE = contour((*PROFILE.at("belly"), "belly"), (-11, 128.4), (-7.4, 141), (-4.8, 156.1, "groin"))
BACK = Strip(
    spans(BACK_LINE, "blade", "mid_back", "pelvis", "fold"), spans(PROFILE, "blade", "mid_back", "pelvis", "fold")
)
FLANK = Strip(
    (*spans(ARM, "blade", "behind", "belly"), FRONT_LINE.whole), spans(BACK_LINE, "pit", "ribs", "waist", "fold")
)
LEG = Strip(
    spans(PROFILE, "groin", "thigh_front", "knee_over", "shin_top", "shin", "ankle_over", "instep"),
    spans(PROFILE, "fold", "thigh_back", "knee_back", "calf_top", "calf", "ankle_back", "heel"),
)
LIMB = Strip(
    _down(spans(ARM, "wrist_over", "forearm", "elbow_front", "chest_low", "deltoid", "top_again")),
    spans(ARM, "top", "blade", "behind", "elbow_back", "belly", "wrist_under"),
)
HAND = Strip(_down(spans(ARM, "fingertip", "wrist_over")), spans(ARM, "wrist_under", "fingertip"))
FOOT = Strip(spans(PROFILE, "instep", "toes"), _down(spans(PROFILE, "toes", "arch")))

CENTRAL: dict[str, Loop] = {
    "head_front": [*PROFILE.between("crown", "throat"), *FACE_LINE.between("throat", "crown")],
    "head_back": [*SKULL_LINE.between("crown", "skull"), *PROFILE.between("skull", "crown_back")],
    "neck_front": [*PROFILE.between("throat", "collar"), NECK.spot(0.32, 1), NECK.spot(0.32, 0)],
    "neck_back": [NECK.spot(0.62, 0), NECK.spot(0.62, 1), *PROFILE.between("nape", "skull")],
}
SIDED: dict[str, Loop] = {
    "head_side": [*FACE_LINE.between("crown", "throat"), *SKULL_LINE.between("skull", "crown")],
    "neck_side": NECK.band(0, 1, 0.32, 0.62),
    "shoulder_top": [PROFILE.at("collar"), ARM.at("top"), PROFILE.at("nape")],
    "chest": [*PROFILE.between("collar", "chest_low"), *ARM.between("chest_low", "top_again")],
    "shoulder_blade": [
        *ARM.between("top", "blade"),
        *BACK_LINE.between("pit", "blade"),
        *PROFILE.between("blade", "nape"),
    ],
    "ribs_side": FLANK.band(0, 1.4),
    "mid_back": BACK.band(0, 1),
    "waist_side": FLANK.band(1.4, 2.4),
    "low_back": BACK.band(1, 2),
    "lower_belly": [*PROFILE.between("belly", "groin"), *FRONT_LINE.between("groin", "belly")],
    "hip_side": FLANK.band(2.4, 3),
    "sacroiliac": BACK.band(2, 2.36),
    "buttock": BACK.band(2.36, 3),
    "shoulder": LIMB.band(0, 1.5, bow=(0, 0.2)),
    "upper_arm": LIMB.band(1.5, 2.6, bow=(0.2, 0.1)),
    "elbow": LIMB.band(2.6, 4, bow=(0.1, 0.1)),
    "forearm": LIMB.band(4, 4.9, bow=(0.1, 0.02)),
    "hand": HAND.band(0, 1),
    "thigh_front": LEG.band(0, 2, 0, 0.3),
    "thigh_outer": LEG.band(0, 2, 0.3, 0.66),
    "thigh_back": LEG.band(0, 2, 0.66, 1),
    "knee_front": LEG.band(2, 3, 0, 0.5),
    "knee_back": LEG.band(2, 3, 0.5, 1),
    "shin": LEG.band(3, 5, 0, 0.3),
    "lower_leg_outer": LEG.band(3, 5, 0.3, 0.62),
    "calf": LEG.band(3, 5, 0.62, 1),
    "ankle": LEG.band(5, 6),
    "foot_top": FOOT.band(0, 1, 0, 0.5),
    "foot_outer": FOOT.band(0, 1, 0.5, 1),
    "heel": [PROFILE.at("instep"), *PROFILE.between("arch", "heel")],
}
