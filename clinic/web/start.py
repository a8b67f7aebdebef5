"""The start page: what this is, what it is not, and the way in."""

from __future__ import annotations

from flask import Blueprint, render_template

start = Blueprint("start", __name__)


@start.get("/")
def index() -> str:
    """What this is and what it is not."""
    return render_template("start/index.html")
