"""Whether an issued sheet may be handed out once more: not while what was found since speaks against any programme."""

from __future__ import annotations

from clinic.domain.knowledge import Knowledge
from clinic.pathway.assess import screened
from clinic.store import assessments, heads
from clinic.store.audit import Actor
from clinic.store.errors import UnreadableError
from clinic.store.transactions import Session

ASK_FIRST = "Ask the clinician before this sheet is handed out again: something has changed since it was issued."
"""Says nothing of what changed: whoever prints it need not know."""


def against_reprint(session: Session, actor: Actor, knowledge: Knowledge, patient: str) -> str:
    """Why no sheet of this patient may be printed again for now; empty where it may.

    The newest final assessment decides, with its all-clears and today's clinical content (I5).
    """
    standing = heads.standing_of(session, patient)
    newest = [one for one in standing if one.when == standing[0].when]
    whole = [one for one in (assessments.get(session, head.id) for head in newest) if one]
    try:
        found = [screened(session, actor, knowledge, one).screening for one in whole]
    except UnreadableError:
        return ASK_FIRST
    return "" if found and all(one.disposition.allows_programme for one in found) else ASK_FIRST
