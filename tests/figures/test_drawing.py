"""The SVG: presentation attributes only, deterministic, both pictures to one scale, and everything inside the frame."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from clinic.domain.pose import Arrow, Pose, Posture, Prop, Rest, Side
from clinic.figures.drawing import WIDTH, draw, draw_pair

FEET = (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
STANDING = Posture(rests=FEET)
REACHING = Posture(left=Side(shoulder_flexion=120), rests=FEET)
ALLOWED = {"fill", "fill-opacity", "d", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin"}


def pose(**fields: Any) -> Pose:
    plain = Pose(id="x", alt="A body.", start=STANDING, finish=REACHING)
    return replace(plain, **fields)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own drawing, never someone else's file)


def corners(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", svg)]


def test_a_picture_holds_nothing_but_a_title_and_plain_paths() -> None:
    root = parsed(draw(pose(mat=True, mark="low_back", props=(Prop("chair"),), arrows=(Arrow(follows="left_hand"),))))
    tags = {child.tag.rpartition("}")[2] for child in root}
    assert tags == {"title", "path"}
    assert {name for child in root for name in child.attrib} <= ALLOWED
    assert set(root.attrib) == {"viewBox", "width", "height", "role"}


def test_the_title_is_spoken_and_escaped() -> None:
    root = parsed(draw(pose(), title="Reach <up> & hold"))
    assert root[0].text == "Reach <up> & hold"


def test_without_a_title_the_alternative_text_is_spoken() -> None:
    pair = draw_pair(pose())
    assert [parsed(svg)[0].text for svg in pair[:2]] == ["Start: A body.", "Finish: A body."]


def test_the_same_pose_gives_the_same_text() -> None:
    assert draw_pair(pose(alt="One body.")) == draw_pair(pose(alt="One body."))


def test_both_pictures_have_one_size() -> None:
    pair = draw_pair(pose())
    assert {parsed(svg).get("viewBox") for svg in pair[:2]} == {f"0 0 {WIDTH} {pair.height}"}


def test_without_snug_a_picture_is_four_to_three() -> None:
    lying = Posture(lean=-90, rests=(Rest("back", "floor"),))
    assert draw_pair(pose(start=lying, finish=lying), snug=False).height == WIDTH * 3 / 4
    assert draw_pair(pose(start=lying, finish=lying)).height == WIDTH / 2


@pytest.mark.parametrize("view", [(0, 0), (12, 0), (90, 0), (-90, 0), (0, 90), (12, 20)])
def test_the_body_stays_inside_the_picture_from_every_side(view: tuple[float, float]) -> None:
    pair = draw_pair(pose(azimuth=view[0], elevation=view[1]))
    for x, y in corners(pair.start) + corners(pair.finish):
        assert -1 <= x <= WIDTH + 1
        assert -1 <= y <= pair.height + 1


def test_an_arrow_is_drawn_in_the_picture_it_names() -> None:
    pair = draw_pair(pose(arrows=(Arrow(at="belly", by=(0, 10), on="start"),)))
    assert ("#c8551b" in pair.start, "#c8551b" in pair.finish) == (True, False)


@pytest.mark.parametrize("kind", ["chair", "bed", "bench", "table", "wall", "step", "post", "pillow", "towel", "bike"])
def test_every_solid_prop_is_drawn(kind: str) -> None:
    assert draw(pose(props=(Prop(kind),))).count("<path") > draw(pose()).count("<path")


@pytest.mark.parametrize("kind", ["stick", "band", "strap"])
def test_a_held_thing_runs_between_the_hands(kind: str) -> None:
    assert draw(pose(props=(Prop(kind, through=("left_hand", "right_hand")),))).count("<path") > draw(pose()).count(
        "<path"
    )
