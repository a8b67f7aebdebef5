"""One request at the records: a transaction, who acts, and the audit entry with each record that is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from clinic.store import audit, house, patients, sent
from clinic.store.audit import Actor
from clinic.store.patients import Patient
from clinic.store.transactions import Session, reading, writing
from clinic.web.access.guard import signed_in
from clinic.web.access.roles import Act, User, authorize
from clinic.web.practice import moment

FORM_KEY = "form_key"


class AlreadySentError(Exception):
    """The form was sent before; `page` is where it led."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page


class NotYoursError(Forbidden):
    """Under the caseload `own`, a patient of another clinician; `patient` can be taken over with a reason."""

    def __init__(self, patient: Patient) -> None:
        super().__init__("This person is in another clinician's care.")
        self.patient = patient


@dataclass(frozen=True)
class Desk:
    """The records as one person may use them in one request."""

    session: Session
    user: User
    at: datetime
    house: house.House

    @property
    def actor(self) -> Actor:
        """Who acts now."""
        return Actor(self.user.id, self.at)

    def known(self, id: str, act: Act) -> Patient:
        """A patient of a page that is open already, for this act; nothing is noted.

        Raises NotFound, Forbidden or NotYoursError.
        """
        found = patients.get(self.session, id)
        if found is None:
            raise NotFound("There is no such person here.")
        if not self.may(act, found):
            raise NotYoursError(found) if self.may(Act.TAKE_OVER) else Forbidden
        return found

    def patient(self, id: str, act: Act, kind: str = "patient", record: str = "", **detail: object) -> Patient:
        """A patient, opened for this act, which goes into the audit trail with the record it is about.

        Raises NotFound, Forbidden or NotYoursError.
        """
        found = self.known(id, act)
        audit.note(self.session, self.actor, act, kind, record or id, patient=id, **detail)
        return found

    def may(self, act: Act, patient: Patient | None = None) -> bool:
        """Whether who is signed in may do this."""
        return authorize(self.user, act, patient, caseload=self.house.caseload)

    def note(self, act: str, kind: str, record: str = "", *, patient: str = "", **detail: object) -> None:
        """Write an audit entry that belongs to no opened patient, or to a part of one."""
        audit.note(self.session, self.actor, act, kind, record, patient=patient, **detail)

    def done(self, page: str) -> ResponseReturnValue:
        """Lead on to a page once a form was acted upon; the same form sent again only leads there."""
        key = request.form.get(FORM_KEY, "")
        if not key:
            raise BadRequest("This form came without its key. Load the page again.")
        sent.was_acted_upon(self.session, key[:64], self.user.id, page, self.at)
        return redirect(page, 303)


def posted_version() -> int:
    """The version of the record that a form was filled in from; 0, which no record has, where it says none."""
    version = request.form.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


@contextmanager
def at_desk() -> Iterator[Desk]:
    """The records, for whoever is signed in. What was done is kept when the block ends without an error.

    Raises AlreadySentError for a form that was acted upon before.
    """
    someone = signed_in()
    with writing() as session:
        key = request.form.get(FORM_KEY, "")[:64]
        page = sent.led_to(session, key, someone.id) if key else None
        if page is not None:
            raise AlreadySentError(page)
        yield Desk(session, someone, moment(), house.of(session))


@contextmanager
def glancing() -> Iterator[Desk]:
    """The records for a page that is open already and only asks again: nothing is noted, nothing can be kept."""
    someone = signed_in()
    with reading() as session:
        yield Desk(session, someone, moment(), house.of(session))
