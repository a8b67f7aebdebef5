"""One's own account: the password, and the codes of the second factor."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.store import people
from clinic.store.people import Account
from clinic.store.transactions import reading
from clinic.web.access.choosing import password_faults
from clinic.web.access.codes import in_fours, new_secret, picture, step_of
from clinic.web.access.desk import at_desk
from clinic.web.access.guard import needs, signed_in
from clinic.web.access.passwords import passwords
from clinic.web.access.proving import WRONG_CODE, WRONG_PASSWORD, NotProvedError, prove_password
from clinic.web.access.roles import Act
from clinic.web.access.tokens import shown
from clinic.web.access.who import visitor

REQUIRED = "This clinic asks everybody for codes."

account = Blueprint("account", __name__)


@account.get("/account")
@needs(Act.OWN_ACCOUNT)
def own() -> str:
    """Who one is here, one's password and one's codes."""
    return _page()


@account.post("/account/password")
@needs(Act.OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    """A new password, for whoever knows the one before; other browsers are signed out."""
    with at_desk():
        pass  # sent a second time, this form leads on: the password before is not the password any more
    mine = _mine()
    faults = password_faults(request.form, (mine.name, mine.sign_in, mine.registration))
    if faults:
        return _page(faults), 422
    try:
        prove_password(mine.sign_in, request.form.get("before", ""), wrong=WRONG_PASSWORD)
    except NotProvedError as error:
        return _page({"before": str(error)}), 422
    kept = passwords().hashed(request.form["password"])  # with no transaction open: it takes a moment
    with at_desk() as desk:
        people.set_password(desk.session, desk.actor, desk.user.id, kept, keep=shown())
        return desk.done(url_for("account.own"))


@account.get("/account/code")
@needs(Act.OWN_ACCOUNT)
def code() -> ResponseReturnValue:
    """Setting the codes up: the secret as a picture, and a field for the first code."""
    return redirect(url_for("account.own"), 303) if _mine().totp_on else _code_page()


@account.post("/account/code/new")
@needs(Act.OWN_ACCOUNT)
def new_code() -> ResponseReturnValue:
    """A new secret, which counts once a code was made with it."""
    with at_desk() as desk:
        people.propose_secret(desk.session, desk.user.id, new_secret())
        return desk.done(url_for("account.code"))


@account.post("/account/code")
@needs(Act.OWN_ACCOUNT)
def enter_code() -> ResponseReturnValue:
    """The first code of a new secret: from now on one is asked for at each sign-in."""
    with at_desk() as desk:
        mine = people.get(desk.session, desk.user.id)
        step = step_of(mine.totp_secret, request.form.get("code", ""), desk.at) if mine and mine.totp_secret else None
        if step is not None and people.use_step(desk.session, desk.user.id, step):
            people.turn_codes_on(desk.session, desk.actor, desk.user.id)
            return desk.done(url_for("account.own"))
    return _code_page(WRONG_CODE), 422


@account.post("/account/code/off")
@needs(Act.OWN_ACCOUNT)
def no_code() -> ResponseReturnValue:
    """No codes any more, for whoever knows the password, unless the clinic asks for them."""
    if visitor().codes_required:
        return _page({"off": REQUIRED}), 422
    try:
        prove_password(_mine().sign_in, request.form.get("password", ""), wrong=WRONG_PASSWORD)
    except NotProvedError as error:
        return _page({"off": str(error)}), 422
    with at_desk() as desk:
        people.turn_codes_off(desk.session, desk.actor, desk.user.id)
        return desk.done(url_for("account.own"))


def _mine() -> Account:
    with reading() as session:
        found = people.get(session, signed_in().id)
    if found is None:
        raise LookupError("whoever is signed in has an account")
    return found


def _page(faults: dict[str, str] | None = None) -> str:
    required = visitor().codes_required
    return render_template("access/account.html", account=_mine(), required=required, faults=faults or {})


def _code_page(problem: str = "") -> str:
    mine = _mine()
    return render_template(
        "access/set_up_code.html",
        picture=picture(mine) if mine.totp_secret else "",
        secret=in_fours(mine.totp_secret),
        required=visitor().codes_required,
        problem=problem,
    )
