"""Who sends a request: known by the token in the browser's cookie, before anything else is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from clinic.store import house, people, tokens
from clinic.store.people import Account
from clinic.store.tokens import Token
from clinic.store.transactions import reading, writing
from clinic.web.access.guard import STATIC, user
from clinic.web.access.roles import Role, User
from clinic.web.access.tokens import NOTED_EVERY, State, shown, state_of
from clinic.web.practice import moment

WITHOUT_CODE = frozenset(
    {
        "account.code", "account.new_code", "account.enter_code", "access.sign_out", "locking.lock",
        "locking.still_here", "locking.unlock", "pictures.typeface",
    }
)  # fmt: skip  # a list reads best in lines
"""What somebody may open who has to set their codes up first."""


@dataclass(frozen=True)
class Visitor:
    """Who is in front of the browser, as far as its token tells, and what that token is good for."""

    state: State
    token: Token | None = None
    account: Account | None = None
    codes_required: bool = False

    @property
    def must_set_up_codes(self) -> bool:
        """Whether the clinic asks for codes and this person has none yet."""
        return bool(self.codes_required and self.account and not self.account.totp_on)


def visitor() -> Visitor:
    """Who is in front of the browser of the current request."""
    found: Visitor = g.get("visitor") or Visitor(State.NONE)
    return found


def know_who(app: Flask) -> None:
    """Look at the token of each request, before the guard does; one that is locked or has ended signs nobody in."""

    @app.before_request
    def look() -> ResponseReturnValue | None:
        if request.endpoint in STATIC:
            return None
        found = _visitor(moment())
        g.visitor = found
        if found.state is not State.OPEN or found.account is None:
            return None
        g.user = user_of(found.account)
        if found.must_set_up_codes and request.endpoint is not None and request.endpoint not in WITHOUT_CODE:
            return redirect(url_for("account.code"), 303)
        return None

    app.jinja_env.globals["user"] = user


def user_of(account: Account) -> User:
    """A person as the guard knows them."""
    return User(account.id, account.name, Role(account.role), account.registration)


def _visitor(at: datetime) -> Visitor:
    digest = shown()
    if not digest:
        return Visitor(State.NONE)
    with reading() as session:
        token = tokens.get(session, digest)
        account = people.get(session, token.account) if token else None
        required = house.of(session).codes_required
    state = state_of(token, at) if account and account.active else State.NONE
    if token and state is State.OPEN and at - token.seen_at >= NOTED_EVERY:
        with writing() as session:
            tokens.seen(session, digest, at)
    return Visitor(state, token, account, required)
