"""One record of each kind that routes are about, made new for each request of the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Flask

from clinic.knowledge import read_knowledge
from clinic.pathway.assess import finalised
from clinic.pathway.plan import begun
from clinic.store import assessments, episodes, handouts, patients, people, programmes
from clinic.store.assessments import Assessment
from clinic.store.audit import Actor
from clinic.store.ids import new_id
from clinic.store.patients import Patient
from clinic.store.transactions import Session, writing
from tests.web.people import NOW
from tests.web.visit import TODAY, case

KNOWLEDGE = read_knowledge()
ACHE = {"measures": {"nprs_back_worst": 3}, "aims": ["move_with_control"]}
Make = Callable[[Session, Actor], str]


def patient(session: Session, actor: Actor) -> str:
    """A patient in the care of who acts."""
    made = Patient("", "Lovelace", "Ada", date(1980, 2, 29), "F", clinician=actor.account)
    return patients.add(session, actor, made).id


def draft(session: Session, actor: Actor) -> str:
    """An assessment of such a patient, begun."""
    return _begun(session, actor).id


def final(session: Session, actor: Actor) -> str:
    """A final assessment of such a patient, who may have a programme."""
    made = _begun(session, actor)
    who = {"name": "Ada Lovelace", "sex": "F", "birth_date": "1980-02-29"}
    finalised(session, actor, KNOWLEDGE, made, case(**ACHE) | {"patient": who}, today=TODAY)
    return made.id


def programme(session: Session, actor: Actor) -> str:
    """The programme of such an assessment, as it is proposed."""
    known = assessments.get(session, final(session, actor))
    assert known
    made = begun(session, actor, KNOWLEDGE, known)
    assert made
    return made.id


def sheet(session: Session, actor: Actor) -> str:
    """A sheet that was issued to such a patient."""
    made = programmes.get(session, programme(session, actor))
    assert made
    version = programmes.newest(session, made.id).id
    return handouts.issue(
        session, actor, made.patient, version, b"%PDF-1.7", large=False, paper="A4", edition=KNOWLEDGE.edition,
        print_edition="",
    ).id  # fmt: skip  # one call, few lines


def account(_session: Session, actor: Actor) -> str:
    """The person who acts."""
    return actor.account


KINDS: dict[str, Make] = {
    "/patients/<": patient,
    "/assessments/<id>": draft,
    "/assessments/<id>/amend": final,
    "/assessments/<id>/clear": final,
    "/assessments/<id>/referral": final,
    "/assessments/<id>/result": final,
    "/assessments/<id>/summary": final,
    "/assessments/<assessment>/programme": final,
    "/programmes/<": programme,
    "/sheets/<": sheet,
    "/people/<": account,
}
"""What the first placeholder of a route stands for: the longest of these that the route begins with. A new kind of
record is one line here and one function above."""


def has_object(route: str) -> bool:
    """Whether a route is about one record that belongs to somebody."""
    return any(route.startswith(begin) for begin in KINDS)


def object_for(app: Flask, route: str, which: str, whoever: str) -> str:
    """The id of an object of the kind of this route: one's own, another's, or one that does not exist."""
    make = KINDS[max((begin for begin in KINDS if route.startswith(begin)), key=len)]
    if which == "missing":
        return new_id()
    with app.app_context(), writing() as session:
        owner = whoever if which == "own" else _another(session)
        return make(session, Actor(owner, NOW))


def _begun(session: Session, actor: Actor) -> Assessment:
    id = patient(session, actor)
    episode = episodes.opened(session, actor, id, "Back pain", TODAY).id
    return assessments.begin(session, actor, id, episode, TODAY)


def _another(session: Session) -> str:
    """Somebody else, who has joined."""
    id = people.expect(session, Actor("", NOW), name="Dora Reyes", role="clinician").id
    people.join(session, Actor("", NOW), id, name="Dora Reyes", sign_in=f"dora {id}", password_hash="x")  # noqa: S106  # no hash
    return id
