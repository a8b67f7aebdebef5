"""Where somebody was going when they had to prove who they are, with everything they had typed.

It travels signed through the page that asks for the password, never in an address, and goes on for the same person
only: somebody else begins anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import RequestEntityTooLarge

from clinic.web.access.who import visitor

FIELD = "onward"


@dataclass(frozen=True)
class Onward:
    """A page of ours, and whose way it was, where that is known; `fields` is what a form sent there, None for a page
    that was only opened. An empty page is the first one after signing in."""

    page: str = ""
    account: str = ""
    fields: tuple[tuple[str, str], ...] | None = None


def interrupted() -> Onward:
    """Where the current request was going, to be taken up by the same person; what nobody known sent is not kept."""
    account = visitor().account
    whose = account.id if account else ""
    return as_sent(whose) if whose or request.method == "GET" else Onward(account=whose)


def as_sent(account: str = "") -> Onward:
    """The current request, to be sent again as it was. Files that it sent are not kept: they are chosen again."""
    if request.method == "POST":
        with suppress(RequestEntityTooLarge):  # more than any form of ours holds is not kept
            return Onward(request.path, account, tuple(request.form.items(multi=True)))
    elif request.method == "GET":
        return Onward(request.full_path if request.query_string else request.path, account)
    return Onward(account=account)


def packed(onward: Onward) -> str:
    """A way as it is written into a form."""
    return str(_signer().dumps(asdict(onward)))


def sent_along() -> Onward:
    """The way that the current form carries; the first page when it was altered or there is none."""
    try:
        kept = _signer().loads(request.form.get(FIELD, ""))
    except BadSignature:
        return Onward()
    fields = kept["fields"]
    return Onward(kept["page"], kept["account"], None if fields is None else tuple((one, two) for one, two in fields))


def go(onward: Onward, account: str) -> ResponseReturnValue:
    """Let this person go on, or begin anew where the way was somebody else's or led nowhere."""
    if not onward.page or onward.account not in ("", account):
        return redirect(url_for("today.index"), 303)
    if onward.fields is None:
        return redirect(onward.page, 303)
    return render_template("access/onward.html", onward=onward)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=FIELD)
