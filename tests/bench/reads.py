"""What pages ask of the store, each in a transaction as a page has it, with the audit entry that goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context, copy_context

from clinic.store import assessments, audit, episodes, handouts, heads, patients, programmes, screenings
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import Session, reading, writing
from tests.bench.clinics import Clinic
from tests.bench.timing import Act
from tests.store.places import ready
from tests.store.records import NOW, TODAY


@contextmanager
def acts(clinic: Clinic) -> Iterator[Mapping[str, Act]]:
    """The store's share of each page of this clinic, by name, while the block runs."""
    with ready(clinic.place):
        here = copy_context()
        found: dict[str, Act] = {
            "store: today": lambda _: _today(clinic),
            "store: list, first page": lambda _: _listed(""),
            "store: list, some page": lambda number: _listed(clinic.person(number).id),
            "store: search, one letter": lambda number: _found(clinic.person(number).surname[0]),
            "store: search, a name": lambda number: _found(clinic.person(number).surname),
            "store: search, two beginnings": lambda number: _found(
                f"{clinic.person(number).surname[:4]} {clinic.person(number).given[:2]}"
            ),
            "store: search, a number": lambda number: _found(clinic.person(number).number),
            "store: search, a birth date": lambda number: _born(clinic, number),
            "store: search, nobody": lambda number: _found(f"zzz{number}"),
            "store: like a new patient": lambda number: _like(clinic, number),
            "store: record": lambda number: _record(clinic, number),
            "store: record, with its audit entry": lambda number: _noted_record(clinic, number),
            "store: all of a record, whole": lambda number: _whole(clinic, number),
            "store: one assessment": _assessment,
            "store: save a draft": lambda number: _save(clinic, number),
            "store: audit entries of a patient": _entries,
        }
        yield {name: _in(here, act) for name, act in found.items()}


def _in(here: Context, act: Act) -> Act:
    """The act in the clinic that was open here: two are open at once."""
    return lambda number: here.run(act, number)


def _today(clinic: Clinic) -> None:
    with reading() as session:
        for draft in heads.drafts_of(session, clinic.account):
            patients.get(session, draft.patient)
        patients.recent(session)


def _listed(after: str) -> None:
    with reading() as session:
        patients.listed(session, after=after, most=51)


def _found(words: str) -> None:
    with reading() as session:
        patients.find(session, words, most=51)


def _born(clinic: Clinic, number: int) -> None:
    with reading() as session:
        patients.find(session, "", born=clinic.person(number).born, most=51)


def _like(clinic: Clinic, number: int) -> None:
    one = clinic.person(number)
    with reading() as session:
        patients.like(session, Patient("", one.surname, one.given, one.born, "F", number=one.number))


def _record(clinic: Clinic, number: int) -> None:
    with reading() as session:
        _read(session, clinic.person(number).id)


def _noted_record(clinic: Clinic, number: int) -> None:
    id = clinic.person(number).id
    with writing() as session:
        audit.note(session, Actor(clinic.account, NOW), "read_record", "patient", id, patient=id)
        _read(session, id)


def _read(session: Session, id: str) -> None:
    patients.get(session, id)
    episodes.of_patient(session, id)
    found = heads.assessments_of(session, id)
    screenings.dispositions(session, tuple(one.id for one in found))
    heads.programmes_of(session, id)
    handouts.of_patient(session, id)


def _whole(clinic: Clinic, number: int) -> None:
    """What heads save: every assessment and programme version with its long texts."""
    with reading() as session:
        for one in assessments.of_patient(session, clinic.person(number).id):
            programme = programmes.of_assessment(session, one.id)
            if programme:
                programmes.versions(session, programme.id)


def _assessment(number: int) -> None:
    id = f"visit-{number}-1"
    with reading() as session:
        assessments.get(session, id)
        screenings.newest(session, id)
        screenings.clearances(session, id)
        programme = programmes.of_assessment(session, id)
        if programme:
            programmes.newest(session, programme.id)
            programmes.overrides(session, programme.id)


def _save(clinic: Clinic, number: int) -> None:
    id = f"visit-{number // 100 * 100}-0"
    with writing() as session:
        draft = assessments.get(session, id)
        if draft:
            typed = {field: one.values for field, one in draft.answers.items()} | {"goal": [f"Walk {draft.version} km"]}
            assessments.write(session, Actor(clinic.account, NOW), id, draft.version, typed, on=TODAY)
            audit.note(session, Actor(clinic.account, NOW), "write_draft", "assessment", id, patient=draft.patient)


def _entries(number: int) -> None:
    with reading() as session:
        audit.entries_of(session, f"patient-{number}")
