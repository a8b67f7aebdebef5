"""The library: every exercise on one page, and each on a page of its own."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from clinic.web.access.guard import open_to_all
from clinic.web.exercise_page import exercise_view, shelf_view
from clinic.web.practice import practice

shelf = Blueprint("shelf", __name__)


@shelf.get("/library")
@open_to_all
def index() -> ResponseReturnValue:
    """Every exercise in library order; those that are given to nobody stand apart."""
    here = practice()
    return render_template("shelf/index.html", shelf=shelf_view(here.knowledge, here.poses))


@shelf.get("/library/<id>")
@open_to_all
def exercise(id: str) -> ResponseReturnValue:
    """Everything that is known of one exercise; 404 for one that is not in the library."""
    here = practice()
    found = here.knowledge.exercises.get(id)
    if found is None:
        abort(404)
    return render_template("shelf/exercise.html", view=exercise_view(here.knowledge, here.poses, found))
