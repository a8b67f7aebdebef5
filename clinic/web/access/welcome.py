"""The one-time link: how the first person, and each after them, chooses how to sign in, or a new password."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from clinic.store import invitations, people
from clinic.store.audit import Actor
from clinic.store.invitations import NEW_PASSWORD, Invitation, Kind
from clinic.store.people import Account, SignInTakenError
from clinic.store.transactions import Session, reading, writing
from clinic.web.access import guesses
from clinic.web.access.choosing import Chosen, chosen, password_faults
from clinic.web.access.entering import let_in
from clinic.web.access.guard import open_to_all
from clinic.web.access.links import digest_of
from clinic.web.access.onward import Onward
from clinic.web.access.passwords import passwords
from clinic.web.access.proving import too_soon
from clinic.web.access.roles import Role
from clinic.web.practice import moment

GONE = "This link is good no more: it was used, replaced by a newer one, or its time is over. Ask for a new one."

welcome = Blueprint("welcome", __name__)


@welcome.get("/welcome")
@open_to_all
def arrive() -> str:
    """The page that the link opens. Its code is behind the # and is put into the field by a script, or typed."""
    return render_template("access/arrive.html", problem="")


@welcome.post("/welcome")
@open_to_all
def show() -> ResponseReturnValue:
    """What the link is for: choosing how to sign in, or a new password."""
    code = request.form.get("code", "")
    found, account, problem = _look_up(code)
    if found is None:
        return render_template("access/arrive.html", problem=problem), 403
    return _choose_page(found, account, code, Chosen(name=account.name if account else ""))


@welcome.post("/welcome/join")
@open_to_all
def join() -> ResponseReturnValue:
    """Uses the link up, keeps what was chosen and signs the person in."""
    code = request.form.get("code", "")
    found, account, problem = _look_up(code)
    if found is None:
        return render_template("access/arrive.html", problem=problem), 403
    typed = _read(found, account)
    if typed.faults:
        return _choose_page(found, account, code, typed), 422
    kept = passwords().hashed(typed.password)  # with no transaction open: it takes a moment
    try:
        with writing() as session:
            joined = _take_up(session, digest_of(code), typed, kept, moment())
    except SignInTakenError as error:
        return _choose_page(found, account, code, Chosen(**{**vars(typed), "faults": {"sign_in": str(error)}})), 422
    if joined is None:
        return render_template("access/arrive.html", problem=GONE), 403
    return let_in(joined, Onward())


def _look_up(code: str) -> tuple[Invitation | None, Account | None, str]:
    """The link with this code and whom it is for; None with the reason why it opens nothing."""
    at = moment()
    with reading() as session:
        wait = guesses.wait_here(session, at)
        found = None if wait else _good(session, digest_of(code), at)
        account = people.get(session, found.account) if found else None
    if wait:
        return None, None, str(too_soon(wait))
    if found is None:
        with writing() as session:
            guesses.wrong(session, at)
    return found, account, "" if found else GONE


def _good(session: Session, digest: str, at: datetime) -> Invitation | None:
    """A link that still opens something: the first one only while nobody has joined, others while whom they are for
    may sign in."""
    found = invitations.good(session, digest, at)
    if found is None:
        return None
    if found.kind is Kind.FIRST:
        return None if people.anybody(session) else found
    account = people.get(session, found.account)
    return found if account and account.active else None


def _read(found: Invitation, account: Account | None) -> Chosen:
    if found.kind in NEW_PASSWORD and account:
        names = (account.name, account.sign_in, account.registration)
        return Chosen(password=request.form.get("password", ""), faults=password_faults(request.form, names))
    return chosen(request.form)


def _take_up(session: Session, digest: str, typed: Chosen, kept: str, at: datetime) -> Account | None:
    found = _good(session, digest, at)
    if found is None or invitations.use(session, digest, at) is None:
        return None
    if found.kind in NEW_PASSWORD:
        people.set_password(session, Actor(found.account, at), found.account, kept)
        if found.kind is Kind.RECOVER:
            people.turn_codes_off(session, Actor(found.account, at), found.account)
        return people.get(session, found.account)
    account = found.account
    if found.kind is Kind.FIRST:
        account = people.expect(session, Actor("", at), name=typed.name, role=Role.LEAD).id
    return people.join(
        session, Actor("", at), account, name=typed.name, sign_in=typed.sign_in, password_hash=kept,
        registration=typed.registration,
    )  # fmt: skip  # one call, one line of arguments


def _choose_page(found: Invitation, account: Account | None, code: str, typed: Chosen) -> str:
    return render_template(
        "access/choose.html",
        kind=found.kind,
        resets=found.kind in NEW_PASSWORD,
        account=account,
        code=code,
        typed=typed,
        faults=typed.faults or {},
    )
