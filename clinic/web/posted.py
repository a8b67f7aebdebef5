"""The case that a page after the form carries: read and judged again at every step, whatever the page showed."""

from __future__ import annotations

from collections.abc import Mapping
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


def with_clearance(case: Mapping[str, Any], entered: Mapping[str, str]) -> dict[str, Any]:
    """The case with one more clearance, as it was entered; it takes the place of an earlier one for the finding."""
    others = [one for one in case.get("clearances", ()) if one.get("finding") != entered["finding"]]
    added = {"finding": entered["finding"], "by": entered["by"].strip()}
    if on := entered["on"].strip():
        added["on"] = day_as_written(on)
    return {**case, "clearances": [*others, added]}
