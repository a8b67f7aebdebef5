"""Invented records to try the store with: plain functions, each of which makes what it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clinic.store import assessments, episodes, patients, people, programmes, screenings
from clinic.store.assessments import Assessment
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.programmes import RecordedProgramme
from clinic.store.transactions import Session

NOW = datetime(2026, 11, 20, 9, 30, 15, 250_000, tzinfo=UTC)
TODAY = date(2026, 11, 20)
NOBODY = Actor("", NOW)
AWKWARD = (
    "Zoë \U0001f6b6\U0001f3fd <b>&amp;</b> {{ 7 * 7 }} 'DROP' \"%_\\ "
    "\u202e\u05e9\u05dc\u05d5\u05dd\u202c\r\n\tŁódź नमस्ते \uffff"
)
"""Letters of many scripts, an emoji of two, markup, marks and a line break."""


def later(**by: float) -> datetime:
    """A moment after NOW."""
    return NOW + timedelta(**by)


def clinician(session: Session, name: str = "Dr Ada Byron") -> Actor:
    """Somebody who may act, now."""
    return Actor(people.expect(session, NOBODY, name=name, role="clinician").id, NOW)


def person(surname: str = "Lovelace", given: str = "Ada", **known: Any) -> Patient:
    """A person not yet in the records."""
    return replace(Patient("", surname, given, date(1980, 2, 29), "F"), **known)


@dataclass(frozen=True)
class Visit:
    """A patient with one assessment, and who made it."""

    actor: Actor
    patient: Patient
    episode: str
    assessment: Assessment


def visit(session: Session, surname: str = "Lovelace") -> Visit:
    """A patient with an empty draft."""
    actor = clinician(session)
    patient = patients.add(session, actor, person(surname))
    episode = episodes.opened(session, actor, patient.id, "Back pain", TODAY).id
    return Visit(actor, patient, episode, assessments.begin(session, actor, patient.id, episode, TODAY))


RESULT = {"edition": "e" * 64, "disposition": "programme", "missing": [], "limits": {"flexion": 2}}


def screened(session: Session, made: Visit, **changed: object) -> str:
    """The id of a screening of a visit."""
    return screenings.keep(session, made.actor, made.assessment.id, {"age": 46}, RESULT | changed).id


def programme(session: Session, made: Visit) -> RecordedProgramme:
    """A programme of a visit, as it was proposed."""
    content = {"exercises": [{"id": "bridge", "sets": 2}]}
    screening = screened(session, made)
    return programmes.begin(session, made.actor, made.patient.id, made.assessment.id, screening, content)
