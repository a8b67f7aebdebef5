"""The skeleton: clinical angles move the limbs the clinical way, and bones keep their length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain import pose_words
from clinic.domain.pose import Posture, Side, Trunk
from clinic.figures import proportions as p
from clinic.figures.landmarks import contact, landmark
from clinic.figures.marks import MARKS
from clinic.figures.ranges import RANGES
from clinic.figures.skeleton import Body, Root, angle_names, angles_of, assemble, limb_lengths

UPRIGHT = Root(0.0, 0.0, p.HIP_HEIGHT, 0.0, 0.0, 0.0)


STRAIGHT, UNBENT = Side(), Trunk()


def body(left: Side = STRAIGHT, right: Side = STRAIGHT, trunk: Trunk = UNBENT) -> Body:
    return assemble(angles_of(Posture(left=left, right=right, trunk=trunk)), UPRIGHT)


def test_a_standing_body_is_170_cm_tall() -> None:
    assert landmark(body(), "top_of_head")[2] == pytest.approx(170.0, abs=0.5)


def test_standing_joints_have_winters_heights() -> None:
    standing = body()
    assert standing["left_shank"].o[2] == pytest.approx(0.285 * 170, abs=0.1)
    assert standing["left_foot"].o[2] == pytest.approx(0.039 * 170, abs=0.1)


@pytest.mark.parametrize(
    ("side", "point", "axis", "way"),
    [
        (Side(hip_flexion=60), "left_knee", 0, 1),
        (Side(hip_abduction=30), "left_ankle", 1, 1),
        (Side(knee_flexion=60), "left_ankle", 0, -1),
        (Side(ankle_dorsiflexion=20), "left_toes", 2, 1),
        (Side(hip_rotation=30), "left_toes", 1, 1),
        (Side(shoulder_flexion=90), "left_elbow", 0, 1),
        (Side(shoulder_abduction=90), "left_elbow", 1, 1),
        (Side(elbow_flexion=90), "left_wrist", 0, 1),
        (Side(elbow_flexion=90, shoulder_rotation=40), "left_wrist", 1, 1),
        (Side(wrist_flexion=60), "left_fingertips", 1, -1),
    ],
)
def test_a_positive_angle_moves_the_limb_the_clinical_way(side: Side, point: str, axis: int, way: int) -> None:
    moved = landmark(body(left=side), point)[axis] - landmark(body(), point)[axis]
    assert moved * way > 3


@pytest.mark.parametrize(
    ("trunk", "axis", "way"),
    [
        (Trunk(lumbar_flexion=30), 0, 1),
        (Trunk(thoracic_flexion=-20), 0, -1),
        (Trunk(lumbar_side_bend=20), 1, 1),
        (Trunk(neck_flexion=30), 0, 1),
    ],
)
def test_the_spine_bends_forward_and_to_the_left_when_positive(trunk: Trunk, axis: int, way: int) -> None:
    assert (landmark(body(trunk=trunk), "top_of_head")[axis] - landmark(body(), "top_of_head")[axis]) * way > 3


def test_turning_the_chest_left_brings_the_right_shoulder_forward() -> None:
    assert landmark(body(trunk=Trunk(thoracic_rotation=30)), "right_shoulder")[0] > 5


def test_left_and_right_mirror_each_other() -> None:
    side = Side(
        hip_flexion=40,
        hip_abduction=20,
        hip_rotation=15,
        knee_flexion=30,
        shoulder_abduction=50,
        elbow_flexion=40,
        forearm_pronation=30,
    )
    both = body(side, side)
    for point in pose_words.LIMB_LANDMARKS:
        x, y, z = landmark(both, f"left_{point}")
        assert landmark(both, f"right_{point}") == pytest.approx((x, -y, z))


@given(st.fixed_dictionaries({name: st.floats(*RANGES[name.rpartition(".")[2]]) for name in angle_names()}))
def test_limbs_keep_their_length_whatever_the_angles(angles: dict[str, float]) -> None:
    lengths = limb_lengths(assemble(angles, UPRIGHT))
    assert lengths["left_thigh"] == pytest.approx(p.THIGH)
    assert lengths["right_shank"] == pytest.approx(p.SHANK)
    assert lengths["left_upper_arm"] == pytest.approx(p.UPPER_ARM)
    assert lengths["right_forearm"] == pytest.approx(p.FOREARM)


def test_every_word_for_a_body_point_can_be_drawn() -> None:
    standing = body()
    for word in pose_words.LANDMARKS:
        assert len(landmark(standing, word)) == 3
    for word in pose_words.CONTACTS:
        assert all(contact(standing, member) for member in pose_words.members(word))
    assert set(pose_words.MARKS) == set(MARKS)
