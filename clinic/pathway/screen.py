"""Screens a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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
