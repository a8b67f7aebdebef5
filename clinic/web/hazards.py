"""The hazard log as a page: what could go wrong, what stands against it, and which tests show that."""

from __future__ import annotations

from flask import Blueprint, render_template

from clinic.domain.hazard import sentence_of
from clinic.knowledge.hazards import load_hazards
from clinic.web.access.guard import open_to_all

hazards = Blueprint("hazards", __name__)
hazards.add_app_template_filter(sentence_of)


@hazards.get("/hazards")
@open_to_all
def index() -> str:
    """Every hazard, by group; it tells nothing about anybody."""
    return render_template("hazards/index.html", log=load_hazards())
