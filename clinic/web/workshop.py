"""What the pages of a programme are made from, gathered from the records in one go, so that none waits for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.pathway.issuing import Prepared
from clinic.pathway.plan import Plan
from clinic.store import handouts, people, programmes, templates
from clinic.store.patients import Patient
from clinic.store.programmes import Kind, RecordedProgramme
from clinic.store.templates import Template
from clinic.web.access.desk import Desk
from clinic.web.builder_wishes import last_other
from clinic.web.clinic_details import in_force
from clinic.web.clock_words import clock
from clinic.web.practice import today


@dataclass(frozen=True)
class Past:
    """One version in the history: what was changed, by whom and when; the sheets issued of it by id."""

    number: int
    says: str
    by: str
    on: str
    signed: bool
    sheets: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Workshop:
    """One programme with all that its pages show: what a sheet is printed from, the names of the accounts, its history,
    newest first, the templates there are, and the person's programme before this one."""

    ready: Prepared
    names: Mapping[str, str]
    past: tuple[Past, ...]
    templates: tuple[Template, ...]
    before: RecordedProgramme | None

    @property
    def plan(self) -> Plan:
        """The programme as it stands."""
        return self.ready.plan

    @property
    def patient(self) -> Patient:
        """Whose it is."""
        return self.ready.patient

    @property
    def is_signed(self) -> bool:
        """Whether the programme as it stands is signed, under the screening that counts now."""
        version = self.plan.version
        return version.kind is Kind.SIGNED and version.screening == self.plan.screened.record.id


def gathered(desk: Desk, plan: Plan, patient: Patient, *, large: bool = False) -> Workshop:
    """Everything the pages of one programme show."""
    names = people.names(desk.session)
    return Workshop(
        prepared(desk, plan, patient, large=large),
        names,
        _history(desk, plan, names),
        templates.all_of(desk.session),
        last_other(desk.session, plan),
    )


def prepared(desk: Desk, plan: Plan, patient: Patient, *, large: bool = False) -> Prepared:
    """What a sheet of this programme would be printed from today."""
    return Prepared(plan, patient, in_force(desk.house), today(), large)


def _history(desk: Desk, plan: Plan, names: Mapping[str, str]) -> tuple[Past, ...]:
    issued = handouts.of_patient(desk.session, plan.programme.patient)
    return tuple(
        Past(
            one.number,
            one.says,
            names.get(one.made_by, ""),
            clock(one.made_at),
            one.kind is Kind.SIGNED,
            tuple((sheet.id, sheet.large) for sheet in issued if sheet.version == one.id),
        )
        for one in reversed(programmes.versions(desk.session, plan.programme.id))
    )
