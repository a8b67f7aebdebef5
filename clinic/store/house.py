"""What the clinic has set for itself, by its lead."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from clinic.store.audit import Actor, note
from clinic.store.errors import ConflictError
from clinic.store.rows.house import HouseRow, SignOffRow


class Caseload(StrEnum):
    """Whether every clinician works with every record, or each with their own."""

    SHARED = "shared"
    OWN = "own"


@dataclass(frozen=True)
class House:
    """The clinic's own settings. An empty name, address, telephone or paper leaves what the configuration says.

    Pain of `amber_from` (0 to 10) and more is amber, of `red_from` and more red; 0 leaves what the knowledge says.
    """

    name: str = ""
    address: str = ""
    telephone: str = ""
    paper: str = ""
    amber_from: int = 0
    red_from: int = 0
    caseload: Caseload = Caseload.SHARED
    codes_required: bool = False
    has_logo: bool = False
    version: int = 0


@dataclass(frozen=True)
class SignOff:
    """Who signed an edition off, and when."""

    edition: str
    by: str
    on: str
    note: str


def of(session: Session) -> House:
    """The settings in force."""
    row = session.get(HouseRow, 1)
    if row is None:
        return House()
    stated = {name: row.content[name] for name in KEPT if name in row.content}
    stated["caseload"] = Caseload(stated.get("caseload", Caseload.SHARED))
    return House(**stated, version=row.version)


KEPT = tuple(field.name for field in dataclasses.fields(House) if field.name != "version")


def save(session: Session, actor: Actor, house: House, *, logo: bytes | None = None) -> None:
    """Keep new settings; `house.version` is the version they were changed from; no `logo` leaves the one there is, an
    empty one takes it away. Raises ConflictError when somebody else changed them first."""
    row = session.get(HouseRow, 1)
    if row is None:
        row = HouseRow(id=1, content={}, logo=b"", version=0)
        session.add(row)
    if row.version != house.version:
        raise ConflictError("house", "1", row.version)
    if logo is not None:
        row.logo = logo
        house = dataclasses.replace(house, has_logo=bool(logo))
    before = row.content
    row.content = {name: getattr(house, name) for name in KEPT}
    row.version += 1
    changed = sorted(name for name in KEPT if before.get(name) != row.content[name])
    note(session, actor, "change_house", "house", "1", changed=changed)


def logo(session: Session) -> bytes:
    """The clinic's logo as PNG, or nothing."""
    row = session.scalar(select(HouseRow).where(HouseRow.id == 1).options(undefer(HouseRow.logo)))
    return row.logo if row else b""


def sign_off(session: Session, actor: Actor, edition: str, words: str) -> None:
    """Record that the clinic's lead signs this edition off. A second time changes nothing."""
    if SignOffRow.found(session, edition) is None:
        session.add(SignOffRow(edition=edition, note=words, made_by=actor.account, made_at=actor.at))
        note(session, actor, "sign_off", "edition", edition)


def signed_off(session: Session, edition: str) -> SignOff | None:
    """The sign-off of this edition, or None."""
    row = SignOffRow.found(session, edition)
    return SignOff(row.edition, row.made_by, row.made_at.date().isoformat(), row.note) if row else None
