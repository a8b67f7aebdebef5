"""From a screening to a programme: which exercises, how much of each, on which days, and why."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.choice import choose, places
from clinic.domain.dose import dosed
from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.minutes import fitted
from clinic.domain.outcome import Screening
from clinic.domain.planned import planned
from clinic.domain.programme import Programme
from clinic.domain.programme_notes import notes_on
from clinic.domain.reach import Reach


def propose(knowledge: Knowledge, facts: Facts, screening: Screening) -> Programme | None:
    """The programme these facts and this screening lead to; None while the disposition allows none (invariant I5).

    Every exercise is permitted, due and possible with what is at home; the same input gives the same programme.
    """
    if not screening.disposition.allows_programme:
        return None
    reach = Reach(knowledge, facts, screening)
    choice = choose(reach, places(reach))
    week = fitted(reach, tuple(dosed(reach, chosen) for chosen in choice.exercises))
    return Programme(
        exercises=tuple(planned(reach, one) for one in week.exercises),
        minutes_a_day=week.minutes_a_day,
        review_by=facts.assessed_on + timedelta(days=reach.stage.review_by_days),
        notes=tuple(dict.fromkeys((*choice.notes, *notes_on(reach, week.exercises, week.notes)))),
        empty=choice.empty,
    )
