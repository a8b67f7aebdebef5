"""What somebody chooses for themselves: their name, the name they sign in with, their password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.store import house
from clinic.store.patients import folded
from clinic.store.transactions import reading
from clinic.web.access.weak import refused
from clinic.web.practice import practice

LONGEST = 100
AGAIN = "This is not the same as above."


@dataclass(frozen=True)
class Chosen:
    """What was typed, without the spaces around it, and what is wrong with it by field."""

    name: str = ""
    sign_in: str = ""
    registration: str = ""
    password: str = ""
    faults: Mapping[str, str] | None = None


def chosen(typed: Mapping[str, str], *, knows: tuple[str, ...] = ()) -> Chosen:
    """What a new person chose. `knows` are other names of theirs that make a password easy to guess."""
    name, sign_in, registration = (typed.get(key, "").strip() for key in ("name", "sign_in", "registration"))
    faults = password_faults(typed, (name, sign_in, registration, *knows))
    for key, value in (("name", name), ("sign_in", sign_in)):
        if not folded(value):
            faults[key] = "Type a name."
    for key, value in (("name", name), ("sign_in", sign_in), ("registration", registration)):
        if len(value) > LONGEST:
            faults[key] = f"Use at most {LONGEST} characters."
    return Chosen(name, sign_in, registration, typed.get("password", ""), faults)


def password_faults(typed: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with a new password that was typed twice, by field."""
    password = typed.get("password", "")
    with reading() as session:
        house_name = house.of(session).name
    if why := refused(password, (*names, house_name, practice().settings.name)):
        return {"password": why}
    return {} if password == typed.get("again", "") else {"again": AGAIN}
