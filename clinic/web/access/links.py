"""One-time links: the first one of a clinic, printed where the program runs, and those that the lead hands on.

The code stands behind the # of the address, which a browser sends nowhere; where no script runs it is typed in.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Flask

from clinic.store import invitations, people
from clinic.store.audit import Actor
from clinic.store.invitations import Kind
from clinic.store.transactions import Session, writing
from clinic.web.access.tokens import hashed
from clinic.web.practice import practice

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""None that is taken for another when it is read out."""
LENGTH, GROUP = 20, 5
GOOD_FOR = {
    Kind.FIRST: timedelta(hours=1),
    Kind.JOIN: timedelta(hours=24),
    Kind.RESET: timedelta(hours=24),
    Kind.RECOVER: timedelta(hours=1),
}


def new_code() -> str:
    """A code of 98 random bits in groups, such as K7QF2-M9DXB-...: "the link" is an address with it."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def digest_of(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return hashed("".join(one for one in code.upper() if one.isalnum()))


def make_link(session: Session, actor: Actor, kind: Kind, account: str = "") -> str:
    """The code of a new link for this person; the one before it is good no more."""
    code = new_code()
    invitations.make(session, actor, digest_of(code), kind, account=account, ends_at=actor.at + GOOD_FOR[kind])
    return code


def link(base: str, code: str) -> str:
    """The address to open; `base` is that of the start page."""
    return f"{base.rstrip('/')}/welcome#{code}"


def first_link(app: Flask, base: str) -> str | None:
    """A link for the first person of this clinic, who becomes its lead; None once anybody has joined."""
    with app.app_context(), writing() as session:
        if people.anybody(session):
            return None
        return link(base, make_link(session, Actor("", practice().moment()), Kind.FIRST))
