"""The figures of the exercises as SVG, and the typeface of the pages."""

from __future__ import annotations

from threading import Lock

from flask import Blueprint, Response, abort, send_file
from flask.typing import ResponseReturnValue

from clinic.domain.pose import Pose
from clinic.figures.drawing import Pair, draw_pair
from clinic.handout.fonts import font_file
from clinic.web.access.guard import open_to_all
from clinic.web.practice import practice

WEIGHTS = (400, 600, 700)
A_YEAR = 365 * 24 * 3600

pictures = Blueprint("pictures", __name__)


@pictures.get("/figures/<exercise>/<any(start, finish):moment>.svg")
@open_to_all
def figure(exercise: str, moment: str) -> ResponseReturnValue:
    """One picture of an exercise; 404 where it has none."""
    pose = practice().poses.get(exercise)
    if pose is None:
        abort(404)
    return Response(
        getattr(drawn(pose), moment), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"}
    )


def drawn(pose: Pose) -> Pair:
    """Both pictures of a pose, which `draw_pair` keeps. A page asks for both at once, so the second one waits."""
    with _drawing:
        return draw_pair(pose)


_drawing = Lock()


@pictures.get("/typeface/<int:weight>.ttf")
@open_to_all
def typeface(weight: int) -> ResponseReturnValue:
    """Source Sans Pro in one weight, from the package that brings it."""
    if weight not in WEIGHTS:
        abort(404)
    return send_file(font_file(weight), mimetype="font/ttf", max_age=A_YEAR)


@pictures.get("/typeface/licence.txt")
@open_to_all
def licence() -> ResponseReturnValue:
    """The licence of the typeface."""
    return send_file(font_file(WEIGHTS[0]).parent / "LICENSE.txt", mimetype="text/plain")
