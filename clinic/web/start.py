"""The start page: what this is, what it is not, and the way in."""

from __future__ import annotations

from flask import Blueprint, render_template

from clinic.web.access.guard import open_to_all

start = Blueprint("start", __name__)


@start.get("/")
@open_to_all
def index() -> str:
    """What this is and what it is not."""
    return render_template("start/index.html")
