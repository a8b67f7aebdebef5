"""From a programme to paper: preview, sign, issue. No transaction is open while a sheet is printed."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.handout.errors import HandoutError
from clinic.pathway.issuing import NotIssuableError, Prepared, issued, previewed, printed, signed
from clinic.pathway.replan import against_stale
from clinic.store import patients
from clinic.store.errors import ConflictError
from clinic.web.access.desk import Desk, at_desk, posted_version
from clinic.web.access.guard import needs
from clinic.web.access.roles import Act
from clinic.web.assessment_parts import paper
from clinic.web.builder_card import Refused
from clinic.web.builder_page import builder_page, preview_page
from clinic.web.builder_parts import conflict_of, opened
from clinic.web.line import in_line
from clinic.web.workshop import Workshop, gathered, prepared

issue = Blueprint("issue", __name__)

LARGE = "large"
CHANGED_MEANWHILE = "Something it rests on was changed while it was printed. Look it through and issue it again."


@issue.get("/programmes/<id>/preview")
@needs(Act.PLAN)
def preview(id: str) -> ResponseReturnValue:
    """What the sheet will say, and the way to the PDF; the workshop with what stands against it where anything does."""
    with at_desk() as desk:
        shop = gathered(desk, *opened(desk, id, Act.PLAN))
    sheet = previewed(shop.ready)
    return preview_page(shop, sheet) if sheet else _not_yet(shop, "preview", shop.ready.against)


@issue.get("/programmes/<id>/preview/<any(normal, large):size>")
@needs(Act.PLAN)
def preview_sheet(id: str, size: str) -> ResponseReturnValue:
    """The sheet as it would be issued now, as PDF; nothing of it is kept."""
    with at_desk() as desk:
        shop = gathered(desk, *opened(desk, id, Act.PLAN), large=size == LARGE)
    if shop.ready.against:
        return _not_yet(shop, "preview", shop.ready.against)
    return paper(lambda: printed(shop.ready), "preview")


@issue.post("/programmes/<id>/sign")
@needs(Act.ISSUE)
def sign(id: str) -> ResponseReturnValue:
    """The programme is signed as it stands, or the workshop with what stands against it."""
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.ISSUE)
        try:
            against_stale(plan, posted_version())
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, again=False)
        ready = prepared(desk, plan, patient)
        if not ready.against_signing:
            signed(desk.session, desk.actor, ready, plan.version.number)
            desk.note("sign", "programme", id, patient=patient.id)
            return desk.done(_page(id))
        shop = gathered(desk, plan, patient)
    return _not_yet(shop, "sign", ready.against_signing)


@issue.post("/programmes/<id>/issue")
@needs(Act.ISSUE)
def hand_out(id: str) -> ResponseReturnValue:
    """Signs the programme, prints its sheet and keeps it as it is handed over; or says what stands against that."""
    large = LARGE in request.form
    try:
        with at_desk() as desk:
            ready = _ready(desk, id, large=large)
        with in_line():
            pdf = printed(ready)
        with at_desk() as desk:
            now = _ready(desk, id, large=large)
            sheet = issued(desk.session, desk.actor, ready, now, pdf)
            patients.seen(desk.session, desk.actor, now.patient.id)
            desk.note("issue", "handout", sheet.id, patient=now.patient.id, sha256=sheet.sha256)
            return desk.done(_page(id))
    except (ConflictError, NotIssuableError):
        return _as_it_stands(id)
    except HandoutError as error:
        return render_template("errors/no_pdf.html", reason=str(error), case=""), 503


def _ready(desk: Desk, id: str, *, large: bool) -> Prepared:
    """What the sheet is printed from. Raises ConflictError, and NotIssuableError when anything stands against it."""
    plan, patient = opened(desk, id, Act.ISSUE)
    against_stale(plan, posted_version())
    ready = prepared(desk, plan, patient, large=large)
    if ready.against:
        raise NotIssuableError(ready.against)
    return ready


def _as_it_stands(id: str) -> ResponseReturnValue:
    """Why there is no sheet: both programmes where another version was to be issued, else what stands against it."""
    with at_desk() as desk:
        plan, patient = opened(desk, id, Act.ISSUE)
        try:
            against_stale(plan, posted_version())
        except ConflictError as conflict:
            return conflict_of(desk, plan, conflict, again=False)
        shop = gathered(desk, plan, patient)
    return _not_yet(shop, "issue", shop.ready.against or (CHANGED_MEANWHILE,))


def _not_yet(shop: Workshop, kind: str, against: tuple[str, ...]) -> ResponseReturnValue:
    return builder_page(shop, refused=Refused(kind, "", against)), 409


def _page(id: str) -> str:
    return url_for("builder.one", id=id, _anchor="issue")
