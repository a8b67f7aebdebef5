"""From findings to limits: per demand the lowest level wins, every contributing finding is kept; ceilings likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from clinic.domain.intake import Condition
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Advice, AdviceTo, Cap, Caps, Established, Limit


def limiting(knowledge: Knowledge, standing: Mapping[str, Established]) -> tuple[Condition, ...]:
    """The conditions that stand, certain or unsure, in file order."""
    return tuple(one for one in knowledge.conditions.values() if one.id in standing)


def limits(knowledge: Knowledge, conditions: Iterable[Condition]) -> Mapping[str, Limit]:
    """The limit of every demand that a condition limits, in the order of the demands."""
    conditions = tuple(conditions)
    found = {}
    for demand in (*knowledge.demands, *knowledge.derived_demands):
        by = sorted(
            ((one.id, one.limits[demand]) for one in conditions if demand in one.limits), key=lambda pair: pair[1]
        )
        if by:
            found[demand] = Limit(demand, by[0][1], tuple(by))
    return found


def caps(conditions: Iterable[Condition]) -> Caps:
    """The ceilings on phase, effort, hold and number of exercises."""
    conditions = tuple(conditions)
    return Caps(
        phase=_cap(conditions, lambda one: one.max_phase),
        rpe=_cap(conditions, lambda one: one.dose_limits.max_rpe),
        hold_s=_cap(conditions, lambda one: one.dose_limits.max_hold_s),
        exercises=_cap(conditions, lambda one: one.dose_limits.max_exercises),
    )


def advice(conditions: Iterable[Condition]) -> tuple[Advice, ...]:
    """What the standing conditions advise the clinician and the person, each with its finding."""
    return tuple(Advice(one.id, text, to) for one in conditions for to, texts in _advised(one) for text in texts)


def _advised(condition: Condition) -> tuple[tuple[AdviceTo, tuple[str, ...]], ...]:
    return (
        (AdviceTo.CLINICIAN, condition.advice_clinician),
        (AdviceTo.PERSON, condition.advice),
        (AdviceTo.STOP_BOX, condition.stop_signs),
    )


def _cap(conditions: tuple[Condition, ...], of: Callable[[Condition], int | None]) -> Cap | None:
    by = sorted(((one.id, ceiling) for one in conditions if (ceiling := of(one)) is not None), key=lambda pair: pair[1])
    return Cap(by[0][1], tuple(by)) if by else None
