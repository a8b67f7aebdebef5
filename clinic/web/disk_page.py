"""The page for a disk or server that does not take what was sent: plain words, and everything that was typed."""

from __future__ import annotations

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from clinic.log.events import Event
from clinic.log.faults import note_fault
from clinic.store.disk import file_error
from clinic.store.errors import DiskError
from clinic.web.access.onward import Onward, as_sent
from clinic.web.house_now import or_without_records

SECRET = frozenset({"password", "before", "again", "code", "onward"})
"""Fields that no page repeats: a form with one of them is filled in anew."""
NO_ROOM, NOT_NOW = 507, 503
SECONDS = "30"
"""After how long a program may try again by itself."""
NOT_KEPT = "Not kept yet"


def disk_page(error: DiskError) -> ResponseReturnValue:
    """The page with what was sent, to send it once more; for a script the same in JSON. The log has the reason."""
    note_fault(error, Event.DISK)
    headers = {"Retry-After": SECONDS, "Cache-Control": "no-store"}
    if request.accept_mimetypes.best == "application/json":
        return jsonify(version=0, saved=f"{NOT_KEPT}. {error}", problem=str(error)), NOT_NOW, headers
    or_without_records()
    page = render_template("errors/disk.html", reason=str(error), sent=to_repeat(), not_kept=NOT_KEPT)
    return page, NO_ROOM if error.full else NOT_NOW, headers


def no_file(error: OSError) -> ResponseReturnValue:
    """The same page where a file could not be written; any other fault stays what it is."""
    found = file_error(error)
    if found is None:
        raise error
    found.__cause__ = error  # for the log
    return disk_page(found)


def to_repeat() -> Onward:
    """The current request, to be sent again; an empty page where it holds what no page repeats, or could not be read.

    Its form token is the one that was sent: whether it is good is looked at when the form is sent again.
    """
    try:
        sent = as_sent()
    except OSError:
        return Onward()
    secret = not SECRET.isdisjoint(name for name, _ in sent.fields or ())
    return Onward() if secret else sent
