"""What the pages of a programme share: opening it for an act, and both texts where two people changed it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic.exchange.programme_file import read_programme
from clinic.pathway.plan import Plan, looked_at
from clinic.pathway.replan import Wish, wished
from clinic.store import programmes
from clinic.store.errors import ConflictError
from clinic.store.patients import Patient
from clinic.web.access.desk import Desk, posted_version
from clinic.web.access.roles import Act
from clinic.web.conflict import Texts, conflict_page
from clinic.web.practice import practice
from clinic.web.programme_words import programme_in_words


def opened(desk: Desk, id: str, act: Act) -> tuple[Plan, Patient]:
    """A programme and its person, opened for this act. Raises NotFound, Forbidden or NotYoursError."""
    found = programmes.get(desk.session, id)
    if found is None:
        raise NotFound("There is no such programme.")
    patient = desk.patient(found.patient, act, "programme", id)
    return looked_at(desk.session, desk.actor, practice().knowledge, found), patient


def conflict_of(
    desk: Desk,
    plan: Plan,
    conflict: ConflictError,
    wish: Wish | None = None,
    more: Mapping[str, str] | None = None,
    *,
    again: bool = True,
) -> ResponseReturnValue:
    """Both programmes: what is kept now, and what the change would have made of the version that it was asked of.
    `more` is what was sent besides, by what it is. `again` is False for what cannot be done to the version seen."""
    kept = {one.number: one for one in programmes.versions(desk.session, plan.programme.id)}
    seen = read_programme(kept.get(posted_version(), plan.version).content, None)
    mine = wished(plan, seen, wish).programme if wish else None
    yours = {**programme_in_words(plan.knowledge, mine or seen), **(more or {})}
    texts = Texts(programme_in_words(plan.knowledge, plan.content), yours)
    return conflict_page(conflict, texts, back=url_for("builder.one", id=plan.programme.id), again=again)
