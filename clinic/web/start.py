"""The start page: what this is, what it is not, and the way in."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from clinic.web.access.guard import open_to_all, user

start = Blueprint("start", __name__)


@start.get("/")
@open_to_all
def index() -> str:
    """What this is and what it is not; to whoever works here also how their records are kept."""
    return render_template("start/index.html", records=current_app.extensions["durability"] if user() else None)
