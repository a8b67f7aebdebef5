"""Measurements as they stand in paper notes: one line a test or outcome measure, with its sides and its band. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.facts import Facts
from clinic.domain.in_words import raised, value_in_words
from clinic.domain.intake import Cutoff, Test
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import SIDES, Value
from clinic.domain.scoring import result_in_words, score_in_words, scores
from clinic.handout.grounds import unit_in_words


@dataclass(frozen=True)
class Measured:
    """One test or measure: its name, and its result with unit and band."""

    name: str
    result: str


def measured(knowledge: Knowledge, facts: Facts) -> tuple[Measured, ...]:
    """Everything that was measured, outcome measures first; a questionnaire without a score says why."""
    return (*_measures(knowledge, facts), *_tests(knowledge, facts))


def _measures(knowledge: Knowledge, facts: Facts) -> Iterator[Measured]:
    marked = scores(knowledge, facts)
    for one in knowledge.measures.values():
        value = facts.values.get((one.id, ""))
        if one.id in marked:
            yield Measured(one.name, result_in_words(knowledge, one.id, marked[one.id]))
        elif isinstance(value, float | int):
            yield Measured(one.name, score_in_words(knowledge, one.id, value))
        elif value is not None:
            yield Measured(one.name, value_in_words(value))


def _tests(knowledge: Knowledge, facts: Facts) -> Iterator[Measured]:
    for test in knowledge.tests.values():
        found = [(side, value) for side in ("", *SIDES) if (value := facts.values.get((test.id, side))) is not None]
        if not found:
            continue
        said = " · ".join(_result(test, side, value) for side, value in found)
        yield Measured(raised(test.name), f"{said}{unit_in_words(test.unit)}")


def _result(test: Test, side: str, value: Value) -> str:
    bands = [_named(one) for one in test.cutoffs if isinstance(value, float | int) and _holds(one, value)]
    said = f"{side} {value_in_words(value)}".strip()
    return f"{said} [{', '.join(dict.fromkeys(bands))}]" if bands else said


def _named(one: Cutoff) -> str:
    """A band; one that rests on more than the number says so."""
    band = one.band.replace("_", " ")
    return f"{band} {one.reference}" if one.reference else band


def _holds(one: Cutoff, value: float) -> bool:
    low, high = one.between or (None, None)
    lower, upper = (one.at_least, one.above, low), (one.at_most, one.below, high)
    told = any(end is not None for end in (*lower, *upper))
    return (
        told
        and (one.at_least is None or value >= one.at_least)
        and (one.above is None or value > one.above)
        and (one.at_most is None or value <= one.at_most)
        and (one.below is None or value < one.below)
        and (low is None or value >= low)
        and (high is None or value <= high)
    )
