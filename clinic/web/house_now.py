"""What every page shows of the clinic itself: its name, who signed the clinical content off, and whether it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Flask, g

from clinic.domain.in_words import day_in_words
from clinic.pathway.in_force import in_force
from clinic.settings import Settings
from clinic.store import house, people
from clinic.store.errors import DiskError
from clinic.store.transactions import Session, reading
from clinic.web.demo_accounts import DEMONSTRATION, Demonstration
from clinic.web.practice import practice


@dataclass(frozen=True)
class SignedOff:
    """Who signed the edition in force off, the day in words, and their note."""

    name: str
    on: str
    note: str


@dataclass(frozen=True)
class Shown:
    """The clinic as pages show it: the settings in force, the sign-off of the edition in force or None, and what the
    demonstration says of itself, where this is one."""

    house: Settings
    sign_off: SignedOff | None
    invented: Demonstration | None


def house_now(app: Flask) -> None:
    """Give every page `house`, `sign_off` and `invented`, read once in a request."""

    @app.context_processor
    def shown() -> dict[str, object]:
        now = _now()
        return {"house": now.house, "sign_off": now.sign_off, "invented": now.invented}


def signed_off(session: Session) -> SignedOff | None:
    """The sign-off of the edition in force."""
    found = house.signed_off(session, practice().knowledge.edition)
    if found is None:
        return None
    signer = people.get(session, found.by)
    return SignedOff(signer.name if signer else "", day_in_words(date.fromisoformat(found.on)), found.note)


def or_without_records() -> None:
    """For a page about records out of reach: where they cannot be read, what the configuration says."""
    try:
        _now()
    except DiskError:
        g.house_now = Shown(in_force(practice().settings, house.House()), None, _invented())


def _now() -> Shown:
    if "house_now" not in g:
        with reading() as session:
            g.house_now = Shown(in_force(practice().settings, house.of(session)), signed_off(session), _invented())
    found: Shown = g.house_now
    return found


def _invented() -> Demonstration | None:
    return DEMONSTRATION if practice().invented else None
