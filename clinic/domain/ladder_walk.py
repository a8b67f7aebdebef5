"""One ladder, walked: which rung it gives this person, why, why it gives none, and the rungs beside it."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.chosen import ACTIVATION
from clinic.domain.library import Ladder
from clinic.domain.preference import preferred_rung
from clinic.domain.reach import Reach


@dataclass(frozen=True)
class Rung:
    """The exercise a ladder gives and why, in one sentence for the clinician."""

    exercise: str
    why: str


def rung_of(reach: Reach, ladder: Ladder) -> Rung | None:
    """The rung a ladder gives: the highest preferred one within reach, else the highest; None when none is."""
    preference = preferred_rung(reach, ladder)
    if preference:
        finding = reach.knowledge.finding_label(preference.finding)
        return Rung(preference.exercise, f"Preferred with '{finding}', on the ladder '{ladder.label}'.")
    openers = _openers(reach)
    within_reach = [exercise for exercise in ladder.rungs if reach.can_choose(exercise) and exercise not in openers]
    return Rung(within_reach[-1], _why(reach, ladder, within_reach[-1])) if within_reach else None


def reasons_against(reach: Reach, ladder: Ladder) -> tuple[str, ...]:
    """Why a ladder gives nothing: one reason per rung, easiest first."""
    openers = _openers(reach)
    return tuple(
        f"{_name(reach, exercise)}: {'opens a session' if exercise in openers else reach.against(exercise)}"
        for exercise in ladder.rungs
    )


def step_up(reach: Reach, ladder: Ladder, exercise: str) -> str:
    """The next permitted rung above, due or not and whatever is at home, or ""."""
    above = ladder.rungs[ladder.rungs.index(exercise) + 1 :]
    return next((one for one in above if one in reach.permitted), "")


def ease_back(reach: Reach, ladder: Ladder, exercise: str) -> str:
    """The nearest permitted rung below that can be done with what is at home, or ""; the sheet prints it."""
    below = reversed(ladder.rungs[: ladder.rungs.index(exercise)])
    return next((one for one in below if one in reach.permitted and reach.is_at_home(one)), "")


def _openers(reach: Reach) -> frozenset[str]:
    """What stands on the activation ladders opens a session and is no exercise besides: one drill is enough."""
    ladders = reach.knowledge.ladders.values()
    return frozenset(exercise for ladder in ladders if ladder.role == ACTIVATION for exercise in ladder.rungs)


def _why(reach: Reach, ladder: Ladder, exercise: str) -> str:
    above = ladder.rungs[ladder.rungs.index(exercise) + 1 :]
    if not above:
        return f"Top rung of the ladder '{ladder.label}': due and permitted."
    held = f"'{_name(reach, above[0])}' {_held(reach, above[0])}"
    return f"Highest rung of the ladder '{ladder.label}' within reach: above it {held}."


def _held(reach: Reach, exercise: str) -> str:
    if exercise in reach.withheld:
        return "is withheld"
    return "is not due yet" if exercise in reach.screening.not_due else "needs what is not at home"


def _name(reach: Reach, exercise: str) -> str:
    return reach.knowledge.exercises[exercise].name
