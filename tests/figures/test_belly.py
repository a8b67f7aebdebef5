"""Breathing and drawing in: the front of the tummy moves, its back does not, and what lies on it goes along."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.pose import Place, Pose, Posture, Rest, Side, Trunk
from clinic.figures import proportions as p
from clinic.figures.checks import faults
from clinic.figures.contact import settled
from clinic.figures.landmarks import landmark
from clinic.figures.skeleton import Body, Root, angles_of, assemble, flesh, swelling

FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
STANDING = Posture(rests=FEET)


def breathing(cm: float) -> Body:
    return assemble(angles_of(Posture(trunk=Trunk(belly=cm))), Root(0.0, 0.0, p.HIP_HEIGHT, 0.0, 0.0, 0.0))


def front(body: Body, blob: p.Blob, way: float) -> float:
    piece = flesh(body, blob)
    return piece.frame.o[0] + way * piece.rx


@pytest.mark.parametrize("cm", [-3.0, 0.0, 4.0])
def test_the_belly_is_out_by_what_is_stated(cm: float) -> None:
    assert swelling(breathing(cm)) == pytest.approx(cm)
    assert landmark(breathing(cm), "belly")[0] - landmark(breathing(0), "belly")[0] == pytest.approx(cm)


def test_the_waist_moves_in_front_and_not_behind() -> None:
    waist = p.SHIRT[2]
    assert front(breathing(4), waist, 1) - front(breathing(0), waist, 1) == pytest.approx(4)
    assert front(breathing(4), waist, -1) == pytest.approx(front(breathing(0), waist, -1))


def test_chest_and_buttocks_do_not_breathe_with_the_belly() -> None:
    for blob in (p.SHIRT[7], p.PELVIC[0]):
        assert front(breathing(4), blob, 1) == pytest.approx(front(breathing(0), blob, 1))


def test_the_low_belly_goes_a_part_of_the_way() -> None:
    moved = landmark(breathing(4), "low_belly")[0] - landmark(breathing(0), "low_belly")[0]
    assert 1 < moved < 4


def test_a_hand_on_the_belly_rises_with_the_breath() -> None:
    arm = Side(shoulder_flexion=5, shoulder_abduction=25, shoulder_rotation=-60, elbow_flexion=105)
    posture = replace(STANDING, right=arm, places=(Place("right_palm", "belly", (2.0, -2.0, 0.0)),))
    out = replace(posture, trunk=Trunk(belly=4))
    before, after = settled(posture, ()).body, settled(out, ()).body
    assert landmark(after, "right_palm")[0] - landmark(before, "right_palm")[0] > 2


def test_a_breath_is_movement_enough_for_two_pictures() -> None:
    pose = Pose(id="x", alt="A breath.", start=STANDING, finish=replace(STANDING, trunk=Trunk(belly=4)))
    assert faults(pose) == []


def test_a_belly_beyond_belief_is_objected_to() -> None:
    swollen = replace(STANDING, trunk=Trunk(belly=9))
    found = faults(Pose(id="x", alt="A breath.", start=STANDING, finish=swollen))
    assert any("belly is 9" in fault for fault in found)
