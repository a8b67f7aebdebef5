"""The case that a page after the form carries: read and judged again at every step, whatever the page showed."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from clinic.exchange.case_file import CaseError, read_case
from clinic.exchange.case_source import read_json
from clinic.web.case_fields import day_as_written
from clinic.web.practice import practice, today


def posted_case() -> dict[str, Any]:
    """The raw case in the hidden field. Raises BadRequest when it is not a case that reads without mistakes."""
    try:
        case = read_json(request.form.get("case", ""))
        if not isinstance(case, dict):
            raise BadRequest
        read_case(case, practice().knowledge, today=today())
    except (ValueError, RecursionError, CaseError) as error:
        raise BadRequest from error
    return case


def posted_clearance() -> tuple[dict[str, str], dict[str, str]]:
    """A medical all-clear as it was entered, and as a case holds it; a day that was left out is left out there."""
    entered = {name: request.form.get(name, "").strip() for name in ("finding", "on", "by")}
    given = {**entered, "on": day_as_written(entered["on"])}
    if not given["on"]:
        del given["on"]
    return entered, given
