"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from clinic.store import people, tokens
from clinic.store.audit import Actor
from clinic.store.people import Account
from clinic.store.transactions import reading, writing
from clinic.web.access.entering import let_in, sign_in_page
from clinic.web.access.guard import open_to_all
from clinic.web.access.onward import Onward, packed, sent_along
from clinic.web.access.proving import NotProvedError, prove_code, prove_password
from clinic.web.access.who import visitor
from clinic.web.practice import moment

CODE_WITHIN_S = 300
"""How long after the password the code has to come."""
TOO_LATE = "That took more than five minutes. Please sign in again."

access = Blueprint("access", __name__)


@access.get("/sign-in")
@open_to_all
def sign_in() -> str:
    """The page that asks for name and password."""
    return sign_in_page(Onward())


@access.post("/sign-in")
@open_to_all
def prove() -> ResponseReturnValue:
    """Lets the person in, or asks for their code, or for another try."""
    typed, onward = request.form.get("sign_in", ""), sent_along()
    try:
        account = prove_password(typed, request.form.get("password", ""))
    except NotProvedError as error:
        return sign_in_page(onward, sign_in=typed, problem=str(error)), error.status
    return _code_page(onward, _passed(account)) if account.totp_on else let_in(account, onward)


@access.post("/sign-in/code")
@open_to_all
def prove_with_code() -> ResponseReturnValue:
    """Lets a person in whose password was right a moment ago."""
    onward, passed = sent_along(), request.form.get("passed", "")
    account = _who_passed(passed)
    if account is None:
        return sign_in_page(onward, problem=TOO_LATE), 401
    try:
        return let_in(prove_code(account.id, request.form.get("code", "")), onward)
    except NotProvedError as error:
        return _code_page(onward, passed, str(error)), error.status


@access.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Ends the token. The browser keeps it: it opens nothing any more, but tells whose a form was that was still open
    in another tab, so that what was typed there goes on when they sign in again."""
    token = visitor().token
    if token is not None:
        with writing() as session:
            tokens.sign_out(session, Actor(token.account, moment()), token.hash)
    return redirect(url_for("access.sign_in"), 303)


def _code_page(onward: Onward, passed: str, problem: str = "") -> str:
    return render_template("access/code.html", onward=packed(onward), passed=passed, problem=problem)


def _passed(account: Account) -> str:
    """A note that this person's password was right, for the page that asks for the code."""
    return str(_signer().dumps([account.id, account.version]))


def _who_passed(note: str) -> Account | None:
    """Whose password was right within the last minutes and is still theirs."""
    try:
        id, version = _signer().loads(note, max_age=CODE_WITHIN_S)
    except BadSignature:
        return None
    with reading() as session:
        account = people.get(session, id)
    return account if account and account.active and account.version == version else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="passed")
