"""The lock: what a page that was left alone asks for before it shows anything again."""

from __future__ import annotations

from flask import Blueprint, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from clinic.store import tokens
from clinic.store.audit import Actor
from clinic.store.people import Account
from clinic.store.transactions import writing
from clinic.web.access.entering import HEADER, sign_in_page, signed_in_anew, unlock_page, wants_page
from clinic.web.access.guard import needs, open_to_all
from clinic.web.access.onward import go, sent_along
from clinic.web.access.proving import WRONG_PASSWORD, NotProvedError, prove_code, prove_password
from clinic.web.access.roles import Act
from clinic.web.access.tokens import State, hand_over
from clinic.web.access.who import visitor
from clinic.web.practice import moment

ANOTHER = "Somebody else has signed in here since. Sign in again to go on."

locking = Blueprint("locking", __name__)


@locking.post("/lock")
@needs(Act.OWN_ACCOUNT)
def lock() -> ResponseReturnValue:
    """Locks at once: the page has been covered."""
    token = visitor().token
    if token is not None:
        with writing() as session:
            tokens.lock(session, token.hash)
    return "", 204


@locking.post("/still-here")
@needs(Act.OWN_ACCOUNT)
def still_here() -> ResponseReturnValue:
    """The person is typing or pointing in a page that sends nothing by itself; that the request came is all."""
    return "", 204


@locking.post("/unlock")
@open_to_all
def unlock() -> ResponseReturnValue:
    """Opens again for the same person's password: from the cover of a page, which stays, or by a page of its own."""
    return _unlock_by_page() if wants_page() else _unlock_the_cover()


def _unlock_by_page() -> ResponseReturnValue:
    account, onward = visitor().account, sent_along()
    if account is None or visitor().state not in (State.LOCKED, State.OPEN):
        return sign_in_page(onward), 401
    try:
        prove_password(account.sign_in, request.form.get("password", ""), wrong=WRONG_PASSWORD)
    except NotProvedError as error:
        return unlock_page(onward, problem=str(error)), error.status
    _open(account)
    return go(onward, account.id)


def _unlock_the_cover() -> ResponseReturnValue:
    """The cover says whose page it covers: nobody else's password opens it. Once the ten hours are over it takes a
    whole sign-in, with the code where there is one."""
    account = visitor().account
    if account is None or request.form.get("account") != account.id:
        return jsonify(problem=ANOTHER, sign_in=True), 401, {HEADER: State.NONE.value}
    try:
        prove_password(account.sign_in, request.form.get("password", ""), wrong=WRONG_PASSWORD)
        if visitor().state is not State.ENDED:
            _open(account)
            return jsonify(open=True)
        if account.totp_on:
            if not request.form.get("code"):
                return jsonify(code=True, problem="")
            prove_code(account.id, request.form["code"])
    except NotProvedError as error:
        return jsonify(problem=str(error)), error.status
    response = make_response(jsonify(open=True))
    hand_over(response, signed_in_anew(account))
    return response


def _open(account: Account) -> None:
    token = visitor().token
    if token is not None:
        with writing() as session:
            tokens.unlock(session, Actor(account.id, moment()), token.hash)
