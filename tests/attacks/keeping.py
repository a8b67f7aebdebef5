"""What keeps a clinic open to an attack: without it a scanner shuts itself out, and finds no fault where it is refused.
Either every form that is sent meets the clinic as it was, or what was sent stays and its forms stay fresh."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, request
from sqlalchemy import delete, or_, update
from werkzeug.datastructures import ImmutableMultiDict

from clinic.store import assessments, house, patients, programmes
from clinic.store.rows.house import HouseRow
from clinic.store.rows.people import AccountRow, GuessRow, TokenRow
from clinic.store.transactions import Session, reading, writing
from tests.attacks.proofs import Proofs
from tests.harness.full_clinic import restore

OWN_KEY = re.compile(r"[\w-]{22}")
"""A form's key as our pages make it, so no attack."""
LOOKED_OVER_EVERY = 50


class Keeping:
    """Acts before each request. `restoring`: every form meets the clinic as it was, so what was done is looked over now
    and then before it is undone. Otherwise everything stays, but for what would end the attack: sessions, roles, the
    two settings that send everybody elsewhere, and the wait after wrong guesses."""

    def __init__(self, app: Flask, as_it_was: Path, fresh_key: Callable[[], str]) -> None:
        self.app = app
        self.instance = Path(app.instance_path)
        self.as_it_was = as_it_was
        self.fresh_key = fresh_key
        self.proofs = Proofs(app, self.instance)
        self.restoring = True
        self.undone = 0
        self.reopened = 0
        self.faults: list[str] = []
        with app.app_context(), reading() as session:
            self.accounts = {row.id: (row.role, row.active, row.version) for row in session.query(AccountRow)}
        app.before_request_funcs.setdefault(None, []).insert(0, self.before)

    def before(self) -> None:
        """Undoes what stands in the way of the request that comes now."""
        if request.method == "POST" and self.restoring:
            self.undo()
        elif not self.restoring:
            with writing() as session:
                self._keep_open(session)
            if request.method == "POST":
                self._freshen()

    def undo(self, *, look: bool = False) -> None:
        """The clinic is as it was; what was done to it is looked over first, now and then or where it is asked for."""
        if look or self.undone % LOOKED_OVER_EVERY == 0:
            self.faults += self.proofs.broken()
        self.undone += 1
        restore(self.app, self.instance, self.as_it_was)

    def _keep_open(self, session: Session) -> None:
        session.execute(delete(GuessRow))
        shut = or_(TokenRow.locked, TokenRow.ended_at.is_not(None))
        found: Any = session.execute(update(TokenRow).where(shut).values(locked=False, ended_at=None))
        self.reopened += found.rowcount
        for row in session.query(AccountRow).where(AccountRow.id.in_(self.accounts)):
            stood = self.accounts[row.id]
            if (row.role, row.active) != stood[:2]:
                row.role, row.active, _ = stood
        settings = session.get(HouseRow, 1)
        if settings is not None:
            settings.content = {**settings.content, "codes_required": False, "caseload": house.Caseload.SHARED.value}

    def _freshen(self) -> None:
        """The key and the version of a form are those of a page that was opened just now; what is no key or no number
        of ours is an attack, and stays."""
        fields = dict(request.form.lists())
        if all(OWN_KEY.fullmatch(key) for key in fields.get("form_key", ())) and "form_key" in fields:
            fields["form_key"] = [self.fresh_key()]
        if all(version.isdecimal() for version in fields.get("version", ())) and "version" in fields:
            with reading() as session:
                newest = _newest(session, request.view_args or {})
            fields["version"] = [str(newest)] if newest is not None else fields["version"]
        request.form = ImmutableMultiDict(fields)


def _newest(session: Session, placed: dict[str, Any]) -> int | None:
    id = str(placed.get("id") or placed.get("assessment") or placed.get("patient") or "")
    if not id:
        return house.of(session).version
    found = assessments.get(session, id) or programmes.get(session, id) or patients.get(session, id)
    return found.version if found else None
