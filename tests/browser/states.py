"""Pages that a single request does not lead to: what is answered when something stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask
from werkzeug.test import TestResponse

from clinic.store.house import Caseload
from clinic.web.access.roles import Role
from tests.web.assessing import PERSON, begun, checked, person
from tests.web.building import BRITTLE, bench, withheld
from tests.web.people import set_house, signed_in
from tests.web.visit import case, opened, sent


def alike(app: Flask) -> TestResponse:
    """Somebody of this name was born that day already."""
    client = signed_in(app, Role.CLINICIAN)
    form = opened(client, "/patients/new").one("form.plain-form")
    who = {**PERSON, "surname": "Doublet"}
    sent(client, form, who)
    return sent(client, opened(client, "/patients/new").one("form.plain-form"), who)


def person_changed_by_two(app: Flask) -> TestResponse:
    """Somebody else changed the person first."""
    client = signed_in(app, Role.CLINICIAN)
    path = f"{person(client, surname='Twice', birth_year='1951')}/details"
    mine, theirs = (opened(client, path).one("form.plain-form") for _ in range(2))
    sent(client, theirs, {"telephone": "01632 960 077"})
    return sent(client, mine, {"alerts": "rings twice"})


def in_anothers_care(app: Flask) -> TestResponse:
    """A clinic in which each person is in the care of one clinician."""
    lead = signed_in(app, Role.LEAD)
    path = begun(lead, person(lead, surname="Elsewhere", birth_year="1952"))
    set_house(app, caseload=Caseload.OWN)
    try:
        return signed_in(app, Role.CLINICIAN).get(path)
    finally:
        set_house(app, caseload=Caseload.SHARED)


def answers_with_mistakes(app: Flask) -> TestResponse:
    """A number that cannot be, and one on the body chart."""
    client = signed_in(app, Role.CLINICIAN)
    chart = {"chart-low_back": "yes", "chart-low_back-pain": "14"}
    return checked(
        client,
        begun(client, person(client, surname="Mistake", birth_year="1953")),
        case(tests={"slr_deg": 400}),
        **chart,
    )


def dose_out_of_bounds(app: Flask) -> TestResponse:
    """More sets than there may be."""
    at = bench(app)
    return at.act("dose", exercise=at.exercises[1], sets="99")


def override_without_reasons(app: Flask) -> TestResponse:
    """A withheld exercise, and no reason to give it."""
    at = bench(app, **BRITTLE)
    at.act("add", exercise=withheld(at))
    return at.press("override", exercise=at.exercises[-1])


def programme_changed_by_two(app: Flask) -> TestResponse:
    """Somebody else changed a dose first."""
    at = bench(app)
    at.act("dose", exercise=at.exercises[1], sets="2")
    return at.act("remove", exercise=at.exercises[-1], version="1")


def issued_by_two(app: Flask) -> TestResponse:
    """Another version was to be signed and issued."""
    at = bench(app)
    at.act("dose", exercise=at.exercises[1], sets="2")
    return at.act("issue", version="1")


STATES: Mapping[Callable[[Flask], TestResponse], int] = {
    alike: 409,
    person_changed_by_two: 409,
    in_anothers_care: 403,
    answers_with_mistakes: 422,
    dose_out_of_bounds: 422,
    override_without_reasons: 422,
    programme_changed_by_two: 409,
    issued_by_two: 409,
}
"""Each with the status of its answer."""
