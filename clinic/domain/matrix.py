"""Which condition alone withholds which exercise, and which objection weighs most."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.intake import Condition
from clinic.domain.knowledge import Knowledge
from clinic.domain.limits import caps, limits
from clinic.domain.outcome import Objection
from clinic.domain.tally import NEVER
from clinic.domain.verdicts import Grounds, verdicts

Matrix = Mapping[str, Mapping[str, tuple[Objection, ...]]]
"""For each condition the exercises that it alone withholds, with every objection."""


def withheld_alone(knowledge: Knowledge) -> Matrix:
    """For each condition, in file order, the exercises that it alone withholds, in library order, with its objections.
    What is not recommended for anyone is no objection of a condition and is left out."""
    return {condition.id: _withheld_by(knowledge, condition) for condition in knowledge.conditions.values()}


def weightiest(objections: tuple[Objection, ...]) -> Objection:
    """The objection that goes furthest over its limit, the first of several; a named rule only where no demand is over
    a limit. Raises ValueError for none."""
    return max(objections, key=_excess)


def _withheld_by(knowledge: Knowledge, condition: Condition) -> Mapping[str, tuple[Objection, ...]]:
    grounds = Grounds(limits(knowledge, [condition]), caps([condition]), (condition,), ())
    own = {
        verdict.exercise: tuple(one for one in verdict.objections if one.rule != NEVER)
        for verdict in verdicts(knowledge, grounds)
    }
    return {exercise: objections for exercise, objections in own.items() if objections}


def _excess(objection: Objection) -> int:
    if objection.level is None or objection.at_most is None:
        return 0
    return objection.level - objection.at_most
