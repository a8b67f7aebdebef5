"""Overrides: recorded decisions to give a withheld exercise, one per objection, and what is still without one.

An override answers one objection as it stood when it was made. When its cause changes or another cause joins, it no
longer fits. There is none while a referral or `incomplete` stands, and none for an exercise that is not recommended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from clinic.domain.outcome import Objection, Screening
from clinic.domain.programme import Programme

LETTERS = 10
"""So many letters at least say why."""
NOT_RECOMMENDED = "not_recommended"
SHOWN_DIGITS = 12


@dataclass(frozen=True)
class Override:
    """The decision of `by` on a day to give an exercise despite one objection (its key), and why."""

    exercise: str
    objection: str
    why: str
    by: str
    on: date


@dataclass(frozen=True)
class Outstanding:
    """An objection to an exercise of a programme that no override answers. `never`: why none can, or ""."""

    exercise: str
    objection: Objection
    never: str = ""


def objection_key(objection: Objection) -> str:
    """What an override has to name: the demand with its level and limit, or the rule with a digest of its reason, and
    every cause. Equal for equal grounds in any order; anything else about the grounds makes another key."""
    causes = ",".join(sorted(objection.because))
    if objection.level is not None and objection.at_most is not None:
        return f"{objection.demand}:{objection.level.word}>{objection.at_most.word}:{causes}"
    # A test or a ceiling can object on other grounds under the same name: only the reason tells them apart.
    return f"{objection.rule}:{sha256(objection.reason.encode()).hexdigest()[:SHOWN_DIGITS]}:{causes}"


def never_overridden(screening: Screening, objection: Objection) -> str:
    """Why no override can answer an objection, in words; "" when one can."""
    if not screening.disposition.allows_programme:
        return f"Nothing is overridden while the screening says: {screening.disposition.label}."
    if objection.rule == NOT_RECOMMENDED:
        return "An exercise that is not recommended is never given."
    return ""


def against_override(screening: Screening, override: Override) -> tuple[str, ...]:
    """What stands against recording an override, in words; empty when it may be recorded."""
    objections = {objection_key(one): one for one in screening.withheld.get(override.exercise, ())}
    found = objections.get(override.objection)
    never = never_overridden(screening, found) if found else "Nothing objects to this exercise on these grounds (now)."
    why = "" if _says_why(override) else f"Say why, in {LETTERS} letters or more."
    by = "" if override.by.strip() else "Say who decides."
    return tuple(filter(None, (never, why, by)))


def answering(
    screening: Screening, exercise: str, objection: Objection, overrides: Iterable[Override]
) -> Override | None:
    """The override that answers one objection to one exercise, the latest made; None without one that counts."""
    if never_overridden(screening, objection):
        return None
    key = objection_key(objection)
    fitting = [one for one in overrides if (one.exercise, one.objection) == (exercise, key)]
    said = [one for one in fitting if _says_why(one) and one.by.strip()]
    return max(said, key=lambda one: one.on, default=None)


def outstanding(
    screening: Screening, programme: Programme, overrides: Iterable[Override] = ()
) -> tuple[Outstanding, ...]:
    """Every objection to an exercise of the programme that no override answers, in the programme's order."""
    made, withheld = tuple(overrides), screening.withheld
    return tuple(
        Outstanding(one.exercise, objection, never_overridden(screening, objection))
        for one in programme.exercises
        for objection in withheld.get(one.exercise, ())
        if answering(screening, one.exercise, objection, made) is None
    )


def _says_why(override: Override) -> bool:
    return sum(letter.isalpha() for letter in override.why) >= LETTERS
