"""Pale lines: where a limb crosses the body, not beside an edge it runs along and not where it grows out of it."""

from __future__ import annotations

import pytest

from clinic.domain.pose import Place, Posture, Rest, Side
from clinic.figures.contact import settled
from clinic.figures.halo import Veil, covered
from clinic.figures.outline import Loop, holds, smooth
from clinic.figures.parts import SHIRT, Item, figure
from clinic.figures.space import camera


def box(x0: float, y0: float, x1: float, y1: float) -> Loop:
    return smooth([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], rounds=0)


def lines(item: Item, under: list[Item]) -> list[Loop]:
    below = [loop for other in under for layer in other.layers for loop in layer.loops]
    layers = [layer for layer in item.layers if layer.haloed]
    return [run for layer in layers for loop in layer.loops for run in covered(loop, below, layer.veils)]


def test_a_limb_across_another_is_parted_from_it_on_both_sides() -> None:
    assert len(covered(box(10, -20, 20, 40), [box(0, 0, 30, 20)], ())) == 2


def test_an_edge_just_inside_another_gets_no_sliver() -> None:
    assert covered(box(0.5, 0.5, 29.5, 40), [box(0, 0, 30, 20)], ()) == []


def test_no_line_runs_near_a_veiled_joint() -> None:
    runs = covered(box(10, 10, 20, 60), [box(0, 0, 30, 40)], (Veil((15, 10), 12),))
    assert all((x - 15) ** 2 + (y - 10) ** 2 >= 144 for run in runs for x, y in run)


@pytest.mark.parametrize("view", [(90, 0), (-90, 0), (28, 0)])
def test_no_pale_arc_crosses_the_hips_of_a_standing_body(view: tuple[float, float]) -> None:
    posture = Posture(rests=(Rest("left_foot", "floor"), Rest("right_foot", "floor")))
    items = figure(settled(posture, ()).body, posture, camera(*view))
    trunk = next(item for item in items if item.name == "trunk")
    assert lines(trunk, [item for item in items if item.name.endswith("_leg")]) == []


def test_the_shirt_hangs_over_the_hip_of_a_sitting_body() -> None:
    bent = Side(hip_flexion=90, knee_flexion=90)
    posture = Posture(left=bent, right=bent)
    body = settled(posture, ()).body
    near = next(item for item in figure(body, posture, camera(0, 0)) if item.name == "right_leg")
    behind = camera(0, 0).flat(body["pelvis"].at(-6.0, 0.0, 7.0))
    painted = [layer.fill for layer in near.layers if any(holds(loop, behind) for loop in layer.loops)]
    assert painted[-1:] == [SHIRT]


def test_a_hand_laid_on_the_belly_is_seen_over_the_shirt_from_the_front() -> None:
    arm = Side(shoulder_flexion=5, shoulder_abduction=25, shoulder_rotation=-60, elbow_flexion=105)
    posture = Posture(right=arm, left=arm, places=(Place("right_palm", "belly"), Place("left_palm", "low_back")))
    depth = {i.name: i.depth for i in figure(settled(posture, ()).body, posture, camera(60, 20))}
    assert depth["right_arm"] > depth["shirt"] > depth["left_arm"]
