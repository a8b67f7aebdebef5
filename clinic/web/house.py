"""Settings: what the clinic has for its own, its logo, and the sign-off of the clinical content by its lead."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.handout.errors import HandoutError
from clinic.store import house as store
from clinic.store.errors import ConflictError
from clinic.store.house import House
from clinic.store.patients import folded
from clinic.store.transactions import reading
from clinic.web.access.desk import Desk, at_desk, posted_version
from clinic.web.access.guard import needs, open_to_all
from clinic.web.access.roles import Act
from clinic.web.conflict import Texts, conflict_page
from clinic.web.house_form import HouseForm, LogoForm, SignOffForm, in_words, typed_of_house
from clinic.web.logo import LARGEST_BYTES, logo_png
from clinic.web.practice import practice

house = Blueprint("house", __name__)

LARGEST_LOGO_POST = LARGEST_BYTES + 1024 * 1024
NO_FILE = "Choose a picture file first."


def expect_logos(app: Flask) -> None:
    """Let a picture be larger than what any other form may send. It goes before whatever reads a form."""

    @app.before_request
    def widen() -> None:
        if request.endpoint == "house.send_logo":
            request.max_content_length = LARGEST_LOGO_POST


@house.get("/settings")
@needs(Act.CHANGE_HOUSE)
def settings() -> ResponseReturnValue:
    """What is set now."""
    with at_desk() as desk:
        return _page(desk.house)


@house.post("/settings")
@needs(Act.CHANGE_HOUSE)
def change() -> ResponseReturnValue:
    """Keeps new settings, or shows the form with what is wrong."""
    form = HouseForm()
    with at_desk() as desk:
        if not form.validate():
            return _page(desk.house, form=form), 422
        try:
            _keep(desk, form, posted_version())
        except ConflictError as conflict:
            texts = Texts(in_words(desk.house), in_words(form.house(desk.house)))
            return conflict_page(conflict, texts, back=url_for("house.settings"))
        return desk.done(url_for("house.settings", kept="settings"))


@house.post("/settings/logo")
@needs(Act.CHANGE_HOUSE)
def send_logo() -> ResponseReturnValue:
    """Keeps a logo made anew from the picture that was sent, or says why it cannot."""
    form = LogoForm()
    sent = form.logo.data.read(LARGEST_BYTES + 1) if form.logo.data else b""
    made, fault = b"", "" if sent else NO_FILE
    try:
        made = logo_png(sent) if sent else b""
    except HandoutError as error:
        fault = str(error)
    with at_desk() as desk:
        if fault:
            return _page(desk.house, logo_fault=fault), 422
        store.save(desk.session, desk.actor, desk.house, logo=made)
        return desk.done(url_for("house.settings", kept="logo", _anchor="logo"))


@house.post("/settings/logo/remove")
@needs(Act.CHANGE_HOUSE)
def remove_logo() -> ResponseReturnValue:
    """From now on the sheets carry no logo."""
    with at_desk() as desk:
        store.save(desk.session, desk.actor, desk.house, logo=b"")
        return desk.done(url_for("house.settings", kept="no_logo", _anchor="logo"))


@house.post("/settings/sign-off")
@needs(Act.SIGN_OFF)
def sign_off() -> ResponseReturnValue:
    """The lead signs the edition in force off; the name has to be typed again."""
    form = SignOffForm()
    edition = request.form.get("edition", "")
    with at_desk() as desk:
        fault = sign_off_fault(form.typed_name.data or "", desk.user.name, edition)
        if fault or not form.validate():
            return _page(desk.house, sign_form=form, sign_fault=fault), 422
        store.sign_off(desk.session, desk.actor, edition, (form.note.data or "").strip())
        return desk.done(url_for("house.settings", kept="sign_off", _anchor="sign-off"))


@house.get("/logo")
@open_to_all
def logo() -> Response:
    """The clinic's logo."""
    with reading() as session:
        found = store.logo(session)
    if not found:
        raise NotFound("This clinic has no logo.")
    return Response(found, mimetype="image/png")


def sign_off_fault(typed: str, name: str, edition: str) -> str:
    """What stands against a sign-off; empty when nothing does."""
    if edition != practice().knowledge.edition:
        return "The clinical content has changed since this page was opened. Read it again before you sign it off."
    return "" if folded(typed) == folded(name) else f"Type your name as it stands on your account: {name}."


def _keep(desk: Desk, form: HouseForm, version: int) -> None:
    """Raises ConflictError when somebody else changed the settings after this form was opened."""
    if desk.house.version != version:
        raise ConflictError("house", "1", desk.house.version)
    store.save(desk.session, desk.actor, form.house(desk.house))


def _page(
    now: House,
    *,
    form: HouseForm | None = None,
    logo_fault: str = "",
    sign_form: SignOffForm | None = None,
    sign_fault: str = "",
) -> str:
    return render_template(
        "house/settings.html",
        form=form or HouseForm(formdata=typed_of_house(now)),
        now=now,
        logo_form=LogoForm(formdata=None),
        logo_fault=logo_fault,
        sign_form=sign_form or SignOffForm(formdata=None),
        sign_fault=sign_fault,
        kept=request.args.get("kept", ""),
    )
