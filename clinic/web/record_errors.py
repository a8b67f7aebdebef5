"""What can stand in the way at the records, as pages: a form sent twice, somebody else's patient, a frozen record,
a full disk."""

from __future__ import annotations

from flask import Flask, redirect, render_template
from flask.typing import ResponseReturnValue

from clinic.store.errors import AbsentError, ConflictError, DiskError, StoreError
from clinic.web.access.desk import AlreadySentError, NotYoursError
from clinic.web.disk_page import disk_page, no_file
from clinic.web.errors import Shown

ABSENT = Shown("No such record", "There is nothing at this address. It may have been typed wrongly.")
CONFLICT = "Changed in the meantime"
REFUSED = "This cannot be done now"


def answer_record_errors(app: Flask) -> None:
    """Put our pages in the place of what the records refuse."""
    app.register_error_handler(AlreadySentError, already_sent)
    app.register_error_handler(NotYoursError, not_yours)
    app.register_error_handler(AbsentError, lambda _: (_page(404, ABSENT), 404))
    app.register_error_handler(ConflictError, lambda error: (_page(409, Shown(CONFLICT, str(error))), 409))
    app.register_error_handler(DiskError, disk_page)
    app.register_error_handler(OSError, no_file)
    app.register_error_handler(StoreError, lambda error: (_page(409, Shown(REFUSED, str(error))), 409))


def already_sent(error: AlreadySentError) -> ResponseReturnValue:
    """A form sent twice leads where it led the first time."""
    return redirect(error.page, 303)


def not_yours(error: NotYoursError) -> ResponseReturnValue:
    """Somebody in another clinician's care can be taken over, with a reason."""
    return render_template("patients/take_over.html", patient=error.patient), 403


def _page(code: int, shown: Shown) -> str:
    return render_template("errors/error.html", code=code, shown=shown)
