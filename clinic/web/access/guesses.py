"""Making guesses slow: after a few wrong ones each has to wait longer than the one before, up to a ceiling.

The count is kept in the database, so a restart forgives nothing; the wait has a ceiling, so nobody is locked out for
good. Somebody who tries without a pause is heard 17 times in the first hour and four times in each hour after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import request

from clinic.store import guesses
from clinic.store.guesses import Guesses
from clinic.store.patients import folded
from clinic.store.transactions import Session
from clinic.web.access.tokens import hashed


@dataclass(frozen=True)
class Patience:
    """How many guesses in a row are free, the longest wait, and the pause after which the count begins anew."""

    free: int
    ceiling: timedelta
    forgotten: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long the next guess has to wait: nothing, then a second, then twice as long each time."""
        over = failures - self.free
        return timedelta() if over < 0 else min(self.ceiling, timedelta(seconds=2 ** min(over, 30)))


NAME = Patience(3, timedelta(minutes=15), timedelta(hours=24))
ADDRESS = Patience(20, timedelta(minutes=1), timedelta(hours=1))
"""Everybody in a clinic may come from one address, so it is given more, and made to wait less."""


def name_of(sign_in: str) -> str:
    """The subject of guesses at one person's password; a name that nobody has is a subject like any other."""
    return hashed(f"name:{folded(sign_in)}")


def code_of(account: str) -> str:
    """The subject of guesses at one person's codes."""
    return hashed(f"code:{account}")


def address_here() -> str:
    """The subject of guesses from where the request comes; an IPv6 network counts as one address."""
    given = request.remote_addr or ""
    try:
        address = ip_address(given)
    except ValueError:
        return hashed(f"address:{given}")
    return hashed(f"address:{ip_network((address, 64), strict=False) if address.version == 6 else address}")


def take(session: Session, subject: str, at: datetime) -> timedelta:
    """How long this guess has to wait; nothing when it is heard now. A guess that is heard is counted before it is
    looked at, so that many sent at once do not slip through together; a right one is taken off again by `right`."""
    here = guesses.of(session, address_here(), at, forgotten=ADDRESS.forgotten)
    known = guesses.of(session, subject, at)
    wait = max(here.open_at, known.open_at) - at
    if wait > timedelta():
        return wait
    failures = known.failures + 1
    guesses.keep(session, subject, Guesses(failures, at + NAME.wait(failures)), at)
    return timedelta()


def right(session: Session, subject: str) -> None:
    """The guess was right: the wrong ones before it count no more."""
    guesses.forget(session, subject)


def wrong(session: Session, at: datetime) -> None:
    """The guess was wrong, wherever it was at: it counts for the address that it came from."""
    subject = address_here()
    failures = guesses.of(session, subject, at, forgotten=ADDRESS.forgotten).failures + 1
    guesses.keep(session, subject, Guesses(failures, at + ADDRESS.wait(failures)), at)


def wait_here(session: Session, at: datetime) -> timedelta:
    """How long anything from this address has to wait; nothing when it is heard now."""
    return max(guesses.of(session, address_here(), at, forgotten=ADDRESS.forgotten).open_at - at, timedelta())
