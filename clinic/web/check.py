"""The quick-check: the intake form, its live panel, the result, and the way back. Nothing is kept between requests."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from clinic.domain.in_words import day_in_words
from clinic.exchange.case_file import CaseError
from clinic.pathway.screen import screen_case, with_clearance
from clinic.web.access.guard import open_to_all
from clinic.web.case_fields import Typed, typed_case, typed_of
from clinic.web.intake_page import intake_page, live_answer
from clinic.web.posted import posted_case, posted_clearance
from clinic.web.practice import practice, today
from clinic.web.result import result_page

check = Blueprint("check", __name__)


@check.get("/check")
@open_to_all
def form() -> ResponseReturnValue:
    """An empty intake form. It holds nothing about anybody, so a browser may keep it: Back then shows it as it was
    filled in."""
    return intake_page(MultiDict({"assessed_on": day_in_words(today())})), {"Cache-Control": "private, no-cache"}


@check.post("/check/result")
@open_to_all
def judge() -> ResponseReturnValue:
    """The result of what was typed, or the form again with every mistake at its field. Its address is not that of the
    empty form: from one page to another at the same address browsers keep nothing for Back."""
    typed = _typed()
    if request.form.get("step") == "form":
        return intake_page(typed)
    try:
        facts, screening = screen_case(typed_case(practice().layout, typed), practice().knowledge, today=today())
    except CaseError as error:
        return intake_page(typed, error.mistakes), 422
    return result_page(facts, screening)


@check.post("/check/live")
@open_to_all
def live() -> ResponseReturnValue:
    """The panel, the task list and the rows that apply, for what is valid so far."""
    return live_answer(request.form)


@check.post("/check/change")
@open_to_all
def change() -> ResponseReturnValue:
    """The form with everything still filled in; one answer may be taken back with the button beside it."""
    typed: Typed = MultiDict(_typed())
    if cleared := request.form.get("clear"):
        for name in (cleared, f"{cleared}-qualifier"):
            typed.poplist(name)
    return intake_page(typed)


@check.post("/check/clear")
@open_to_all
def clear() -> ResponseReturnValue:
    """The result once a medical all-clear is recorded, or the result as it was with what is wrong with it."""
    case = posted_case()
    facts, screening = screen_case(case, practice().knowledge)
    entered, given = posted_clearance()
    try:
        facts, screening = screen_case(with_clearance(case, given), practice().knowledge, today=today())
    except CaseError as error:
        return result_page(facts, screening, entered=entered, mistakes=error.mistakes), 422
    return result_page(facts, screening)


def _typed() -> Typed:
    """What was typed: the fields of the form, or those of the case that a later page carries."""
    return typed_of(practice().layout, posted_case()) if "case" in request.form else request.form
