"""Issued sheets: the very bytes that were handed over, as often as they are wanted."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.pathway.reprint import against_reprint
from clinic.store import handouts
from clinic.store.errors import StoreError
from clinic.web.access.desk import at_desk
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.practice import practice

sheets = Blueprint("sheets", __name__)


@sheets.get("/sheets/<id>")
@needs(Act.REPRINT)
def one(id: str) -> ResponseReturnValue:
    """An issued sheet as PDF, checked against its SHA-256, unless what was found since speaks against it. Its file
    name says what it is and nothing about whom."""
    with at_desk() as desk:
        found = handouts.get(desk.session, id)
        if found is None:
            raise NotFound("There is no such sheet.")
        desk.patient(found.patient, Act.REPRINT, "handout", id)
        if against := against_reprint(desk.session, desk.actor, practice().knowledge, found.patient):
            raise StoreError(against)
        pdf = handouts.bytes_of(desk.session, id)
        desk.note("print", "handout", id, patient=found.patient)
    return Response(
        pdf, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="programme.pdf"'}
    )
