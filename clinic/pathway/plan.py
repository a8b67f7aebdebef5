"""The programme of an assessment: begun from its screening, and looked at as it is judged now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from clinic.domain.in_words import day_in_words
from clinic.domain.judgement import Judgement, judged
from clinic.domain.knowledge import Knowledge
from clinic.domain.override import Override
from clinic.domain.programme import Programme
from clinic.domain.proposal import propose
from clinic.domain.reach import Reach
from clinic.exchange.programme_file import programme_case, read_programme
from clinic.pathway.assess import Screened, screened
from clinic.store import assessments, heads, programmes
from clinic.store.assessments import Assessment, State
from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, FrozenError
from clinic.store.programmes import RecordedOverride, RecordedProgramme, Version
from clinic.store.transactions import Session

PROPOSED = "Proposed from the screening"


@dataclass(frozen=True)
class Plan:
    """A programme in its newest version, and the screening that counts now, which judges it. `overrides` are those that
    stand; `replaced` says which later assessment has taken the place of this one, or is empty."""

    knowledge: Knowledge
    programme: RecordedProgramme
    assessment: Assessment
    version: Version
    content: Programme
    screened: Screened
    overrides: tuple[RecordedOverride, ...]
    replaced: str

    @cached_property
    def reach(self) -> Reach:
        """What is within this person's reach under the screening that counts now."""
        return Reach(self.knowledge, self.screened.facts, self.screened.screening)

    @cached_property
    def judgement(self) -> Judgement:
        """The programme judged now, with the overrides that stand."""
        made = decisions(self.overrides)
        facts, screening = self.screened.facts, self.screened.screening
        return judged(self.knowledge, facts, screening, self.content, made, count_reason=self.version.reason)

    @property
    def against_change(self) -> str:
        """Why nothing of it may be changed any more; empty while it may."""
        disposition = self.screened.screening.disposition
        if not disposition.allows_programme:
            return f"No programme while the screening says: {disposition.label}."
        return self.replaced

    @property
    def against_issue(self) -> tuple[str, ...]:
        """Everything that has to be settled before it is issued, in words (I1, I5)."""
        return (*((self.replaced,) if self.replaced else ()), *self.judgement.against_issue)


def begun(session: Session, actor: Actor, knowledge: Knowledge, assessment: Assessment) -> RecordedProgramme | None:
    """The programme of a final assessment: the one there is, else a new one with what is proposed as its first version.
    None while a referral stands or the screening is not complete (I5).

    Raises FrozenError for a draft, and where a later assessment has taken its place.
    """
    if assessment.state is not State.FINAL:
        raise FrozenError("A programme is begun once the assessment is final.")
    now = screened(session, actor, knowledge, assessment)
    proposal = propose(knowledge, now.facts, now.screening)
    if proposal is None:
        return None
    existing = programmes.of_assessment(session, assessment.id)
    if existing is not None:
        return existing
    if replaced := replaced_by(session, assessment):
        raise FrozenError(replaced)
    return programmes.begin(
        session, actor, assessment.patient, assessment.id, now.record.id, programme_case(proposal), says=PROPOSED
    )


def looked_at(session: Session, actor: Actor, knowledge: Knowledge, programme: RecordedProgramme) -> Plan:
    """A programme in its newest version with the screening that counts now. Raises StoreError when its assessment
    cannot be read with today's knowledge."""
    assessment = assessments.get(session, programme.assessment)
    if assessment is None:
        raise AbsentError(f"There is no assessment with the id {programme.assessment}.")
    version = programmes.newest(session, programme.id)
    standing = tuple(one for one in programmes.overrides(session, programme.id) if not one.withdrawn_by)
    return Plan(
        knowledge,
        programme,
        assessment,
        version,
        read_programme(version.content, None),
        screened(session, actor, knowledge, assessment),
        standing,
        replaced_by(session, assessment),
    )


def replaced_by(session: Session, assessment: Assessment) -> str:
    """Which final assessment has taken the place of this one, by amending it or by being later, in words; or empty."""
    standing = heads.standing_of(session, assessment.patient)
    if assessment.state is State.FINAL and assessment.id not in {one.id for one in standing}:
        return "This assessment was amended: the programme is made from the amendment."
    for one in standing[:1]:
        if one.when > (assessment.assessed_on, assessment.made_at):
            day = day_in_words(one.assessed_on)
            return f"There is a later assessment, of {day}: the programme is made from that one."
    return ""


def decisions(overrides: Iterable[RecordedOverride]) -> tuple[Override, ...]:
    """Recorded overrides as the reasoning reads them."""
    return tuple(Override(one.exercise, one.objection, one.why, one.made_by, one.made_at.date()) for one in overrides)
