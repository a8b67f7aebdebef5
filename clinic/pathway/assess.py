"""An assessment becomes final, is cleared, is screened: what was read and what screening made of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.exchange.case_file import CaseError
from clinic.exchange.screening_json import screening_json
from clinic.pathway.screen import screen_case, with_clearance
from clinic.store import assessments, screenings
from clinic.store.assessments import Assessment, Measurement
from clinic.store.audit import Actor
from clinic.store.errors import UnreadableError
from clinic.store.screenings import RecordedScreening
from clinic.store.transactions import Session

UNREADABLE = "Today's clinical content cannot read this assessment any more: amend it and go on from there."


@dataclass(frozen=True)
class Screened:
    """A final assessment read and screened with today's knowledge, and the record of how it was screened."""

    facts: Facts
    screening: Screening
    record: RecordedScreening


def finalised(
    session: Session,
    actor: Actor,
    knowledge: Knowledge,
    draft: Assessment,
    case: Mapping[str, Any],
    *,
    today: date,
) -> Screened:
    """The draft, final with what was read from it, and its first screening.

    Raises CaseError with every mistake in the case; ConflictError or FrozenError as the store does.
    """
    facts, screening = screen_case(case, knowledge, today=today)
    assessments.finalise(session, actor, draft.id, draft.version, case, measured(knowledge, facts))
    return Screened(facts, screening, _kept(session, actor, knowledge, draft.id, case, screening))


def cleared(
    session: Session,
    actor: Actor,
    knowledge: Knowledge,
    assessment: Assessment,
    entered: Mapping[str, Any],
    *,
    today: date,
) -> Screened:
    """A final assessment screened anew with one more medical all-clear: `entered` holds finding, on (a day as in a
    case) and by. Raises CaseError when it cannot be recorded."""
    case = with_clearance(with_clearances(session, assessment), entered)
    facts, screening = screen_case(case, knowledge, today=today)
    (given,) = (one for one in facts.clearances if one.finding == entered["finding"])
    screenings.clear(session, actor, assessment.id, given.finding, given.on, given.by)
    return Screened(facts, screening, _kept(session, actor, knowledge, assessment.id, case, screening))


def screened(session: Session, actor: Actor, knowledge: Knowledge, assessment: Assessment) -> Screened:
    """A final assessment with its all-clears, screened with today's knowledge. When the knowledge has changed since
    it was last screened, what it says now is kept beside what it said then. Raises UnreadableError when today's
    knowledge cannot read it any more."""
    case = with_clearances(session, assessment)
    try:
        facts, screening = screen_case(case, knowledge)
    except CaseError as error:
        raise UnreadableError(UNREADABLE) from error
    record = screenings.newest(session, assessment.id)
    if record is None or record.edition != knowledge.edition:
        record = _kept(session, actor, knowledge, assessment.id, case, screening)
    return Screened(facts, screening, record)


def with_clearances(session: Session, assessment: Assessment) -> dict[str, Any]:
    """The case of a final assessment with every all-clear recorded for it since."""
    given = [
        {"finding": one.finding, "on": one.on.isoformat(), "by": one.by}
        for one in screenings.clearances(session, assessment.id)
    ]
    case = dict(assessment.case or {})
    return {**case, "clearances": given} if given else case


def measured(knowledge: Knowledge, facts: Facts) -> tuple[Measurement, ...]:
    """Every test and outcome measure among the facts."""
    return tuple(
        Measurement(id, side, facts.assessed_on, float(value), "")
        if isinstance(value, int | float)
        else Measurement(id, side, facts.assessed_on, None, str(value))
        for (id, side), value in facts.values.items()
        if id in knowledge.tests or id in knowledge.measures
    )


def _kept(
    session: Session,
    actor: Actor,
    knowledge: Knowledge,
    assessment: str,
    case: Mapping[str, Any],
    screening: Screening,
) -> RecordedScreening:
    return screenings.keep(session, actor, assessment, case, screening_json(knowledge, screening))
