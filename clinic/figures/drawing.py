"""Draws a pose: start and finish as two SVG pictures of the same size and scale."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from clinic.domain.pose import Pose
from clinic.figures import arrows, scenery
from clinic.figures.contact import Solved, settled
from clinic.figures.halo import covered
from clinic.figures.marks import mark_layer
from clinic.figures.outline import Loop, thinned
from clinic.figures.parts import HALO, Item, figure
from clinic.figures.props import pose_props
from clinic.figures.space import Camera, Flat, camera
from clinic.figures.svg import Sheet, document, filled, stroked

WIDTH, TALLEST, FLATTEST = 400, 300, 200
_MARGIN, _HALO_WIDTH = 12.0, 0.75


class Pair(NamedTuple):
    """The two pictures of an exercise and their common size in picture units."""

    start: str
    finish: str
    width: int
    height: int


class _Scene(NamedTuple):
    which: str
    items: list[Item]
    lines: list[tuple[Loop, bool]]
    solids: scenery.Scenery


@lru_cache(maxsize=256)
def posed(pose: Pose) -> tuple[Solved, Solved]:
    """The start and the finish body of a pose with their contacts met."""
    start = settled(pose.start, pose_props(pose, "start"))
    return start, settled(pose.finish, pose_props(pose, "finish"), start)


@lru_cache(maxsize=256)
def draw_pair(pose: Pose, *, start_title: str = "", finish_title: str = "", snug: bool = True) -> Pair:
    """Both pictures. `snug` lets a lying exercise have a flatter picture (up to 2 to 1); else they are 4 to 3.

    The titles are what a screen reader says; left empty they are the pose's `alt` with "start" or "finish".
    """
    view = camera(pose.azimuth, pose.elevation)
    scenes = [_scene(pose, which, view) for which in ("start", "finish")]
    sheet, height = _fitted(scenes, view, snug)
    titles = (start_title or f"Start: {pose.alt}", finish_title or f"Finish: {pose.alt}")
    first, second = (
        document(_painted(scene, sheet, view), WIDTH, height, title)
        for scene, title in zip(scenes, titles, strict=True)
    )
    return Pair(first, second, WIDTH, height)


def draw(pose: Pose, which: str = "finish", *, title: str = "", snug: bool = True) -> str:
    """One picture (`start` or `finish`) as SVG text."""
    pair = draw_pair(pose, start_title=title, finish_title=title, snug=snug)
    return pair.start if which == "start" else pair.finish


def _scene(pose: Pose, which: str, view: Camera) -> _Scene:
    start, finish = posed(pose)
    body, posture = (start.body, pose.start) if which == "start" else (finish.body, pose.finish)
    props = pose_props(pose, which)
    items = figure(body, posture, view)
    items += scenery.held(props, body, view, items)
    items += scenery.rims(props, body, view, items)
    if pose.mark is not None and pose.mark_on in (which, "both"):
        items.append(mark_layer(body, pose.mark, view, items))
    lines = [
        (arrows.path(arrow, start, finish, which, view, props), arrow.both_ways)
        for arrow in pose.arrows
        if arrow.on in (which, "both")
    ]
    return _Scene(
        which,
        sorted(items, key=lambda item: item.depth),
        lines,
        scenery.around(pose, props, body, view, (start.body, finish.body)),
    )


def _extent(scenes: Sequence[_Scene]) -> list[Flat]:
    points = [
        q for scene in scenes for item in scene.items for layer in item.layers for loop in layer.loops for q in loop
    ]
    points += [q for scene in scenes for line, _ in scene.lines for q in arrows.extent(line)]
    return points + [q for scene in scenes for q in scene.solids.extent]


def _fitted(scenes: Sequence[_Scene], view: Camera, snug: bool) -> tuple[Sheet, int]:
    points = _extent(scenes)
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = min(y for _, y in points), max(y for _, y in points)
    if abs(view.toward[2]) < 0.05:
        y0 = min(y0, scenes[0].solids.floor)
    scale = min((WIDTH - 2 * _MARGIN) / (x1 - x0), (TALLEST - 2 * _MARGIN) / (y1 - y0))
    height = TALLEST
    if snug:
        height = max(FLATTEST, min(TALLEST, round((y1 - y0) * scale + 2 * _MARGIN)))
    base = height - _MARGIN + y0 * scale
    return Sheet(scale, WIDTH / 2 - (x0 + x1) / 2 * scale, base), height


def _painted(scene: _Scene, sheet: Sheet, view: Camera) -> list[str]:
    out = scenery.background(scene.solids, sheet, view, WIDTH)
    under: list[Loop] = []
    for item in scene.items:
        for layer in item.layers:
            out.append(filled(layer.loops, layer.fill, sheet))
            runs = [run for group in layer.edges for run in group]
            if layer.haloed:
                runs += [run for loop in layer.loops for run in covered(loop, under, layer.veils)]
            out.append(stroked(runs, HALO, _HALO_WIDTH, sheet))
        if item.name != "neck":
            under += [thinned(loop, 0.1) for layer in item.layers for loop in layer.loops]
    for line, both_ways in scene.lines:
        out += arrows.drawn(line, sheet, both_ways)
    return out
