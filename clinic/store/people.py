"""The people of a clinic: who may sign in, as what, and with which password and codes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic.store import tokens
from clinic.store.audit import Actor, note
from clinic.store.errors import AbsentError, StoreError
from clinic.store.ids import new_id
from clinic.store.patients import folded
from clinic.store.rows.people import AccountRow

LEAD = "lead"
"""The role of those who manage people; a clinic always has one who can sign in."""


class SignInTakenError(StoreError):
    """Somebody else signs in with this name."""


class LastLeadError(StoreError):
    """Nobody would be left to manage people."""


@dataclass(frozen=True)
class Account:
    """One person. `sign_in` is empty until they have chosen the name they sign in with, and `password_hash` until
    they have chosen a password; `totp_step` is the half minute of the last code used."""

    id: str
    name: str
    role: str
    sign_in: str = ""
    registration: str = ""
    password_hash: str = ""
    totp_secret: str = ""
    totp_on: bool = False
    totp_step: int = 0
    active: bool = True
    version: int = 0

    @property
    def has_joined(self) -> bool:
        """Whether they have taken up their invitation."""
        return bool(self.password_hash)


def get(session: Session, id: str) -> Account | None:
    """One person by id."""
    row = AccountRow.found(session, id)
    return _account(row) if row else None


def named(session: Session, sign_in: str) -> Account | None:
    """Who signs in with this name; capital letters and accents make no difference."""
    row = session.scalar(select(AccountRow).where(AccountRow.sign_in == folded(sign_in))) if folded(sign_in) else None
    return _account(row) if row else None


def listed(session: Session) -> tuple[Account, ...]:
    """Everybody, those who may sign in first, by name."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.active.desc(), AccountRow.name, AccountRow.id))
    return tuple(_account(row) for row in rows)


def names(session: Session) -> dict[str, str]:
    """The name of everybody who works or worked here, by id."""
    return dict(session.execute(select(AccountRow.id, AccountRow.name)).all())


def anybody(session: Session) -> bool:
    """Whether anybody has ever joined this clinic."""
    found = select(func.count()).select_from(AccountRow).where(AccountRow.password_hash != "")
    return bool(session.scalar(found))


def expect(session: Session, actor: Actor, *, name: str, role: str) -> Account:
    """A new person who has not joined yet."""
    row = AccountRow(id=new_id(), name=name, sign_in=None, role=role, made_at=actor.at, version=1)
    session.add(row)
    session.flush()
    note(session, actor, "new_account", "account", row.id, role=role)
    return _account(row)


def join(
    session: Session, actor: Actor, id: str, *, name: str, sign_in: str, password_hash: str, registration: str = ""
) -> Account:
    """An expected person has chosen how they sign in. Raises SignInTakenError."""
    row = _row(session, id)
    other = session.scalar(select(AccountRow.id).where(AccountRow.sign_in == folded(sign_in), AccountRow.id != id))
    if other is not None:
        raise SignInTakenError("Somebody else signs in with this name. Choose another.")
    row.name, row.sign_in, row.registration = name, folded(sign_in), registration
    row.password_hash = password_hash
    _changed(session, row)
    note(session, Actor(id, actor.at), "join", "account", id)
    return _account(row)


def set_password(session: Session, actor: Actor, id: str, password_hash: str, *, keep: str = "") -> None:
    """A new password. Whoever is signed in as this person is signed out, but for the token with the hash `keep`."""
    row = _row(session, id)
    row.password_hash = password_hash
    _changed(session, row)
    tokens.end_all(session, id, actor.at, keep=keep)
    note(session, actor, "change_password", "account", id)


def rehash(session: Session, id: str, before: str, password_hash: str) -> None:
    """The same password hashed with newer parameters, unless it was changed meanwhile."""
    row = _row(session, id)
    if row.password_hash == before:
        row.password_hash = password_hash


def set_role(session: Session, actor: Actor, id: str, role: str) -> None:
    """Another role. Raises LastLeadError."""
    row = _row(session, id)
    if role == row.role:
        return
    _keep_a_lead(session, row)
    before, row.role = row.role, role
    _changed(session, row)
    note(session, actor, "change_role", "account", id, before=before, after=role)


def set_active(session: Session, actor: Actor, id: str, *, active: bool) -> None:
    """Whether this person may sign in. One who may not is signed out at once. Raises LastLeadError."""
    row = _row(session, id)
    if active == row.active:
        return
    if not active:
        _keep_a_lead(session, row)
        tokens.end_all(session, id, actor.at)
    row.active = active
    _changed(session, row)
    note(session, actor, "reactivate" if active else "deactivate", "account", id)


def propose_secret(session: Session, id: str, secret: str) -> None:
    """A secret for codes, which counts once a code made with it was entered."""
    row = _row(session, id)
    if row.totp_on:
        return
    row.totp_secret, row.totp_step = secret, 0
    _changed(session, row)


def turn_codes_on(session: Session, actor: Actor, id: str) -> None:
    """From now on this person signs in with a code as well."""
    row = _row(session, id)
    row.totp_on = True
    _changed(session, row)
    note(session, actor, "code_on", "account", id)


def turn_codes_off(session: Session, actor: Actor, id: str) -> None:
    """From now on this person signs in without a code; the secret is forgotten."""
    row = _row(session, id)
    was_on = row.totp_on
    row.totp_on, row.totp_secret, row.totp_step = False, "", 0
    _changed(session, row)
    if was_on:
        note(session, actor, "code_off", "account", id)


def use_step(session: Session, id: str, step: int) -> bool:
    """Use up the code of one half minute, and those before it; False when it was used up already."""
    row = _row(session, id)
    if step <= row.totp_step:
        return False
    row.totp_step = step
    return True


def _keep_a_lead(session: Session, leaving: AccountRow) -> None:
    if leaving.role != LEAD or not leaving.active or not leaving.password_hash:
        return
    others = select(func.count()).where(
        AccountRow.role == LEAD, AccountRow.active, AccountRow.password_hash != "", AccountRow.id != leaving.id
    )
    if not session.scalar(others):
        raise LastLeadError("This is the only clinic lead who can sign in. Make somebody else a lead first.")


def _changed(session: Session, row: AccountRow) -> None:
    row.version += 1
    session.flush()


def _row(session: Session, id: str) -> AccountRow:
    row = AccountRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is nobody with the id {id}.")
    return row


def _account(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        sign_in=row.sign_in or "",
        registration=row.registration,
        password_hash=row.password_hash,
        totp_secret=row.totp_secret,
        totp_on=row.totp_on,
        totp_step=row.totp_step,
        active=row.active,
        version=row.version,
    )
