"""Contacts: what is said to rest does rest, what stays planted stays, and what cannot be reached is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.pose import Place, Pose, Posture, Prop, Rest, Side
from clinic.figures.checks import faults
from clinic.figures.contact import gaps, settled
from clinic.figures.landmarks import landmark
from clinic.figures.props import surface

FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
KNEELING = Side(
    hip_flexion=90,
    knee_flexion=90,
    shoulder_flexion=90,
    forearm_pronation=90,
    wrist_flexion=-80,
    ankle_dorsiflexion=-50,
)
ALL_FOURS = Posture(
    lean=90,
    lean_held=False,
    left=KNEELING,
    right=KNEELING,
    rests=tuple(Rest(f"{side}_{point}", "floor") for point in ("hand", "knee") for side in ("left", "right")),
)


def standing(**joints: float) -> Posture:
    return Posture(left=Side(**joints), right=Side(**joints), rests=FEET)


def pose(start: Posture, finish: Posture, *props: Prop, still: bool = False) -> Pose:
    return Pose(id="x", alt="A test.", start=start, finish=finish, props=props, still=still)


def test_bent_knees_lower_the_body_onto_flat_feet() -> None:
    solved = settled(standing(hip_flexion=40, knee_flexion=70), ())
    floor = surface("floor", ())
    assert max(abs(gap) for side in ("left", "right") for gap in gaps(solved.body, f"{side}_foot", floor)) < 0.2
    assert solved.root.z < 85


def test_hands_and_knees_level_the_trunk() -> None:
    solved = settled(ALL_FOURS, ())
    assert 70 < solved.root.lean < 95
    floor = surface("floor", ())
    assert all(abs(gap) < 0.2 for rest in ALL_FOURS.rests for gap in gaps(solved.body, rest.point, floor))


def test_a_stated_lean_is_kept_exactly() -> None:
    assert settled(replace(standing(hip_flexion=50), lean=40), ()).root.lean == 40


def test_planted_feet_stay_where_they_stood() -> None:
    before = settled(standing(), ())
    after = settled(standing(hip_flexion=50, knee_flexion=60), (), before)
    assert landmark(after.body, "left_heel")[0] == pytest.approx(landmark(before.body, "left_heel")[0], abs=1.0)


def test_a_seated_body_sits_on_the_chair_not_in_it() -> None:
    seated = Posture(
        left=Side(hip_flexion=85, knee_flexion=85),
        right=Side(hip_flexion=85, knee_flexion=85),
        rests=(Rest("buttocks", "chair"), *FEET),
    )
    solved = settled(seated, (Prop("chair"),))
    assert gaps(solved.body, "buttocks", surface("chair", (Prop("chair"),)))[0] == pytest.approx(0, abs=0.2)


def test_a_placed_hand_reaches_its_place() -> None:
    posture = replace(
        standing(shoulder_flexion=30, elbow_flexion=60), places=(Place("left_wrist", (35.0, 20.0, 120.0)),)
    )
    assert landmark(settled(posture, ()).body, "left_wrist") == pytest.approx((35.0, 20.0, 120.0), abs=1.0)


def test_a_place_out_of_reach_is_objected_to() -> None:
    posture = replace(standing(), places=(Place("left_wrist", (20.0, 20.0, 320.0)),))
    assert any("short of its place" in fault for fault in faults(pose(posture, posture, still=True)))


def test_a_contact_out_of_reach_is_objected_to() -> None:
    torn = replace(standing(), rests=(Rest("buttocks", "chair"), Rest("shoulders", "floor")))
    found = faults(pose(torn, torn, Prop("chair"), still=True))
    assert any(fault.startswith("start: buttocks is") for fault in found)


def test_a_body_that_would_fall_is_objected_to() -> None:
    assert any(
        "would fall" in fault
        for fault in faults(pose(replace(standing(), lean=50), replace(standing(), lean=50), still=True))
    )


def test_a_foot_through_the_floor_is_objected_to() -> None:
    sunk = replace(
        standing(), rests=(Rest("left_foot", "floor"),), right=Side(), left=Side(hip_flexion=60, knee_flexion=60)
    )
    assert any("below the floor" in fault for fault in faults(pose(sunk, sunk, still=True)))


def test_a_pose_that_does_not_move_must_say_so() -> None:
    assert any("still is not true" in fault for fault in faults(pose(standing(), standing())))
    assert faults(pose(standing(), standing(), still=True)) == []


def test_equal_postures_give_equal_bodies() -> None:
    assert settled(ALL_FOURS, ()) == settled(ALL_FOURS, ())
