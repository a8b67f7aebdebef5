"""People in the records with a final assessment, made through the same functions as the pages make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Flask

from clinic.knowledge import read_knowledge
from clinic.pathway.assess import cleared, finalised
from clinic.store import assessments, episodes, patients
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from tests.web.people import NOW, account_of
from tests.web.visit import TODAY, case

KNOWLEDGE = read_knowledge()
PERSON = Patient("", "Okafor", "Amara", date(1980, 3, 4), "F", number="1042")
ACHE: dict[str, Any] = {"measures": {"nprs_back_worst": 3}, "aims": ["move_with_control"]}
"""A person with a mild ache who may have a programme."""


@dataclass(frozen=True)
class Recorded:
    """One person and their final assessment, by id."""

    patient: str
    assessment: str

    @property
    def begin(self) -> str:
        """Where the programme of the assessment is begun."""
        return f"/assessments/{self.assessment}/programme"


def recorded(app: Flask, *, patient: str = "", amends: str = "", on: date = TODAY, **told: Any) -> Recorded:
    """A person who was assessed, finally: a new one, or one who is there. `told` changes the case; `amends` is an
    assessment that this one corrects."""
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        person = patients.get(session, patient) if patient else patients.add(session, actor, PERSON)
        assert person is not None
        course = episodes.running(session, person.id) or episodes.opened(session, actor, person.id, "Back pain", on)
        draft = assessments.begin(
            session, actor, person.id, course.id, on, amends=amends, reason="new findings" if amends else ""
        )
        who = {"name": person.name, "number": person.number, "sex": person.sex, "birth_date": "1980-03-04"}
        raw = case(**(told or ACHE)) | {"assessed_on": on.isoformat(), "patient": who}
        finalised(session, actor, KNOWLEDGE, draft, raw, today=TODAY)
        return Recorded(person.id, draft.id)


def all_clear(app: Flask, assessment: str, finding: str) -> None:
    """A medical all-clear for one finding, recorded after the assessment was final."""
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        final = assessments.get(session, assessment)
        assert final is not None
        entered = {"finding": finding, "on": TODAY.isoformat(), "by": "Dr Elin Voss, letter"}
        cleared(session, actor, KNOWLEDGE, final, entered, today=TODAY)


def changed_person(app: Flask, patient: str, **fields: Any) -> None:
    """Something else is known of a person."""
    with app.app_context(), writing() as session:
        known = patients.get(session, patient)
        assert known is not None
        patients.change(session, replace(known, **fields))
