"""The body chart's drawing: every region on each of its views, tiling the body; marks told by tone and by number."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from clinic.domain.body_chart import VIEWS, PainMark
from clinic.figures.body_chart import PALE, PALE_FROM, TONES, UNTOLD, body_chart_svg, tone
from clinic.figures.body_views import HEIGHT, Patch, View, views
from clinic.figures.outline import Loop, holds
from clinic.knowledge.body_chart import load_body_chart

SVG = "{http://www.w3.org/2000/svg}"
CHART = load_body_chart()
CELL = 0.5
Cells = frozenset[tuple[int, int]]


def cells(loop: Loop) -> Cells:
    """The cells of a grid whose middles lie inside a loop."""
    found = set()
    rows = range(int(min(y for _, y in loop) / CELL), int(max(y for _, y in loop) / CELL) + 1)
    for row in rows:
        y = (row + 0.5) * CELL
        crossings = sorted(
            a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for a, b in pairwise([*loop, loop[0]])
            if (a[1] > y) != (b[1] > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            columns = range(int(left / CELL), int(right / CELL) + 1)
            found |= {(column, row) for column in columns if left <= (column + 0.5) * CELL < right}
    return frozenset(found)


@cache
def body(view: str) -> Cells:
    return frozenset().union(*(cells(shape) for shape in named(view).shapes))


@cache
def covered(view: str) -> dict[str, Cells]:
    return {patch.region: cells(patch.edge) for patch in named(view).patches}


def named(id: str) -> View:
    return next(view for view in views() if view.id == id)


def patch(view: str, region: str) -> Patch:
    return next(one for one in named(view).patches if one.region == region)


def drawn(*marks: PainMark) -> ET.Element:
    return ET.fromstring(body_chart_svg(CHART, marks))  # noqa: S314  # the text was drawn by this program


def words(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_the_four_views_are_those_of_the_chart() -> None:
    assert tuple(view.id for view in views()) == VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_every_region_is_drawn_on_each_of_its_views_and_on_no_other(view: str) -> None:
    here = [one.region for one in named(view).patches]
    assert sorted(here) == sorted(region.id for region in CHART.regions if view in region.views)


@pytest.mark.parametrize("view", VIEWS)
def test_regions_lie_inside_the_outline(view: str) -> None:
    outside = {region: len(held - body(view)) / len(held) for region, held in covered(view).items()}
    assert {region: share for region, share in outside.items() if share > 0.03} == {}


@pytest.mark.parametrize("view", VIEWS)
def test_regions_do_not_lie_on_one_another(view: str) -> None:
    times = Counter(cell for held in covered(view).values() for cell in held)
    assert sum(count > 1 for count in times.values()) <= 0.003 * len(body(view))


@pytest.mark.parametrize("view", VIEWS)
def test_regions_leave_hardly_any_of_the_body_out(view: str) -> None:
    left_out = body(view) - frozenset().union(*covered(view).values())
    assert len(left_out) <= 0.01 * len(body(view))


@pytest.mark.parametrize("view", VIEWS)
def test_a_number_stands_inside_its_region(view: str) -> None:
    assert [one.region for one in named(view).patches if not holds(one.edge, one.spot) or one.room < 1.5] == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_body_stands_inside_its_picture(view: str) -> None:
    spots = [spot for shape in named(view).shapes for spot in shape]
    assert 0 < min(x for x, _ in spots) < max(x for x, _ in spots) < named(view).width
    assert 0 < min(y for _, y in spots) < max(y for _, y in spots) < HEIGHT


def test_a_head_is_two_fifteenths_of_the_body() -> None:
    low, high = (f([y for _, y in named("front").shapes[0]]) for f in (max, min))
    chin = max(y for _, y in patch("front", "head_front").edge)
    assert (low - high) / (chin - high) == pytest.approx(7.5, abs=0.1)


def test_left_is_the_persons_own_left() -> None:
    middle = named("front").width / 2
    assert patch("front", "knee_front_left").spot[0] > middle > patch("front", "knee_front_right").spot[0]
    assert patch("back", "knee_back_left").spot[0] < middle < patch("back", "knee_back_right").spot[0]
    assert (named("front").left_of_picture, named("back").left_of_picture) == ("Right", "Left")


def test_the_two_sides_look_away_from_each_other() -> None:
    assert patch("left_side", "head_front").spot[0] < patch("left_side", "head_back").spot[0]
    assert patch("right_side", "head_front").spot[0] > patch("right_side", "head_back").spot[0]


def test_a_mark_is_drawn_on_every_view_of_its_region_with_its_number() -> None:
    picture = drawn(PainMark("low_back_left", (), 6))
    shaded = [path for path in picture.iter(f"{SVG}path") if path.get("fill") == TONES[6]]
    assert len(shaded) == len(CHART.by_id["low_back_left"].views) == words(picture).count("6")


def test_a_mark_of_unknown_strength_carries_a_dot() -> None:
    picture = drawn(PainMark("low_back"))
    assert [path.get("fill") for path in picture.iter(f"{SVG}path")].count(UNTOLD) == 1
    assert len(list(picture.iter(f"{SVG}circle"))) == 1


def test_nothing_marked_leaves_the_drawing_unshaded() -> None:
    assert not {path.get("fill") for path in drawn().iter(f"{SVG}path")} & {*TONES, UNTOLD}


def test_every_region_can_be_marked() -> None:
    picture = drawn(*(PainMark(region.id, (), 10) for region in CHART.regions))
    assert words(picture).count("10") == sum(len(region.views) for region in CHART.regions)


def test_stronger_pain_is_darker_in_grey_too() -> None:
    levels = [luminance(tone(PainMark("low_back", (), level))) for level in range(11)]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == 11


@pytest.mark.parametrize("level", range(11))
def test_every_number_is_read_on_its_tone(level: int) -> None:
    ink = PALE if level >= PALE_FROM else "#16242b"
    light, dark = sorted((luminance(TONES[level]), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_picture_says_in_words_what_is_marked() -> None:
    assert drawn(PainMark("low_back"), PainMark("calf_left")).findtext(f"{SVG}title") == (
        "Body chart: Low back, middle; Calf, left"
    )


def test_the_views_are_titled_and_say_which_side_is_which() -> None:
    assert words(drawn()) == [
        "Front", "Right", "Left", "Back", "Left", "Right", "Left side", "Front", "Back", "Right side", "Back", "Front",
    ]  # fmt: skip  # three words to a view


def test_the_picture_uses_nothing_that_the_content_policy_drops() -> None:
    picture = drawn(PainMark("low_back", (), 3))
    assert [one.tag for one in picture.iter() if "style" in one.attrib or one.tag == f"{SVG}style"] == []


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, 0 black to 1 white."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
