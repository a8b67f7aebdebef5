"""The demo clinic: invented people, recorded through the same functions as real ones, and who may look at them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask

from clinic.exchange.demo import DemoPerson, DemoVisit, Standing, demo_people
from clinic.handout.errors import HandoutError
from clinic.handout.workers import AT_ONCE
from clinic.pathway.issuing import Prepared, issued, printed
from clinic.store import episodes, house, patients, people
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import writing
from clinic.web.access.desk import Desk
from clinic.web.access.passwords import passwords
from clinic.web.access.roles import Role, User
from clinic.web.demo_accounts import DEMONSTRATION
from clinic.web.demo_visit import assessed, planned, ready_to_print
from clinic.web.practice import practice

NINE = time(9, tzinfo=UTC)
APART = timedelta(minutes=3)
"""How far visits of one day lie apart, longer than it takes to hand a sheet over."""


@dataclass(frozen=True)
class Printing:
    """A sheet on its way: what it is printed from, when, and the PDF to come."""

    ready: Prepared
    at: datetime
    pdf: Future[bytes]


def feed(app: Flask, today: date) -> None:
    """Put the demo clinic's people into a new clinic, visit by visit in the order of their days. Nobody may be in it.

    Raises DemoError when one of them cannot be read. Where no sheet can be printed, none is issued.
    """
    with app.app_context(), ThreadPoolExecutor(AT_ONCE) as printers:
        everyone = demo_people(practice().knowledge, today)
        first = min(one.visits[0].on for one in everyone)
        clinician = _people(_at(first) - timedelta(days=1))
        known: dict[str, Patient] = {}
        on_the_way: dict[str, Printing] = {}
        visits = _in_order(everyone)
        last = practice().moment() - APART  # who opens it early in the morning must not find what is to come
        for number, (person, visit) in enumerate(visits, start=1):
            at = min(_at(visit.on) + number * APART, last - (len(visits) - number) * APART)
            if person.id in on_the_way:
                _hand_over(on_the_way.pop(person.id), clinician)
            ready = _visited(person, visit, known, clinician, at)
            if ready is not None:
                on_the_way[person.id] = Printing(ready, at, printers.submit(printed, ready))
        for printing in on_the_way.values():
            _hand_over(printing, clinician)


def _in_order(everyone: tuple[DemoPerson, ...]) -> list[tuple[DemoPerson, DemoVisit]]:
    visits = [(person, visit) for person in everyone for visit in person.visits]
    return sorted(visits, key=lambda one: (one[1].on, one[0].number))


def _at(day: date) -> datetime:
    return datetime.combine(day, NINE)


@contextmanager
def _desk(user: User, at: datetime) -> Iterator[Desk]:
    """The records, as this person uses them at that moment."""
    with writing() as session:
        yield Desk(session, user, at, house.of(session))


def _people(at: datetime) -> User:
    """Everybody who works there; the answer is the clinician."""
    users = {}
    for one in DEMONSTRATION.accounts:
        kept = passwords().hashed(DEMONSTRATION.password)
        with writing() as session:
            expected = people.expect(session, Actor("", at), name=one.name, role=one.role)
            people.join(
                session,
                Actor(expected.id, at),
                expected.id,
                name=one.name,
                sign_in=one.sign_in,
                password_hash=kept,
                registration=one.registration,
            )
        users[one.role] = User(expected.id, one.name, one.role, one.registration)
    return users[Role.CLINICIAN]


def _visited(
    person: DemoPerson, visit: DemoVisit, known: dict[str, Patient], user: User, at: datetime
) -> Prepared | None:
    """Everything that happens at a visit but the paper; what the sheet is to be printed from, where there is one."""
    with _desk(user, at) as desk:
        if person.id not in known:
            known[person.id] = _added(desk, person)
        patient = known[person.id]
        course = episodes.running(desk.session, patient.id)
        course = course or episodes.opened(desk.session, desk.actor, patient.id, person.episode, visit.on)
        assessment = assessed(desk, patient, course.id, visit)
        programme = planned(desk, patient, assessment, visit)
        if programme is None or visit.programme is not Standing.ISSUED:
            return None
        return ready_to_print(desk, patient, programme.id, visit.on)


def _added(desk: Desk, person: DemoPerson) -> Patient:
    told = Patient(
        id="",
        surname=person.surname,
        given=person.given,
        birth_date=person.birth_date,
        sex=person.sex,
        number=person.number,
        telephone=person.telephone,
        language=person.language,
        large_print=person.large_print,
        alerts=person.alerts,
    )
    added = patients.add(desk.session, desk.actor, replace(told, clinician=desk.user.id))
    desk.note("add_patient", "patient", added.id, patient=added.id)
    return added


def _hand_over(printing: Printing, user: User) -> None:
    """Sign the programme and keep its sheet, a few minutes after the visit."""
    before = printing.ready
    try:
        pdf = printing.pdf.result()
    except HandoutError:
        return  # the command says what is missing on this machine; everything else can still be shown
    with _desk(user, printing.at + timedelta(minutes=2)) as desk:
        now = ready_to_print(desk, before.patient, before.plan.programme.id, before.printed_on)
        sheet = issued(desk.session, desk.actor, before, now, pdf)
        desk.note("issue", "handout", sheet.id, patient=sheet.patient, sha256=sheet.sha256)
