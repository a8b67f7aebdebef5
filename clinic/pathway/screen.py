"""Screens a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.screening import screen
from clinic.exchange.case_file import read_case


def screen_case(
    raw: Mapping[str, object], knowledge: Knowledge, *, today: date | None = None
) -> tuple[Facts, Screening]:
    """The facts of a case, assessed no later than `today` where that is given, and what screening makes of them.

    Raises CaseError with every mistake in the case.
    """
    facts = read_case(raw, knowledge, today=today)
    return facts, screen(knowledge, facts)


def with_clearance(case: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The case with one more medical all-clear; it takes the place of an earlier one for the same finding."""
    others = [one for one in case.get("clearances", ()) if one.get("finding") != given["finding"]]
    return {**case, "clearances": [*others, dict(given)]}
