"""Whether an issued sheet may be handed out once more: not while what was found since speaks against any programme."""

from __future__ import annotations

from clinic.domain.knowledge import Knowledge
from clinic.pathway.assess import screened
from clinic.pathway.plan import when
from clinic.store import assessments
from clinic.store.assessments import State
from clinic.store.audit import Actor
from clinic.store.errors import UnreadableError
from clinic.store.transactions import Session

ASK_FIRST = "Ask the clinician before this sheet is handed out again: something has changed since it was issued."
"""Says nothing of what changed: whoever prints it need not know."""


def against_reprint(session: Session, actor: Actor, knowledge: Knowledge, patient: str) -> str:
    """Why no sheet of this patient may be printed again for now; empty where it may.

    The newest final assessment decides, with its all-clears and today's clinical content (I5).
    """
    final = [one for one in assessments.of_patient(session, patient) if one.state is State.FINAL]
    amended = {one.amends for one in final}
    standing = [one for one in final if one.id not in amended]
    newest = [one for one in standing if when(one) == max(map(when, standing))]
    try:
        found = [screened(session, actor, knowledge, one).screening for one in newest]
    except UnreadableError:
        return ASK_FIRST
    return "" if found and all(one.disposition.allows_programme for one in found) else ASK_FIRST
