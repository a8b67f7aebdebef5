"""No fact of the reasoning can be lost unnoticed: without any one limit, combination or derivation a case fails.

Every fact is taken out in turn, and the cases that lean on it are judged again. A fact that no case leans on, or whose
cases still pass without it, fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.screening import screen
from clinic.knowledge import read_knowledge
from tests.clinical_cases import Case, all_cases, facts_of, failures, is_refused

KNOWLEDGE = read_knowledge()
LIMITS = [(one.id, demand) for one in KNOWLEDGE.conditions.values() for demand in one.limits]


@cache
def judged() -> tuple[tuple[Case, Facts, Screening], ...]:
    """Every case that is not refused with its facts and its screening."""
    told = ((case, facts_of(case, KNOWLEDGE)) for case in all_cases().values() if not is_refused(case))
    return tuple((case, facts, screen(KNOWLEDGE, facts)) for case, facts in told)


def is_noticed(without: Knowledge, leans: Callable[[Screening], bool]) -> bool:
    """Whether any case that leans on a fact fails once the knowledge is without it."""
    return any(failures(case, without, facts) for case, facts, screening in judged() if leans(screening))


def test_every_case_passes_with_the_whole_knowledge() -> None:
    assert not is_noticed(KNOWLEDGE, lambda _: True)


@pytest.mark.parametrize(("condition", "demand"), LIMITS)
def test_a_lost_limit_is_noticed(condition: str, demand: str) -> None:
    whole = KNOWLEDGE.conditions[condition]
    less = replace(whole, limits={name: level for name, level in whole.limits.items() if name != demand})
    without = replace(KNOWLEDGE, conditions={**KNOWLEDGE.conditions, condition: less})
    assert is_noticed(without, lambda screening: condition in screening.standing())


@pytest.mark.parametrize("combination", KNOWLEDGE.combinations)
def test_a_lost_combination_is_noticed(combination: str) -> None:
    rest = {name: one for name, one in KNOWLEDGE.combinations.items() if name != combination}
    without = replace(KNOWLEDGE, combinations=rest)
    assert is_noticed(without, lambda screening: combination in screening.standing())


@pytest.mark.parametrize("derivation", KNOWLEDGE.derivations)
def test_a_lost_derivation_is_noticed(derivation: str) -> None:
    rest = {name: one for name, one in KNOWLEDGE.derivations.items() if name != derivation}
    without = replace(KNOWLEDGE, derivations=rest)
    assert is_noticed(without, lambda screening: derivation in set(bringing(screening)))


def bringing(screening: Screening) -> Iterator[str]:
    for one in screening.standing().values():
        yield from one.derived_by
