"""Things round the body: posts, bands, walls and pillows stand where a body can use them and can be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.pose import Pose, Posture, Prop, Rest, Side
from clinic.figures import scenery
from clinic.figures.contact import settled
from clinic.figures.outline import Loop
from clinic.figures.parts import figure
from clinic.figures.props import boxes
from clinic.figures.space import camera

SIDE = camera(0, 0)
FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
STANDING = Posture(rests=FEET)
SQUATTING = Posture(left=Side(hip_flexion=70, knee_flexion=90), right=Side(hip_flexion=70, knee_flexion=90), rests=FEET)


def heights(loops: list[Loop]) -> list[float]:
    return [y for loop in loops for _, y in loop]


def test_a_post_stands_on_the_floor_where_it_is_put() -> None:
    parts = boxes(Prop("post", x=80.0, y=-40.0, height=160.0), 0.0)
    assert min(box.low[2] for box in parts) == 0.0
    assert max(box.high[2] for box in parts) == 160.0
    assert all(box.low[0] < 80 < box.high[0] and box.low[1] < -40 < box.high[1] for box in parts)


def test_a_post_is_slim() -> None:
    upright = max(boxes(Prop("post"), 0.0), key=lambda box: box.high[2])
    assert upright.high[0] - upright.low[0] < 5


@pytest.mark.parametrize(("width", "seen"), [(None, 1.7), (3.0, 3.0)])
def test_a_band_is_as_wide_as_it_is_strong(width: float | None, seen: float) -> None:
    body = settled(STANDING, ()).body
    band = Prop("band", through=((0.0, 0.0, 100.0), (60.0, 0.0, 100.0)), width=width)
    (item,) = scenery.held([band], body, SIDE, figure(body, STANDING, SIDE))
    found = heights(item.layers[0].loops)
    assert max(found) - min(found) == pytest.approx(seen, abs=0.1)


def test_a_wall_is_equally_high_in_both_pictures() -> None:
    pose = Pose(id="x", alt="A wall.", start=STANDING, finish=SQUATTING, props=(Prop("wall", x=60.0, faces="left"),))
    bodies = [settled(posture, pose.props).body for posture in (pose.start, pose.finish)]
    tops = [max(y for _, y in scenery.around(pose, pose.props, body, SIDE, bodies).extent) for body in bodies]
    assert tops[0] == tops[1]


def test_a_pillow_under_a_lying_belly_shows_in_front_of_it() -> None:
    lying = Posture(lean=90, lean_held=False, rests=(Rest("chest", "floor"), Rest("pelvis", "pillow")))
    pillow = Prop("pillow", under="pelvis", height=4.0)
    body = settled(lying, (pillow,)).body
    parts = figure(body, lying, SIDE)
    (rim,) = scenery.rims([pillow], body, SIDE, parts)
    assert rim.depth > max(item.depth for item in parts if item.name in ("trunk", "shirt", "right_leg"))
    assert rim.depth < next(item.depth for item in parts if item.name == "right_arm")


def test_a_pillow_under_the_head_stays_behind_it() -> None:
    lying = replace(STANDING, lean=-90.0, rests=(Rest("back", "floor"),))
    body = settled(lying, ()).body
    assert scenery.rims([Prop("pillow", under="head")], body, SIDE, figure(body, lying, SIDE)) == []
