"""What is worth knowing of a programme against which nothing stands any more, in a line each beside its issue."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.settled import minutes_a_day
from clinic.pathway.plan import Plan


def remarks_on(plan: Plan) -> tuple[str, ...]:
    """How many exercises are given by override, not yet due or not possible at home, and how many minutes there are
    too many on the longest day; empty when there is nothing of the kind."""
    return tuple(_remarks(plan))


def _remarks(plan: Plan) -> Iterator[str]:
    judged = plan.judgement.exercises
    if count := sum(bool(one.overridden) for one in judged):
        yield f"{_exercises(count)} given by override."
    if count := sum(bool(one.not_due) for one in judged):
        yield f"{_exercises(count)} not yet due."
    if count := sum(bool(one.lacking) for one in judged):
        yield f"{_exercises(count)} not possible with what is at home."
    wanted, minutes = plan.screened.facts.minutes_a_day, minutes_a_day(plan.content.exercises)
    if wanted is not None and (over := minutes - wanted) > 0:
        yield f"{over:g} minute{'' if over == 1 else 's'} over on the longest day."


def _exercises(count: int) -> str:
    return "1 exercise is" if count == 1 else f"{count} exercises are"
