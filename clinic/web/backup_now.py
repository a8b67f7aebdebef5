"""The line on every page of somebody who is signed in when the clinic's backups are late, failed or not set up."""

from __future__ import annotations

from flask import Flask

from clinic.backups.state import Standing, age, read_state, standing
from clinic.invoked import command
from clinic.store.engine import database_url, is_file
from clinic.web.access.guard import user
from clinic.web.access.roles import Role
from clinic.web.practice import moment, practice

TOLD = {
    Standing.OLD: "The newest backup is {hours} hours old.",
    Standing.FAILED: "The last backup failed.",
    Standing.NONE_YET: "The server has made no backup yet.",
    Standing.NOT_SET_UP: "No backup is set up: what is recorded here exists once.",
}
TO_DO = {
    Standing.NOT_SET_UP: "Run {command} backup --new-key FILE on the clinic's machine, with a file on a stick.",
}
LOOK = "Run {command} doctor on the clinic's machine: it says what to do."
TELL = "Tell the clinic lead today."


def backup_now(app: Flask) -> None:
    """Give every page `late_backup`, which says in a sentence or two what is wrong with the backups, and what to do;
    an empty text when nothing is, in the demonstration, and where PostgreSQL keeps the records and their backups."""

    @app.context_processor
    def shown() -> dict[str, object]:
        return {"late_backup": late_backup}


def late_backup() -> str:
    """What is wrong with the backups now, for whoever is signed in."""
    here, someone = practice(), user()
    instance = here.settings.instance
    if someone is None or here.invented or not is_file(database_url(instance, here.settings.database)):
        return ""
    found = standing(instance, moment())
    if found is Standing.FRESH:
        return ""
    old = age(read_state(instance), moment())
    told = TOLD[found].format(hours=int(old.total_seconds() // 3600) if old else 0)
    to_do = TO_DO.get(found, LOOK).format(command=command()) if someone.role is Role.LEAD else TELL
    return f"{told} {to_do}"
