"""The people page, for the clinic's lead: who works here, as what, and links for those who join or forgot."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from clinic.store import people
from clinic.store.invitations import Kind
from clinic.store.people import Account, LastLeadError
from clinic.store.transactions import reading
from clinic.web.access.choosing import LONGEST
from clinic.web.access.desk import Desk, at_desk
from clinic.web.access.guard import needs
from clinic.web.access.links import GOOD_FOR, link, make_link
from clinic.web.access.roles import Act, Role

staff = Blueprint("people", __name__)


@staff.get("/people")
@needs(Act.MANAGE_PEOPLE)
def index() -> str:
    """Everybody who works here."""
    return _page()


@staff.post("/people")
@needs(Act.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Expects somebody, and shows the link for them once."""
    name, role = request.form.get("name", "").strip(), _role()
    if not name or len(name) > LONGEST:
        return _page({"name": f"Type a name of at most {LONGEST} characters."}), 422
    with at_desk() as desk:
        expected = people.expect(desk.session, desk.actor, name=name, role=role)
        return _link_page(desk, expected, Kind.JOIN)


@staff.post("/people/<id>/link")
@needs(Act.MANAGE_PEOPLE)
def new_link(id: str) -> ResponseReturnValue:
    """A new link: to join, for somebody who has not yet, else for a new password."""
    with at_desk() as desk:
        person = _person(desk, id)
        if not person.active:
            raise BadRequest("Whoever may not sign in gets no link.")
        return _link_page(desk, person, Kind.RESET if person.has_joined else Kind.JOIN)


@staff.post("/people/<id>/role")
@needs(Act.MANAGE_PEOPLE)
def change_role(id: str) -> ResponseReturnValue:
    """Another role from the next page on."""
    role = _role()
    try:
        with at_desk() as desk:
            people.set_role(desk.session, desk.actor, _person(desk, id).id, role)
            return desk.done(url_for("people.index"))
    except LastLeadError as error:
        return _page({id: str(error)}), 422


@staff.post("/people/<id>/deactivate")
@needs(Act.MANAGE_PEOPLE)
def deactivate(id: str) -> ResponseReturnValue:
    """Somebody may not sign in any more, and is signed out; what they wrote stays theirs."""
    return _set_active(id, active=False)


@staff.post("/people/<id>/reactivate")
@needs(Act.MANAGE_PEOPLE)
def reactivate(id: str) -> ResponseReturnValue:
    """Somebody may sign in again."""
    return _set_active(id, active=True)


@staff.post("/people/<id>/code-off")
@needs(Act.MANAGE_PEOPLE)
def code_off(id: str) -> ResponseReturnValue:
    """Somebody lost their phone: they sign in without a code, until they set codes up again."""
    with at_desk() as desk:
        people.turn_codes_off(desk.session, desk.actor, _person(desk, id).id)
        return desk.done(url_for("people.index"))


def _set_active(id: str, *, active: bool) -> ResponseReturnValue:
    try:
        with at_desk() as desk:
            people.set_active(desk.session, desk.actor, _person(desk, id).id, active=active)
            return desk.done(url_for("people.index"))
    except LastLeadError as error:
        return _page({id: str(error)}), 422


def _person(desk: Desk, id: str) -> Account:
    found = people.get(desk.session, id)
    if found is None:
        raise NotFound("There is nobody with this id.")
    return found


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        raise BadRequest("There is no such role.") from None


def _link_page(desk: Desk, person: Account, kind: Kind) -> ResponseReturnValue:
    """The link is shown in this answer and never again; the same form sent again leads to the list."""
    made = link(request.host_url, make_link(desk.session, desk.actor, kind, person.id))
    desk.done(url_for("people.index"))
    hours = int(GOOD_FOR[kind].total_seconds() // 3600)
    return render_template("access/link.html", person=person, link=made, hours=hours, resets=kind is Kind.RESET)


def _page(faults: dict[str, str] | None = None) -> str:
    with reading() as session:
        found = people.listed(session)
    labels = {role.value: role.label for role in (Role.CLINICIAN, Role.FRONT_DESK, Role.LEAD)}
    return render_template(
        "access/people.html", people=found, roles=labels, faults=faults or {}, name=request.form.get("name", "")
    )
