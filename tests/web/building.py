"""A clinician at the programme builder: begins a programme, presses its buttons, reads what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from clinic.store import handouts, programmes
from clinic.store.handouts import Handout
from clinic.store.ids import new_id
from clinic.store.programmes import RecordedOverride, Version
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.web.people import signed_in
from tests.web.recorded import KNOWLEDGE, Recorded, recorded
from tests.web.visit import Element, entered, forms_to, opened, sent

BRITTLE: dict[str, Any] = {"conditions": {"osteoporosis": "yes"}, "aims": ["move_with_control"]}
WHY = "agreed with the rheumatologist, first under supervision"


@dataclass(frozen=True)
class Bench:
    """One programme open in a clinician's browser."""

    app: Flask
    client: FlaskClient
    person: Recorded
    url: str

    @property
    def page(self) -> Element:
        """The workshop as it is now."""
        return opened(self.client, self.url)

    @property
    def id(self) -> str:
        """The programme's id."""
        return self.url.rpartition("/")[2]

    def form(self, end: str, **holding: str) -> Element:
        """The form that is sent to this end of the programme's address and holds these fields."""
        found = forms_to(self.page, f"{self.url}/{end}")
        return next(one for one in found if all(entered(one).get(name) == value for name, value in holding.items()))

    def press(self, end: str, changes: Mapping[str, str] | None = None, **holding: str) -> TestResponse:
        """The answer to a form of the page as it is now, sent with some changes."""
        return sent(self.client, self.form(end, **holding), changes)

    def act(self, end: str, **fields: str | Iterable[str]) -> TestResponse:
        """The answer to fields that no form of the page need offer, with a fresh key and the newest version."""
        return self.client.post(f"{self.url}/{end}", data=self.fields(**fields))

    def fields(self, **fields: str | Iterable[str]) -> MultiDict[str, str]:
        """What every form of ours carries, and these fields."""
        values: MultiDict[str, str] = MultiDict(entered(self.form("find")))
        values["form_key"], values["version"] = new_id(), str(self.versions[-1].number)
        for name, value in fields.items():
            values.setlist(name, [value] if isinstance(value, str) else list(value))
        return values

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version that is kept, the proposal first."""
        with self.app.app_context(), reading() as session:
            return programmes.versions(session, self.id)

    @property
    def exercises(self) -> list[str]:
        """The ids of the exercises in the newest version."""
        return [one["id"] for one in self.versions[-1].content["exercises"]]

    @property
    def overrides(self) -> tuple[RecordedOverride, ...]:
        """Every override, those taken back too."""
        with self.app.app_context(), reading() as session:
            return programmes.overrides(session, self.id)

    @property
    def sheets(self) -> tuple[Handout, ...]:
        """Every sheet issued to the person."""
        with self.app.app_context(), reading() as session:
            return handouts.of_patient(session, self.person.patient)


def bench(app: Flask, **told: Any) -> Bench:
    """A clinician who has just begun the programme of a new person."""
    return bench_of(app, recorded(app, **told))


def bench_of(app: Flask, person: Recorded) -> Bench:
    """A clinician who has just begun the programme of an assessment, from its result."""
    client = signed_in(app, Role.CLINICIAN)
    result = opened(client, f"/assessments/{person.assessment}/result")
    answer = sent(client, forms_to(result, person.begin)[0])
    assert answer.status_code == 303
    return Bench(app, client, person, answer.location)


def withheld(at: Bench) -> str:
    """The first exercise of the list that can only be given by override."""
    buttons = at.page.all("#library button")
    return next(one.value() for one in buttons if "overridden" in "".join(one.strings()))


def permitted(at: Bench) -> str:
    """The first exercise of the list that is permitted and due."""
    return at.page.all("#library button")[0].value()


def name_of(exercise: str) -> str:
    return KNOWLEDGE.exercises[exercise].name
