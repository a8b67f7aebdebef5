"""Judges a programme at the moment of its issue."""

from __future__ import annotations

from collections.abc import Iterable

from clinic.domain.facts import Facts
from clinic.domain.judgement import judged
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.override import Override
from clinic.domain.programme import Programme


def against_issue(
    knowledge: Knowledge,
    facts: Facts,
    screening: Screening,
    programme: Programme,
    overrides: Iterable[Override] = (),
    *,
    count_reason: str = "",
) -> tuple[str, ...]:
    """Everything that has to be settled before a programme is issued, in words; empty when it may be (I1, I5)."""
    return judged(knowledge, facts, screening, programme, overrides, count_reason=count_reason).against_issue
