"""The pages that ask who somebody is, and what happens when they have shown it."""

from __future__ import annotations

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from clinic.store import tokens
from clinic.store.audit import Actor
from clinic.store.people import Account
from clinic.store.transactions import writing
from clinic.web.access.onward import Onward, go, interrupted, packed
from clinic.web.access.tokens import State, hand_over, hashed, new_token
from clinic.web.access.who import visitor
from clinic.web.practice import moment

HEADER = "Plumbline-Session"
"""Says to our scripts why they got no answer: locked, ended or none."""


def wants_page() -> bool:
    """Whether somebody opened a page; our scripts ask for JSON, and pictures for pictures."""
    accepted = request.headers.get("Accept", "")
    return not accepted or "text/html" in accepted


def ask_who(error: Unauthorized) -> ResponseReturnValue:  # noqa: ARG001  # as Flask calls it
    """What is answered to somebody who is not signed in, or locked: the page that asks, keeping what they sent."""
    if not wants_page():
        return "", 401, {HEADER: visitor().state.value}
    if visitor().state is State.LOCKED:
        return unlock_page(interrupted()), 401
    return sign_in_page(interrupted()), 401


def unlock_page(onward: Onward, *, problem: str = "") -> str:
    """The page that asks for the password of somebody who was away."""
    return render_template("access/unlock.html", onward=packed(onward), account=visitor().account, problem=problem)


def sign_in_page(onward: Onward, *, sign_in: str = "", problem: str = "") -> str:
    """The page that asks for name and password, with the name of whoever was signed in here before."""
    account = visitor().account if visitor().state is State.ENDED and onward.page else None
    return render_template(
        "access/sign_in.html",
        onward=packed(onward),
        before=account,
        kept=onward.fields is not None,
        sign_in=sign_in or (account.sign_in if account else ""),
        problem=problem,
    )


def let_in(account: Account, onward: Onward) -> ResponseReturnValue:
    """Sign the browser in with a new token, and let the person go on."""
    response = make_response(go(onward, account.id))
    hand_over(response, signed_in_anew(account))
    return response


def signed_in_anew(account: Account) -> str:
    """A new token for this person; the one that the browser had is good no more."""
    token, before, at = new_token(), visitor().token, moment()
    with writing() as session:
        if before is not None:
            tokens.sign_out(session, Actor(before.account, at), before.hash)
        tokens.sign_in(session, Actor(account.id, at), hashed(token))
    return token


def answer_strangers(app: Flask) -> None:
    """Ask whoever is not signed in who they are, wherever they were going."""
    app.register_error_handler(Unauthorized, ask_who)
