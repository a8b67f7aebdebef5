"""What a drawn body is said to do: which side it lies on and how far its arms are raised."""

from __future__ import annotations

from dataclasses import replace

from clinic.domain.pose import Posture, Prop, Rest, Side, Trunk
from clinic.figures import proportions as p
from clinic.figures.contact import gaps, settled
from clinic.figures.facts import Facts, facts
from clinic.figures.props import surface
from clinic.figures.skeleton import SIDES, flesh

FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
SEATED = Side(hip_flexion=114, knee_flexion=86, shoulder_flexion=70)
BENT_OVER = Posture(
    lean=45,
    trunk=Trunk(lumbar_flexion=42, thoracic_flexion=14),
    left=SEATED,
    right=SEATED,
    rests=(Rest("buttocks", "chair"), *FEET),
)


def seen(posture: Posture, *props: Prop) -> Facts:
    return facts(settled(posture, props), posture)


def test_sitting_bent_far_forward_is_not_lying() -> None:
    found = seen(BENT_OVER, Prop("chair"))
    assert (found.lies_on_front, found.lies_on_back, found.lies_on_side) == (False, False, False)


def test_lying_on_the_front_and_on_the_back_are_told_apart() -> None:
    prone = seen(Posture(lean=90, rests=(Rest("chest", "floor"), Rest("pelvis", "floor"))))
    supine = seen(Posture(lean=-90, rests=(Rest("back", "floor"), Rest("buttocks", "floor"))))
    assert (prone.lies_on_front, prone.lies_on_back) == (True, False)
    assert (supine.lies_on_front, supine.lies_on_back) == (False, True)


def test_an_arm_reaching_down_from_a_bent_over_body_is_not_raised() -> None:
    found = seen(BENT_OVER, Prop("chair"))
    assert found.arm_angle > 60
    assert found.arm_raised < 45


def test_an_arm_over_the_head_of_an_upright_body_is_raised() -> None:
    up = Side(shoulder_flexion=170)
    assert seen(Posture(left=up, right=up, rests=FEET)).arm_raised > 150


def test_the_lower_thigh_of_a_side_lying_body_stays_above_the_floor() -> None:
    bent = Side(hip_flexion=45, knee_flexion=90)
    lying = Posture(lean=-84, lean_held=False, turn=-90, left=bent, right=bent, rests=(Rest("side", "floor"),))
    lying = replace(lying, rests=(*lying.rests, Rest("right_upper_arm", "floor")))
    body = settled(lying, ()).body
    roots = [flesh(body, blob, side) for side in SIDES for blob in p.THIGH_BLOBS[:2]]
    assert min(part.frame.o[2] - part.reach((0.0, 0.0, 1.0)) for part in roots) > -0.5
    assert max(abs(gap) for gap in gaps(body, "side", surface("floor", ()))) < 0.5
