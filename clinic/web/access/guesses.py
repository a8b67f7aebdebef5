"""Making guesses slow: after a few wrong ones each has to wait longer than the one before, up to a ceiling.

The count is kept in the database, so a restart forgives nothing; the wait has a ceiling, so nobody is locked out for
good. Somebody who tries without a pause is heard 15 times in the first hour and four times in each hour after it. A
right password forgives the wrong ones before it, but those of all tries together go on being counted: or whoever tries
a few times after each of a person's own would be heard for as long as that person works.
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
ALTOGETHER = Patience(40, timedelta(minutes=15), timedelta(hours=1))
"""At one name or code, whatever was right in between; nobody mistypes their own so often without an hour's pause."""
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
    total = guesses.of(session, _altogether(subject), at, forgotten=ALTOGETHER.forgotten)
    wait = max(here.open_at, known.open_at, total.open_at) - at
    if wait > timedelta():
        return wait
    _count(session, subject, NAME, known.failures + 1, at)
    _count(session, _altogether(subject), ALTOGETHER, total.failures + 1, at)
    return timedelta()


def right(session: Session, subject: str, at: datetime) -> None:
    """The guess was right: it is taken off again, and the wrong ones before it count no more but altogether."""
    guesses.forget(session, subject)
    total = guesses.of(session, _altogether(subject), at, forgotten=ALTOGETHER.forgotten)
    if total.failures > 1:
        guesses.keep(session, _altogether(subject), Guesses(total.failures - 1, at), at)
    else:
        guesses.forget(session, _altogether(subject))


def wrong(session: Session, at: datetime) -> None:
    """The guess was wrong, wherever it was at: it counts for the address that it came from."""
    subject = address_here()
    failures = guesses.of(session, subject, at, forgotten=ADDRESS.forgotten).failures + 1
    _count(session, subject, ADDRESS, failures, at)


def several_here(session: Session, at: datetime) -> bool:
    """Whether more than one guess from this address was found to be wrong lately."""
    return guesses.of(session, address_here(), at, forgotten=ADDRESS.forgotten).failures > 1


def wait_here(session: Session, at: datetime) -> timedelta:
    """How long anything from this address has to wait; nothing when it is heard now."""
    return max(guesses.of(session, address_here(), at, forgotten=ADDRESS.forgotten).open_at - at, timedelta())


def _count(session: Session, subject: str, patience: Patience, failures: int, at: datetime) -> None:
    guesses.keep(session, subject, Guesses(failures, at + patience.wait(failures)), at)


def _altogether(subject: str) -> str:
    """The subject of all guesses at one thing, also of those that a right one has forgiven."""
    return hashed(f"altogether:{subject}")
