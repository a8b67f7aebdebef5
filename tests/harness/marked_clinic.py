"""A clinic whose people wrote markup wherever words are kept, and in which columns those words have ended up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Session

from clinic.store import assessments, episodes
from clinic.store.assessments import Measurement
from clinic.store.audit import Actor
from clinic.store.ids import new_id
from clinic.store.people import Account
from clinic.store.rows import Row
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.harness.forms import forms_of
from tests.web.access.objects import draft
from tests.web.assessing import begun, checked, led, made_final, person, typed_in
from tests.web.building import Bench, withheld
from tests.web.people import NOW, add_person, clinic_with_people, signed_in
from tests.web.recorded import Recorded
from tests.web.visit import TODAY, case, forms_to, opened, sent

MARK = "data-canary"
LIMITED = {"conditions": {"glaucoma": "yes"}, "aims": ["move_with_control"]}
MANY = 7
"""So many exercises need a reason."""
NOT_WORDS = {
    "ids and links between records": (
        "*.id", "*.object_id", "*.patient_id", "*.account_id", "sent_form.key", "sent_form.led_to",
    ),
    "hashes, and passwords and secrets that no page shows": (
        "*.hash", "*.sha256", "*.previous", "account.password_hash", "account.totp_secret", "guess.subject",
    ),
    "one of the program's own few words": (
        "account.role", "*.kind", "*.act", "patient.sex", "patient.language", "assessment.state",
        "screening.disposition", "handout.paper",
    ),
    "ids of the clinical knowledge": (
        "clearance.finding", "measurement.item", "measurement.side", "override.exercise", "override.objection",
        "*.edition", "*.print_edition", "programme_version.content", "template.content",
    ),
    "a moment": ("audit.noted_at",),
    "letters and figures only: every mark was taken out for the search": (
        "account.sign_in", "patient.sorted_by", "patient_word.word",
    ),
}  # fmt: skip  # a table reads best in lines
"""Columns of text in which nobody's own words stand, and why; `*` is every table."""


def marked(name: str) -> str:
    """Words that break out of an attribute and of a tag where they are not escaped; `name` tells where they stood."""
    return f"\"'><b {MARK}={name}>1&amp;"


@dataclass(frozen=True)
class Marked:
    """Such a clinic, its lead's browser, and the pages of the person in it."""

    app: Flask
    client: FlaskClient
    lead: Account
    patient: str
    final: str
    referred: str
    draft: str
    programme: str


def marked_clinic(instance: Path, app: Flask | None = None) -> Marked:
    """Everything in it was typed into the pages, but for the people who sign in, the episode and one measurement,
    which no page asks for in words."""
    app = app or clinic_with_people(instance)
    lead = add_person(app, Role.LEAD, marked("lead"), marked("sign-in"), marked("registration"))
    client = signed_in(app, Role.LEAD, lead.sign_in)
    _set_house(client)
    lines = {name: marked(name) for name in ("surname", "given", "number", "telephone", "alerts")}
    patient = person(client, **lines)
    actor = Actor(lead.id, NOW)
    with app.app_context(), writing() as session:
        episodes.opened(session, actor, patient.rpartition("/")[2], marked("episode"), TODAY)
        _measured(session, actor)
    client.post("/people", data=_head(client, "/people") | {"name": marked("colleague"), "role": "clinician"})
    led(
        client.post(f"{patient}/take-over", data=_head(client, f"{patient}/details") | {"reason": marked("taken-over")})
    )
    final = _assessed(client, patient, LIMITED)
    at = _programme(app, client, patient, final)
    referred = _assessed(client, patient, {"red_flags": {"rf_weight_loss": "yes"}})
    clear = forms_to(opened(client, f"{referred}/result"), f"{referred}/clear")[0]
    led(sent(client, clear, {"on": "20 Nov 2026", "by": marked("cleared-by")}))
    amend = forms_to(opened(client, f"{referred}/result"), f"{referred}/amend")[0]
    amendment = led(sent(client, amend, {"reason": marked("amended-because")}))
    written = typed_in(client, amendment, case())
    texts = forms_of(client.get(amendment).get_data(as_text=True))
    for name in next(one for one in texts if one.action == f"{amendment}/check").typed:
        written[name] = marked("answer")
    assert client.post(f"{amendment}/save", data=written).status_code == 200
    return Marked(app, client, lead, patient, final, referred, amendment, at.url)


def _head(client: FlaskClient, page: str) -> dict[str, str]:
    """What every form of ours carries."""
    form = next(one for one in forms_of(client.get(page).get_data(as_text=True)) if one.action == page)
    return {name: value for name, value in form.values if name in ("csrf_token", "form_key", "version")}


def _set_house(client: FlaskClient) -> None:
    page = opened(client, "/settings")
    lines = {name: marked(f"house-{name}") for name in ("name", "address")}
    led(sent(client, forms_to(page, "/settings")[0], lines | {"telephone": marked("tel") + " 01632 960 222"}))
    signing = forms_to(opened(client, "/settings"), "/settings/sign-off")[0]
    led(sent(client, signing, {"typed_name": marked("lead"), "note": marked("sign-off")}))


def _measured(session: Session, actor: Actor) -> None:
    """A measurement in words, as a test whose result is no number has it."""
    id = draft(session, actor)
    words = Measurement("sensory_finding", "", TODAY, None, marked("measurement"))
    assessments.finalise(session, actor, id, 1, case(), [words])


def _assessed(client: FlaskClient, patient: str, told: Mapping[str, object]) -> str:
    assessment = begun(client, patient)
    led(checked(client, assessment, case(**told), goal=marked("goal")))
    made_final(client, assessment)
    return assessment


def _programme(app: Flask, client: FlaskClient, patient: str, final: str) -> Bench:
    """A programme with an override, a template and a reason, signed and issued."""
    page = opened(client, f"{final}/result")
    ids = Recorded(patient.rpartition("/")[2], final.rpartition("/")[2])
    url = led(sent(client, forms_to(page, f"{final}/programme")[0]))
    at = Bench(app, client, ids, url)
    head, page = dict(at.fields().items()), at.page
    add = [one.value() for one in page.all("#library button") if one.get("name") == "exercise"]

    def act(end: str, **fields: str) -> None:
        """Without opening the long page each time."""
        fresh = {"form_key": new_id(), "version": str(at.versions[-1].number)}
        led(client.post(f"{url}/{end}", data=head | fresh | fields))

    act("save-template", name=marked("template"))
    led(at.press("template"))
    exercise = withheld(at)
    act("swap", exercise=at.exercises[-1], other=exercise)
    whys = [one.value("name") for one in at.page.all(f"#exercise-{exercise} .objected textarea")]
    act("override", exercise=exercise, **dict.fromkeys(whys, marked("override")))
    for one in add[: MANY - len(at.exercises)]:
        act("add", exercise=one)
    act("reason", reason=marked("so-many"))
    led(at.press("issue"))
    return at


def columns_of_text() -> Iterator[str]:
    """Every column that can hold words."""
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | JSON) and not column.foreign_keys:
                yield f"{table.name}.{column.name}"


def explained(column: str) -> str:
    """Why nobody's own words stand in a column; empty when they may."""
    anywhere = f"*.{column.partition('.')[2]}"
    return next((why for why, columns in NOT_WORDS.items() if column in columns or anywhere in columns), "")


def columns_with_marks(app: Flask) -> set[str]:
    """The columns in which some of the marks stand now."""
    found = set()
    with app.app_context(), reading() as session:
        for table in Row.metadata.sorted_tables:
            for name in (one.partition(".")[2] for one in columns_of_text() if one.partition(".")[0] == table.name):
                values = session.execute(select(table.c[name])).scalars()
                if any(re.search(rf"<b {MARK}=", str(value)) for value in values):
                    found.add(f"{table.name}.{name}")
    return found
