"""Signing a browser in and out: what its cookie holds, and how long that is good for."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from flask import Response, request

from clinic.store.tokens import Token
from clinic.web.practice import practice

COOKIE, DEMO_COOKIE = "plumbline_session", "plumbline_demo_session"
"""What the token is called in a browser, which tells the clinics of one machine apart by that alone: not by port."""
IDLE = timedelta(minutes=10)
LONGEST = timedelta(hours=10)
NOTED_EVERY = timedelta(minutes=1)
"""How much older what is kept of the last sign of life may be than the last one: the lock comes that much sooner at
most, and never later."""


class State(StrEnum):
    """What a browser's token is good for."""

    NONE = "none"
    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


def new_token() -> str:
    """What a browser that signs in is given: 32 random bytes."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """The part of a token or of a link's code that is kept; its random bytes are too many to be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def state_of(token: Token | None, at: datetime) -> State:
    """What a token is good for at a moment. One from as far in the future as it would be good for is good no more
    either: the clock was ahead, and nothing stays open until then."""
    if token is None:
        return State.NONE
    if token.ended_at is not None or abs(at - token.made_at) >= LONGEST:
        return State.ENDED
    if token.locked or abs(at - token.seen_at) >= IDLE:
        return State.LOCKED
    return State.OPEN


def cookie_name(*, invented: bool) -> str:
    """The name of the cookie of a clinic, or of the demonstration beside it."""
    return DEMO_COOKIE if invented else COOKIE


def shown() -> str:
    """The hash of the token that the browser shows, or nothing."""
    token = request.cookies.get(_name(), "")
    return hashed(token) if token else ""


def hand_over(response: Response, token: str) -> None:
    """Give a browser its token. It holds it until it is closed; scripts and other sites cannot reach it."""
    response.set_cookie(_name(), token, httponly=True, samesite="Strict", secure=request.is_secure, path="/")


def _name() -> str:
    return cookie_name(invented=practice().invented)
