"""Error pages in our own look. None of them repeats what was sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from clinic.log.faults import number_of
from clinic.web.intake_page import intake_page
from clinic.web.protection import FromElsewhereError

STALE = "This page was opened before the program was last started. Nothing is lost: please press Check again."


NUMBERED = " This fault has the number {number}; the log has it too."


@dataclass(frozen=True)
class Shown:
    """What an error page says: what happened, and what to do."""

    title: str
    text: str


PAGES = {
    400: Shown("This could not be read", "What was sent is not something this page knows. Start again from the form."),
    403: Shown("Not open to you", "This is not for your role here. Ask the clinic lead. Nothing was opened or "
               "changed."),
    404: Shown("No such page", "There is nothing at this address. It may have been typed wrongly."),
    405: Shown("Not this way", "This page cannot be opened like that. Pages with a person's answers are reached only "
               "through the form, so that nothing about them stands in an address."),
    413: Shown("Too much at once", "What was sent is larger than any form of ours. Nothing of it was read."),
    500: Shown("Our mistake", "Something went wrong in the program, not in what you entered. Go back and try once "
               "more; if it happens again, tell whoever looks after this program."),
}  # fmt: skip  # a table reads best in lines
ELSEWHERE = Shown(
    "Not from here",
    "This form came from another site, or from another address of this one. Nothing was opened or changed. Open "
    "Plumbline anew and try once more.",
)


def answer_errors(app: Flask) -> None:
    """Put our pages in the place of the plain ones."""
    app.register_error_handler(CSRFError, stale_token)
    app.register_error_handler(HTTPException, error_page)


def error_page(error: HTTPException) -> ResponseReturnValue:
    """The page for an HTTP error. What went wrong in the program is in its log, without what was sent."""
    code = error.code or InternalServerError.code
    if code < 400:
        return error
    shown = ELSEWHERE if isinstance(error, FromElsewhereError) else PAGES.get(code) or PAGES[400 if code < 500 else 500]
    if isinstance(error, InternalServerError) and error.original_exception:
        shown = replace(shown, text=shown.text + NUMBERED.format(number=number_of(error.original_exception)))
    return render_template("errors/error.html", code=code, shown=shown), code, _kept_headers(error)


def stale_token(error: CSRFError) -> ResponseReturnValue:
    """A form whose token is no longer good: the intake form comes back as it was typed, with a new token."""
    if request.endpoint in ("check.judge", "check.change") and "case" not in request.form:
        return intake_page(request.form, notice=STALE), 400
    return error_page(error)


def _kept_headers(error: HTTPException) -> dict[str, str]:
    """The methods that a page allows, which belong to an answer 405."""
    return {name: value for name, value in error.get_headers() if name == "Allow"}
