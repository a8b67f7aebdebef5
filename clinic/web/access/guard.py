"""Every request is refused unless its route says whom it is for, and the person is signed in and may do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from clinic.web.access.roles import ALLOWED, Act, User

View = TypeVar("View", bound=Callable[..., object])
NEEDS = "plumbline_needs"
OPEN = "open"
STATIC = ("static", "bootstrap.static")


def needs(act: Act) -> Callable[[View], View]:
    """Mark a view as one for people who may do this."""

    def mark(view: View) -> View:
        setattr(view, NEEDS, act)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Mark a view that holds nothing about anybody, for whoever is in the clinic's network."""
    setattr(view, NEEDS, OPEN)
    return view


def needed(app: Flask, endpoint: str) -> Act | str | None:
    """What a route asks for: an act, OPEN, or None where it says nothing and is therefore refused."""
    if endpoint in STATIC:
        return OPEN
    found: Act | str | None = getattr(app.view_functions.get(endpoint), NEEDS, None)
    return found


def user() -> User | None:
    """Who is signed in with this request and not locked out by idleness."""
    found: User | None = g.get("user")
    return found


def signed_in() -> User:
    """The person behind a request that the guard let through. Raises Unauthorized when there is none."""
    found = user()
    if found is None:
        raise Unauthorized("Sign in first.")
    return found


def guard(app: Flask) -> None:
    """Refuse what is not allowed before a view runs. Raises Unauthorized where nobody is signed in, else Forbidden."""

    @app.before_request
    def refuse() -> None:
        if request.endpoint is None:
            return  # there is no such page: the router says so
        act = needed(app, request.endpoint)
        if act == OPEN:
            return
        if not isinstance(act, Act):
            raise Forbidden("This page says nowhere whom it is for.")
        someone = user()
        if someone is None:
            raise Unauthorized("Sign in first.")
        if act not in ALLOWED[someone.role]:
            raise Forbidden("Your role does not include this.")
