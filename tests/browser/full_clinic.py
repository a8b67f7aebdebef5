"""Records with everything on them that a page can show, by the routes that are about them."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from clinic.web.access.roles import Role
from tests.web.assessing import begun
from tests.web.building import BRITTLE, WHY, Bench, bench, withheld
from tests.web.people import account_of, signed_in
from tests.web.recorded import all_clear, changed_person, recorded

ALERT = "Allergic to latex; ring her daughter first"


def overridden(app: Flask) -> Bench:
    """A programme with a withheld exercise that is given by override, and one that still waits for its reasons."""
    at = bench(app, **BRITTLE)
    for _ in range(2):
        at.act("add", exercise=withheld(at))
    given = at.exercises[-2]
    fields = [one.value("name") for one in at.page.all(f"#exercise-{given} .objected textarea")]
    at.press("override", dict.fromkeys(fields, WHY), exercise=given)
    return at


def objects(app: Flask) -> Mapping[str, str]:
    """The ids of one record of each kind, by how its routes begin, the longest counting."""
    at = bench(app)
    changed_person(app, at.person.patient, alerts=ALERT, large_print=True, telephone="01632 960 099", language="pl")
    at.press("issue")
    at.act("dose", exercise=at.exercises[1], sets="2")
    referred = recorded(app, red_flags={"rf_weight_loss": "yes"}, conditions={"osteoporosis": "yes"})
    all_clear(app, referred.assessment, "rf_weight_loss")
    draft = begun(signed_in(app, Role.CLINICIAN), f"/patients/{at.person.patient}").rpartition("/")[2]
    return {
        "/patients/<": at.person.patient,
        "/assessments/<id>": draft,
        "/assessments/<id>/result": referred.assessment,
        "/programmes/<": overridden(app).id,
        "/programmes/<id>/preview": at.id,
        "/sheets/<": at.sheets[0].id,
        "/people/<": account_of(app, Role.CLINICIAN).id,
    }
