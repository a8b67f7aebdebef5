"""The pages of a clinic as a browser asks for them: sign-in, rule, record, page and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from clinic.knowledge import read_knowledge
from clinic.pathway.plan import begun as begun_programme
from clinic.store import assessments
from clinic.store.audit import Actor
from clinic.store.engine import db
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from tests.bench.clinics import Clinic
from tests.bench.timing import Act
from tests.web.access.objects import draft
from tests.web.assessing import typed_in
from tests.web.people import NOW, account_of, clinic_with_people, form_token, signed_in
from tests.web.recorded import ACHE, recorded
from tests.web.visit import case

REAL = 12
"""So many people are assessed with the knowledge itself: what is made in bulk only fills the tables."""


@dataclass(frozen=True)
class Real:
    """Somebody assessed with the knowledge: the addresses of their pages."""

    patient: str
    result: str
    programme: str
    draft: str


class Visitor:
    """A clinician's browser."""

    def __init__(self, app: Flask, clinic: Clinic) -> None:
        self.clinic = clinic
        self.client: FlaskClient = signed_in(app, Role.CLINICIAN)
        self.token = form_token(self.client)
        self.people = tuple(_real(app) for _ in range(REAL))
        self.typed: dict[str, MultiDict[str, str]] = {}

    def get(self, path: str) -> None:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    def search(self, words: str) -> None:
        answer = self.client.post("/patients/search", data={"csrf_token": self.token, "words": words})
        assert answer.status_code == 200

    def real(self, number: int) -> Real:
        return self.people[number % REAL]

    def live(self, number: int) -> None:
        path = self.real(number).draft
        assert self.client.post(f"{path}/live", data=self._filled(path)).status_code == 200

    def save(self, number: int) -> None:
        path = self.real(number).draft
        typed = self._filled(path)
        typed["goal"] = f"Walk {number} steps"
        answer = self.client.post(f"{path}/save", data=typed)
        assert answer.json is not None
        assert answer.status_code == 200
        typed["version"] = str(answer.json["version"])

    def _filled(self, path: str) -> MultiDict[str, str]:
        if path not in self.typed:
            self.typed[path] = typed_in(self.client, path, case(**ACHE))
        return self.typed[path]


@contextmanager
def acts(clinic: Clinic) -> Iterator[Mapping[str, Act]]:
    """Every page of a clinician's day in this clinic, by name, while the block runs."""
    app = clinic_with_people(clinic.place.file.parent)
    try:
        here = Visitor(app, clinic)
        yield {
            "page: today": lambda _: here.get("/today"),
            "page: list, first page": lambda _: here.get("/patients"),
            "page: list, some page": lambda number: here.get(f"/patients?after={clinic.person(number).id}"),
            "page: search, a name": lambda number: here.search(clinic.person(number).surname),
            "page: search, one letter": lambda number: here.search(clinic.person(number).surname[0]),
            "page: search, a number": lambda number: here.search(clinic.person(number).number),
            "page: search, a birth date": lambda number: here.search(f"{clinic.person(number).born:%d/%m/%Y}"),
            "page: record": lambda number: here.get(f"/patients/{clinic.person(number).id}"),
            "page: person's details": lambda number: here.get(f"/patients/{clinic.person(number).id}/details"),
            "page: assessment form": lambda number: here.get(here.real(number).draft),
            "page: live panel": here.live,
            "page: autosave": here.save,
            "page: result": lambda number: here.get(here.real(number).result),
            "page: programme": lambda number: here.get(here.real(number).programme),
        }
    finally:
        with app.app_context():
            db.engine.dispose()


def _real(app: Flask) -> Real:
    made = recorded(app, **ACHE)
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        final = assessments.get(session, made.assessment)
        assert final is not None
        plan = begun_programme(session, actor, read_knowledge(), final)
        assert plan is not None
        begun = draft(session, actor)
    return Real(
        f"/patients/{made.patient}", f"/assessments/{made.assessment}/result", f"/programmes/{plan.id}",
        f"/assessments/{begun}",
    )  # fmt: skip  # one record, few lines
