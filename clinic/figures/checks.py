"""What is wrong with a pose, in plain sentences: joints, contacts, floor, balance, stillness and demands."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.pose import Pose, Posture
from clinic.figures import proportions as p
from clinic.figures.contact import Solved, gaps
from clinic.figures.drawing import posed
from clinic.figures.facts import Facts, facts, off_balance
from clinic.figures.holding import target
from clinic.figures.landmarks import landmark
from clinic.figures.props import pose_props, surface
from clinic.figures.ranges import RANGES
from clinic.figures.skeleton import Flesh, flesh, limb_lengths
from clinic.figures.space import distance

CONTACT_CM, SUNK_CM, HELD_CM, BALANCE_CM, MOVED_CM = 1.0, 1.5, 4.0, 3.0, 3.0
_LENGTHS = {"thigh": p.THIGH, "shank": p.SHANK, "upper_arm": p.UPPER_ARM, "forearm": p.FOREARM}
_TRUNK_FLESH = (*p.PELVIC, *p.SHIRT, *p.HAIR, *p.FACE)
_LIMB_FLESH = (
    *p.THIGH_BLOBS,
    *p.SHANK_BLOBS,
    *p.REAR_FOOT,
    *p.TOE_BLOBS,
    *p.UPPER_ARM_BLOBS,
    *p.FOREARM_BLOBS,
    *p.PALM_BLOBS,
    p.FINGER_BLOBS[-1],
)


def faults(pose: Pose) -> list[str]:
    """Everything that is wrong with the drawing itself; empty when nothing is."""
    start, finish = posed(pose)
    found: list[str] = []
    for which, solved, posture in (("start", start, pose.start), ("finish", finish, pose.finish)):
        found += [f"{which}: {fault}" for fault in _one(pose, which, solved, posture)]
    moved = furthest_move(pose)
    if not pose.still and moved < MOVED_CM:
        found.append(f"start and finish are alike (nothing moves more than {moved:.1f} cm) and still is not true")
    return found


def _one(pose: Pose, which: str, solved: Solved, posture: Posture) -> list[str]:
    props = pose_props(pose, which)
    found = []
    for name, value in solved.angles.items():
        low, high = RANGES[name.rpartition(".")[2]]
        if not low - 0.01 <= value <= high + 0.01:
            found.append(f"{name} is {value:.0f}; people reach {low:.0f} to {high:.0f}")
    for rest in posture.rests:
        gap = max(gaps(solved.body, rest.point, surface(rest.surface, props)), key=abs)
        if abs(gap) > CONTACT_CM:
            found.append(f"{rest.point} is {gap:+.1f} cm from the {rest.surface}")
    for place in posture.places:
        away = distance(landmark(solved.body, place.point), target(place, solved.body, props))
        if away > HELD_CM:
            found.append(f"{place.point} stays {away:.1f} cm short of its place")
    low_point, what = min((lowest(part), name) for name, part in _all_flesh(solved))
    if low_point < -SUNK_CM:
        found.append(f"{what} is {-low_point:.1f} cm below the floor")
    for name, length in limb_lengths(solved.body).items():
        if abs(length - _LENGTHS[name.partition("_")[2]]) > 0.01:
            found.append(f"{name} has the wrong length")
    if (off := off_balance(solved, posture)) > BALANCE_CM:
        found.append(f"the body would fall: its centre is {off:.0f} cm beyond the feet")
    return found


def lowest(part: Flesh) -> float:
    """The height of the lowest point of a piece of flesh above the floor, in cm."""
    return part.frame.o[2] - part.reach((0.0, 0.0, 1.0))


def _all_flesh(solved: Solved) -> list[tuple[str, Flesh]]:
    parts = [(blob.segment, flesh(solved.body, blob)) for blob in _TRUNK_FLESH]
    for side in ("left", "right"):
        parts += [(f"{side} {blob.segment}", flesh(solved.body, blob, side)) for blob in _LIMB_FLESH]
    return parts


def furthest_move(pose: Pose) -> float:
    """How far (cm) the joint that moves most travels between start and finish."""
    start, finish = posed(pose)
    ends = [(start.body[name].at(0.0, 0.0, -8.0), finish.body[name].at(0.0, 0.0, -8.0)) for name in start.body]
    return max(distance(a, b) for a, b in ends)


LEVELS = ("none", "low", "moderate", "high")


def disagreements(pose: Pose, demands: Mapping[str, str]) -> list[str]:
    """Where the pictures show another demand than the exercise states (`none`, `low`, `moderate`, `high` per demand).

    The drawn angles stand for the anchors of the demands: spine bend up to 15 degrees none, 45 and more high; ear
    against breastbone; which side lies down; knees on the ground; upper arm against the side of the trunk.
    """
    start, finish = posed(pose)
    seen = [facts(start, pose.start), facts(finish, pose.finish)]
    level = {name: LEVELS.index(word) for name, word in demands.items()}
    return [words for wrong, words in _rules(seen, level) if wrong]


def _rules(seen: list[Facts], level: Mapping[str, int]) -> list[tuple[bool, str]]:
    flexion, extension = max(f.spine_flexion for f in seen), -min(f.spine_flexion for f in seen)
    rotation = max(abs(f.spine_rotation) for f in seen)
    arm, head = max(f.arm_raised for f in seen), min(f.ear_over_breastbone for f in seen)
    back, front = any(f.lies_on_back for f in seen), any(f.lies_on_front for f in seen)
    angle = max(f.arm_angle for f in seen)
    lying = back or front or any(f.lies_on_side for f in seen)
    knees = max(f.knees_down for f in seen)
    ceilings = (
        ("trunk_flexion", flexion, (15.5, 32.0, 60.0), "the spine bends forward"),
        ("trunk_extension", extension, (12.5, 20.0, 38.0), "the spine bends backward"),
        ("trunk_rotation", rotation, (8.0, 20.0, 50.0), "the spine turns"),
        ("overhead", arm, (62.0, 105.0, 200.0), "an upper arm is raised"),
    )
    rules = [
        (value > tops[level[name]], f"{words} {value:.0f} degrees, but {name} is {LEVELS[level[name]]}")
        for name, value, tops, words in ceilings
        if level[name] < 3
    ]
    rules += [
        (
            level["trunk_flexion"] == 3 and flexion < 45,
            f"trunk_flexion is high, but the spine bends only {flexion:.0f} degrees",
        ),
        (
            level["trunk_extension"] == 3 and extension < 30,
            f"trunk_extension is high, but the spine bends back only {extension:.0f} degrees",
        ),
        (
            level["trunk_rotation"] >= 2 and rotation < 15,
            f"trunk_rotation is not low, but the spine turns only {rotation:.0f} degrees",
        ),
        (
            level["overhead"] >= 2 and angle < 90,
            f"overhead is not low, but the upper arm is raised only {angle:.0f} degrees",
        ),
        (level["head_down"] >= 2 and head > 0, "head_down is not low, but the ear is never below the breastbone"),
        (
            level["head_down"] == 0 and head < -12,
            f"head_down is none, but the ear is {-head:.0f} cm below the breastbone",
        ),
        (level["supine_lying"] == 0 and back, "supine_lying is none, but the body lies on its back"),
        (level["supine_lying"] >= 2 and not lying, "supine_lying is not low, but the body never lies down"),
        (level["prone_lying"] == 0 and front, "prone_lying is none, but the body lies on its front"),
        (level["prone_lying"] >= 2 and not front, "prone_lying is not low, but the body never lies on its front"),
        (level["kneeling"] == 0 and knees > 0, "kneeling is none, but a knee carries weight"),
        (level["kneeling"] >= 2 and knees == 0, "kneeling is not low, but no knee carries weight"),
    ]
    return rules
