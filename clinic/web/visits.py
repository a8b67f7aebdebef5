"""One person's line of visits: what was found, what was given, and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic.domain.facts import Person
from clinic.domain.in_words import day_in_words
from clinic.domain.scales import Disposition
from clinic.store import episodes, handouts, heads, people, screenings
from clinic.store.assessments import State
from clinic.store.handouts import Handout
from clinic.store.heads import AssessmentHead, ProgrammeHead
from clinic.store.patients import Patient
from clinic.store.programmes import Kind
from clinic.web.access.desk import Desk
from clinic.web.practice import today
from clinic.web.words import HEADLINES


@dataclass(frozen=True)
class Sheet:
    """An issued sheet as it is listed: its id, and the day in words."""

    id: str
    on: str
    large: bool


@dataclass(frozen=True)
class Visit:
    """One assessment on the line. `disposition` is its word and `headline` what people read; both are empty in a draft.
    `programme` is the id of its programme and `stands` how far that has come."""

    id: str
    on: str
    draft: bool
    by: str
    disposition: str
    headline: str
    amends: bool
    amended: bool
    programme: str
    stands: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Course:
    """One episode with its visits, newest first."""

    id: str
    title: str
    opened: str
    closed: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Visits:
    """What the page of one person shows: the courses of care for those who treat, the issued sheets for everybody."""

    courses: tuple[Course, ...]
    sheets: tuple[Sheet, ...]
    age: int | None


STANDS = {Kind.PROPOSAL: "proposed", Kind.CHANGE: "changed, not signed", Kind.SIGNED: "signed"}


def visits_of(desk: Desk, patient: Patient, *, clinical: bool) -> Visits:
    """The page of one person. Whoever does not treat sees the issued sheets and nothing of what was found."""
    issued = handouts.of_patient(desk.session, patient.id)
    sheets = tuple(_sheet(one) for one in issued)
    return Visits(_courses(desk, patient, issued) if clinical else (), sheets, age(patient, today()))


def age(patient: Patient, on: date) -> int | None:
    """Age in completed years on a day."""
    return Person(birth_date=patient.birth_date).age_on(on)


def _courses(desk: Desk, patient: Patient, issued: tuple[Handout, ...]) -> tuple[Course, ...]:
    found = heads.assessments_of(desk.session, patient.id)
    planned = heads.programmes_of(desk.session, patient.id)
    dispositions = screenings.dispositions(desk.session, tuple(one.id for one in found))
    names = people.names(desk.session)
    amended = {one.amends for one in found}
    visits = {
        one.id: _visit(one, planned.get(one.id), dispositions.get(one.id, ""), names, one.id in amended, issued)
        for one in found
    }
    return tuple(
        Course(
            course.id,
            course.title,
            day_in_words(course.opened_on),
            day_in_words(course.closed_on) if course.closed_on else "",
            tuple(visits[one.id] for one in found if one.episode == course.id),
        )
        for course in episodes.of_patient(desk.session, patient.id)
    )


def _visit(
    one: AssessmentHead,
    programme: ProgrammeHead | None,
    disposition: str,
    names: dict[str, str],
    amended: bool,
    issued: tuple[Handout, ...],
) -> Visit:
    mine = frozenset(programme.versions) if programme else frozenset()
    return Visit(
        id=one.id,
        on=day_in_words(one.assessed_on),
        draft=one.state is State.DRAFT,
        by=names.get(one.final_by or one.made_by, ""),
        disposition=disposition,
        headline=HEADLINES[Disposition[disposition.upper()]] if disposition else "",
        amends=bool(one.amends),
        amended=amended,
        programme=programme.id if programme else "",
        stands=STANDS[programme.kind] if programme else "",
        sheets=tuple(_sheet(sheet) for sheet in issued if sheet.version in mine),
    )


def _sheet(handout: Handout) -> Sheet:
    return Sheet(handout.id, day_in_words(handout.made_at.astimezone().date()), handout.large)
