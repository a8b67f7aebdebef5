"""Highlights: each region shows from the side, on the right face of the body, and only in the picture it names."""

from __future__ import annotations

import pytest

from clinic.domain.pose import Pose, Posture, Rest, Trunk
from clinic.domain.pose_words import MARKS, VIEWS
from clinic.figures.drawing import draw_pair
from clinic.figures.marks import COLOUR, mark_layer
from clinic.figures.outline import Loop, area
from clinic.figures.parts import figure
from clinic.figures.proportions import HIP_HEIGHT
from clinic.figures.skeleton import Root, angles_of, assemble
from clinic.figures.space import camera

FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
UPRIGHT = Root(0.0, 0.0, HIP_HEIGHT, 0.0, 0.0, 0.0)


def marked(region: str, view: str = "profile", belly: float = 0.0) -> Loop:
    posture, seen = Posture(trunk=Trunk(belly=belly)), camera(*VIEWS[view])
    body = assemble(angles_of(posture), UPRIGHT)
    return mark_layer(body, region, seen, figure(body, posture, seen)).layers[0].loops[0]


def middle(loop: Loop) -> float:
    return sum(x for x, _ in loop) / len(loop)


@pytest.mark.parametrize("region", MARKS)
@pytest.mark.parametrize("view", ["side", "profile", "raised"])
def test_every_mark_is_wide_enough_to_see_from_the_side(region: str, view: str) -> None:
    assert abs(area(marked(region, view))) > 20


@pytest.mark.parametrize(
    ("region", "way"), [("belly", 1), ("low_belly", 1), ("low_back", -1), ("shoulder_blades", -1), ("buttocks", -1)]
)
def test_a_mark_lies_on_its_own_face_of_the_trunk(region: str, way: int) -> None:
    assert middle(marked(region)) * way > 5


def test_the_pelvic_floor_lies_under_the_pelvis() -> None:
    heights = [y for _, y in marked("pelvic_floor")]
    assert max(heights) < HIP_HEIGHT


def test_the_belly_mark_goes_out_with_the_breath() -> None:
    assert middle(marked("belly", belly=4)) - middle(marked("belly")) > 2


@pytest.mark.parametrize("region", ["buttocks", "pelvic_floor"])
def test_the_near_thigh_does_not_hide_a_mark_of_the_pelvis(region: str) -> None:
    posture, seen = Posture(), camera(*VIEWS["side"])
    body = assemble(angles_of(posture), UPRIGHT)
    items = figure(body, posture, seen)
    assert mark_layer(body, region, seen, items).depth > max(i.depth for i in items if i.name.endswith("_leg"))


@pytest.mark.parametrize(("which", "seen"), [("start", (1, 0)), ("finish", (0, 1)), ("both", (1, 1))])
def test_a_mark_shows_in_the_picture_it_names(which: str, seen: tuple[int, int]) -> None:
    body = Posture(rests=FEET)
    pair = draw_pair(Pose(id="x", alt="A body.", start=body, finish=body, mark="belly", mark_on=which))
    assert tuple(int(COLOUR in svg) for svg in pair[:2]) == seen
