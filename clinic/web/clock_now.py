"""A clock that went back: said in red on every page, and nothing is signed or dated for good while it is wrong."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue

from clinic.domain.in_words import day_in_words
from clinic.invoked import command
from clinic.store.clock import Reach, is_behind, reach
from clinic.store.errors import DiskError
from clinic.store.transactions import Session, reading
from clinic.web.access.guard import user
from clinic.web.access.roles import Role
from clinic.web.clock_words import clock
from clinic.web.errors import Shown
from clinic.web.practice import moment, practice

HELD = frozenset(
    {
        "assessments.finalise", "assessed.clear", "issue.sign", "issue.hand_out", "programme.sheet", "house.sign_off",
    }
)  # fmt: skip  # a list reads best in lines
"""What is dated for good, or handed over with a day on it. Never a referral note: an urgent one must not wait."""
SAYS = "This machine's clock says {now}, {but}."
BEFORE_ENTRIES = "but records were already made on {latest}"
BEFORE_ALL = "which is before there was any Plumbline"
SILENT = "Nothing was recorded between {since} and now, which is {now} by this machine's clock. Was the clinic closed?"
HELD_SAYS = "Ages and weeks would be wrong, so nothing is made final, signed or issued until it is set."
SET = "Set the clock."
IF_RIGHT = "If it is right, run {command} clock --is-right on the clinic's machine."
TELL = "Tell the clinic lead now."
TITLE = "Not with this clock"
EARLIEST, REACH = "earliest", "reach"


def clock_now(app: Flask, earliest: date = date.min) -> None:
    """Give every page `wrong_clock`, and refuse what is dated for good while the clock is before what was recorded
    last, or before the earliest day it can show. Drafts are kept, and everything can be read."""
    app.extensions[EARLIEST] = earliest
    with app.app_context(), reading() as session:  # before anybody signs in, with whatever clock
        app.extensions[REACH] = reach(session)

    @app.context_processor
    def shown() -> dict[str, object]:
        return {"wrong_clock": wrong_clock}

    @app.before_request
    def hold() -> ResponseReturnValue | None:
        if request.endpoint not in HELD or request.method != "POST":
            return None
        with reading() as session:
            said = found_wrong(_reach(session), moment())
        if not said:
            return None
        page = Shown(TITLE, f"{said} {HELD_SAYS} {_to_do()} Drafts are kept.")
        return render_template("errors/error.html", code=409, shown=page), 409


def wrong_clock() -> str:
    """What is wrong with the clock, and what to do, for whoever looks at a page; an empty text when nothing is."""
    with suppress(DiskError):  # the page about the disk has to be shown all the same
        with reading() as session:
            known = _reach(session)
        if said := found_wrong(known, moment()):
            return f"{said} {HELD_SAYS} {_to_do()}"
        if known.silent_since and not practice().invented:
            return f"{SILENT.format(since=_day(known.silent_since), now=_day(moment()))} {_to_do()}"
    return ""


def found_wrong(known: Reach, now: datetime) -> str:
    """A sentence about a clock that cannot be right; an empty text for one that can."""
    if known.at and is_behind(now, known.at):
        return SAYS.format(now=clock(now), but=BEFORE_ENTRIES.format(latest=_day(known.at)))
    earliest: date = current_app.extensions[EARLIEST]
    if now.date() < earliest:
        return SAYS.format(now=clock(now), but=BEFORE_ALL)
    return ""


def _reach(session: Session) -> Reach:
    found = reach(session, current_app.extensions[REACH])
    current_app.extensions[REACH] = found
    return found


def _day(at: datetime) -> str:
    return day_in_words(at.astimezone().date())


def _to_do() -> str:
    someone = user()
    if someone is None or someone.role is not Role.LEAD:
        return TELL
    can_be_right = moment().date() >= current_app.extensions[EARLIEST]
    return f"{SET} {IF_RIGHT.format(command=command())}" if can_be_right else SET
