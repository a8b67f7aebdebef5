"""Proposes a programme for a case."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.programme import Programme
from clinic.domain.proposal import propose
from clinic.pathway.screen import screen_case


def propose_case(raw: Mapping[str, object], knowledge: Knowledge) -> tuple[Facts, Screening, Programme | None]:
    """A case screened, with the programme it leads to: None while a referral stands or questions are open.

    Raises CaseError with every mistake in the case.
    """
    facts, screening = screen_case(raw, knowledge)
    return facts, screening, propose(knowledge, facts, screening)
