"""The first page of the day: what was left unfinished, and who was here last."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from clinic.store import heads
from clinic.store import patients as store
from clinic.web.access.desk import at_desk
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act

today = Blueprint("today", __name__)


@today.get("/today")
@needs(Act.SEE_TODAY)
def index() -> ResponseReturnValue:
    """Drafts to finish and the people worked with last."""
    with at_desk() as desk:
        drafts = heads.drafts_of(desk.session, desk.user.id) if desk.may(Act.ASSESS) else ()
        people = {one.patient: store.get(desk.session, one.patient) for one in drafts}
        mine = tuple(
            (one, person) for one in drafts if (person := people[one.patient]) and desk.may(Act.ASSESS, person)
        )
        recent = store.recent(desk.session)
        desk.note("list", "patients")
    return render_template("today/index.html", drafts=mine, recent=recent)
