"""Signing a programme and issuing its sheet. Both judge it again, at that moment; what was handed over is kept.

A sheet is printed between two short transactions: the first reads (`prepared`), none is open while it prints
(`printed`), and the second (`issued`) keeps it only if nothing that it rests on has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.facts import Facts
from clinic.domain.in_words import day_in_words
from clinic.handout.content import sheet_content
from clinic.handout.print_edition import print_edition
from clinic.handout.sheet import Sheet
from clinic.pathway.in_force import printed_clinic
from clinic.pathway.plan import Plan, decisions
from clinic.pathway.replan import against_stale, kept
from clinic.pathway.sheet import sheet_pdf
from clinic.settings import Settings
from clinic.store import handouts
from clinic.store.audit import Actor
from clinic.store.errors import ConflictError
from clinic.store.handouts import Handout
from clinic.store.patients import Patient
from clinic.store.programmes import Kind, Version
from clinic.store.transactions import Session

NO_TELEPHONE = (
    "The clinic has no telephone number: no sheet is handed out without one. The lead puts it in the settings."
)


class NotIssuableError(Exception):
    """Something stands against signing or issuing; `against` says what, in words."""

    def __init__(self, against: tuple[str, ...]) -> None:
        super().__init__(" ".join(against))
        self.against = against


@dataclass(frozen=True)
class Prepared:
    """Everything a sheet is printed from: the programme judged, the person as the records have them now, the clinic's
    settings in force, the day, and whether it is in large print."""

    plan: Plan
    patient: Patient
    settings: Settings
    printed_on: date
    large: bool

    @property
    def facts(self) -> Facts:
        """What was found, with the name and number that the person has now."""
        facts = self.plan.screened.facts
        return replace(facts, person=replace(facts.person, name=self.patient.name, number=self.patient.number))

    @property
    def against(self) -> tuple[str, ...]:
        """Everything that stands against issuing this sheet, in words; empty when it may be."""
        return tuple(self._against())

    @property
    def rests_on(self) -> tuple[object, ...]:
        """What must not have changed between printing the sheet and keeping it."""
        plan = self.plan
        return (
            plan.version, plan.screened.record.id, plan.screened.facts, plan.overrides, plan.replaced,
            self.patient.name, self.patient.number, self.settings,
        )  # fmt: skip  # a list reads best in lines

    @property
    def against_signing(self) -> tuple[str, ...]:
        """Everything that stands against signing the programme, in words."""
        return tuple(self._against_signing())

    def _against(self) -> Iterator[str]:
        yield from self._against_signing()
        if not self.settings.telephone.strip():
            yield NO_TELEPHONE

    def _against_signing(self) -> Iterator[str]:
        yield from self.plan.against_issue
        yield from against_person(self.plan.screened.facts, self.patient)
        review = self.plan.content.review_by
        if review < self.printed_on:
            yield f"The review was due on {day_in_words(review)}: assess again first."


def against_person(facts: Facts, patient: Patient) -> Iterator[str]:
    """Where the records now say otherwise who this is than what was screened."""
    person = facts.person
    if person.birth_date and patient.birth_date and person.birth_date != patient.birth_date:
        yield "The birth date in the records is not the one that was screened: amend the assessment."
    if person.sex and patient.sex and person.sex != patient.sex:
        yield "The sex in the records is not the one that was screened: amend the assessment."


def signed(session: Session, actor: Actor, prepared: Prepared, version: int) -> Version:
    """The programme signed as it stands, when nothing stands against it.

    Signing what is signed already changes nothing. Raises ConflictError when the version is not the newest,
    NotIssuableError when something stands against it.
    """
    plan = prepared.plan
    against_stale(plan, version)
    if prepared.against_signing:
        raise NotIssuableError(prepared.against_signing)
    if plan.version.kind is Kind.SIGNED and plan.version.screening == plan.screened.record.id:
        return plan.version
    return kept(session, actor, plan, "Signed.", kind=Kind.SIGNED)


def printed(prepared: Prepared) -> bytes:
    """The sheet as PDF, judged once more. No transaction may be open. Raises HandoutError, also for whatever stands
    against the issue."""
    plan = prepared.plan
    return sheet_pdf(
        plan.knowledge,
        prepared.settings,
        prepared.facts,
        plan.screened.screening,
        plan.content,
        printed_on=prepared.printed_on,
        large=prepared.large,
        overrides=decisions(plan.overrides),
        count_reason=plan.version.reason,
    )


def previewed(prepared: Prepared) -> Sheet | None:
    """What the sheet says as it stands; None while anything stands against issuing it. The drawings are not in it."""
    if prepared.against:
        return None
    plan = prepared.plan
    return sheet_content(
        plan.knowledge,
        prepared.facts,
        plan.content,
        printed_clinic(prepared.settings),
        advice=plan.screened.screening.advice,
        printed_on=prepared.printed_on,
        figures={},
    )


def issued(session: Session, actor: Actor, before: Prepared, now: Prepared, pdf: bytes) -> Handout:
    """Sign the programme unless it is, and keep the sheet that was printed from `before` as it is handed over.

    Raises ConflictError when anything it rests on is different now, NotIssuableError when something stands against it.
    """
    if now.rests_on != before.rests_on:
        raise ConflictError("programme", now.plan.programme.id, now.plan.version.number)
    if now.against:
        raise NotIssuableError(now.against)
    version = signed(session, actor, now, now.plan.version.number)
    return handouts.issue(
        session,
        actor,
        now.patient.id,
        version.id,
        pdf,
        large=before.large,
        paper=before.settings.paper,
        edition=now.plan.knowledge.edition,
        print_edition=print_edition(),
    )
