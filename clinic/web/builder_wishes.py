"""What a form of the programme builder asks for: the change it names, read from its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import BadRequest

from clinic.domain.carry import applied_template, carried_forward
from clinic.domain.change import Changed, added, barred, moved, name_of, removed, swapped
from clinic.domain.change_dose import with_dose
from clinic.domain.change_week import in_week
from clinic.domain.dose_room import SAID, DoseChange
from clinic.domain.in_words import day_in_words
from clinic.domain.programme import Programme
from clinic.domain.proposal import propose
from clinic.domain.reach import Reach
from clinic.domain.settled import settled
from clinic.exchange.programme_file import read_programme, read_template
from clinic.pathway.plan import PROPOSED, Plan
from clinic.pathway.replan import Wish
from clinic.store import programmes, templates
from clinic.store.programmes import Kind, RecordedProgramme
from clinic.store.transactions import Session

DAYS_OF = "days-"
LABELS = {
    "sets": "Sets",
    "reps": "Repetitions",
    "hold_s": "Hold, s",
    "duration_s": "Time, s",
    "rpe": "Effort / 10",
    "times_per_day": "Times a day",
}
"""How the parts of a dose are headed on the page."""


@dataclass(frozen=True)
class Asked:
    """A change as it was asked for: the exercise it concerns, and the place on the page to look at next."""

    wish: Wish
    exercise: str = ""
    leads_to: str = ""


def asked(session: Session, plan: Plan, kind: str) -> Asked:
    """The change that the posted form asks for. Raises BadRequest for one that no page of ours sends."""
    return KINDS[kind](session, plan)


def last_other(session: Session, plan: Plan) -> RecordedProgramme | None:
    """The person's last programme before this one, to copy forward."""
    mine = plan.programme
    others = (one for one in programmes.of_patient(session, mine.patient) if one.id != mine.id)
    return next(others, None)


def _swap(_: Session, plan: Plan) -> Asked:
    one, other = _field("exercise"), _field("other")
    says = f"'{name_of(plan.reach, other)}' in place of '{name_of(plan.reach, one)}'"
    return Asked(Wish(says, lambda reach, content: swapped(reach, content, one, other)), one, f"exercise-{other}")


def _remove(_: Session, plan: Plan) -> Asked:
    one = _field("exercise")
    says = f"'{name_of(plan.reach, one)}' removed"
    return Asked(Wish(says, lambda reach, content: removed(reach, content, one)), one, "programme")


def _add(_: Session, plan: Plan) -> Asked:
    one = _field("exercise")
    says = f"'{name_of(plan.reach, one)}' added"
    return Asked(Wish(says, lambda reach, content: added(reach, content, one)), one, f"exercise-{one}")


def _move(_: Session, plan: Plan) -> Asked:
    one, up = _field("exercise"), _field("direction") == "up"
    says = f"'{name_of(plan.reach, one)}' moved {'up' if up else 'down'}"
    return Asked(Wish(says, lambda _, content: moved(content, one, "up" if up else "down")), one, f"exercise-{one}")


def _dose(_: Session, plan: Plan) -> Asked:
    one = _field("exercise")
    typed = {part: request.form[part].strip() for part in SAID if request.form.get(part, "").strip()}
    strange = tuple(
        f"{LABELS[part]}: enter a whole number, not “{text[:20]}”." for part, text in typed.items() if not _whole(text)
    )
    says = f"Dose of '{name_of(plan.reach, one)}' changed"

    def make(reach: Reach, content: Programme) -> Changed:
        if strange:
            return Changed(None, strange)
        return with_dose(reach, content, one, DoseChange(**{part: int(text) for part, text in typed.items()}))

    return Asked(Wish(says, make), one, f"exercise-{one}")


def _days(_: Session, _plan: Plan) -> Asked:
    wanted = {
        name.removeprefix(DAYS_OF): [day for day in request.form.getlist(name) if day]
        for name in request.form
        if name.startswith(DAYS_OF)
    }
    return Asked(Wish("Days changed", lambda reach, content: in_week(reach, content, wanted)), "", "week")


def _carry(session: Session, plan: Plan) -> Asked:
    before = last_other(session, plan)
    if before is None:
        raise BadRequest("There is no earlier programme to copy forward.")
    old = read_programme(programmes.newest(session, before.id).content, None)
    says = f"Copied forward from the programme of {day_in_words(before.made_at.date())}"
    return Asked(Wish(says, lambda reach, _: carried_forward(reach, old)), "", "programme")


def _template(session: Session, _plan: Plan) -> Asked:
    found = templates.get(session, _field("template"))
    if found is None:
        raise BadRequest("There is no such template any more.")
    entries = read_template(found.content, None)
    says = f"From the template '{found.name}'"
    return Asked(Wish(says, lambda reach, _: applied_template(reach, entries)), "", "programme")


def _propose_anew(_: Session, _plan: Plan) -> Asked:
    def make(reach: Reach, _: Programme) -> Changed:
        return Changed(propose(reach.knowledge, reach.facts, reach.screening), barred(reach))

    return Asked(Wish(PROPOSED, make, Kind.PROPOSAL), "", "programme")


def _refresh(_: Session, _plan: Plan) -> Asked:
    def make(reach: Reach, content: Programme) -> Changed:
        against = barred(reach, content.exercises)
        return Changed(None, against) if against else Changed(settled(reach, content))

    return Asked(Wish("Brought up to date", make), "", "programme")


KINDS: Mapping[str, Callable[[Session, Plan], Asked]] = {
    "swap": _swap,
    "remove": _remove,
    "add": _add,
    "move": _move,
    "dose": _dose,
    "days": _days,
    "carry": _carry,
    "template": _template,
    "propose-anew": _propose_anew,
    "refresh": _refresh,
}
"""Every kind of change by the last part of its address."""

ANY_KIND = "any({})".format(", ".join(f'"{kind}"' for kind in KINDS))
"""How an address names one of them."""


def _field(name: str) -> str:
    value = request.form.get(name, "")
    if not value:
        raise BadRequest(f"This form came without {name}.")
    return value[:200]


def _whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6
