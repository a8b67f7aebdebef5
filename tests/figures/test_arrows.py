"""Arrows: straight ones go where they are told, closed ones go round their middle and keep their head free."""

from __future__ import annotations

from math import hypot

import pytest

from clinic.domain.pose import Arrow, Posture
from clinic.figures.arrows import path
from clinic.figures.contact import settled
from clinic.figures.outline import Loop
from clinic.figures.space import camera

BODY = settled(Posture(), ())


def line(arrow: Arrow) -> Loop:
    return path(arrow, BODY, BODY, "finish", camera(0, 0), ())


def test_a_straight_arrow_goes_by_what_it_says() -> None:
    assert line(Arrow(at=(10.0, 0.0, 50.0), by=(0.0, 12.0), offset=(3.0, 0.0))) == [(13.0, 50.0), (13.0, 62.0)]


def test_a_square_has_its_side_and_its_middle() -> None:
    corners = line(Arrow(at=(10.0, 0.0, 50.0), offset=(2.0, 1.0), square=14.0))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((5.0, 19.0, 44.0, 58.0))


def test_a_circle_keeps_one_distance_from_its_middle() -> None:
    round_ = line(Arrow(at=(10.0, 0.0, 50.0), circle=14.0))
    assert [hypot(x - 10, y - 50) for x, y in round_] == pytest.approx([7.0] * len(round_))


@pytest.mark.parametrize("arrow", [Arrow(at="chest", square=14.0), Arrow(at="chest", circle=14.0)])
def test_a_closed_way_stops_before_it_meets_itself(arrow: Arrow) -> None:
    way = line(arrow)
    assert 1 < hypot(way[0][0] - way[-1][0], way[0][1] - way[-1][1]) < 12
