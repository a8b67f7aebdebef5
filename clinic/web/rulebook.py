"""The rulebook: the clinical knowledge as people read it, with its sources and how sure it is."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from clinic.domain import rule_words
from clinic.web.access.guard import open_to_all
from clinic.web.practice import practice
from clinic.web.rulebook_page import (
    combinations_view,
    conditions_view,
    derivations_view,
    flags_view,
    index_view,
    sources_view,
)
from clinic.web.withholding import matrix_view

rulebook = Blueprint("rulebook", __name__)


@rulebook.app_template_filter()
def with_names(text: str) -> str:
    """A note of the knowledge without ids."""
    return rule_words.with_names(practice().knowledge, text)


@rulebook.get("/rulebook")
@open_to_all
def index() -> ResponseReturnValue:
    """What the rulebook is, its edition, how sure it is, and what it holds."""
    return render_template("rulebook/index.html", view=index_view(practice().knowledge))


@rulebook.get("/rulebook/red-flags")
@open_to_all
def red_flags() -> ResponseReturnValue:
    """Every red flag."""
    return render_template("rulebook/red_flags.html", view=flags_view(practice().knowledge))


@rulebook.get("/rulebook/conditions")
@open_to_all
def conditions() -> ResponseReturnValue:
    """Every condition with what it limits."""
    return render_template("rulebook/conditions.html", view=conditions_view(practice().knowledge))


@rulebook.get("/rulebook/combinations")
@open_to_all
def combinations() -> ResponseReturnValue:
    """Every finding made of others."""
    return render_template("rulebook/combinations.html", view=combinations_view(practice().knowledge))


@rulebook.get("/rulebook/derivations")
@open_to_all
def derivations() -> ResponseReturnValue:
    """What results, dates and age establish, and what test results leave out."""
    return render_template("rulebook/derivations.html", view=derivations_view(practice().knowledge))


@rulebook.get("/rulebook/demands")
@open_to_all
def demands() -> ResponseReturnValue:
    """Every demand with the sentence of each level."""
    return render_template("rulebook/demands.html")


@rulebook.get("/rulebook/matrix")
@open_to_all
def matrix() -> ResponseReturnValue:
    """Which condition alone withholds which exercise."""
    return render_template("rulebook/matrix.html", view=matrix_view(practice().knowledge))


@rulebook.get("/rulebook/sources")
@open_to_all
def sources() -> ResponseReturnValue:
    """The bibliography, and what rests on each work."""
    return render_template("rulebook/sources.html", view=sources_view(practice().knowledge))
