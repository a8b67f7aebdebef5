"""What the rulebook says of one finding besides its own fields: who is asked, what lifts it, what establishes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.demand_words import Rated, rated
from clinic.domain.in_words import named, worded
from clinic.domain.inference import Combination, Derivation
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule_words import Phrase, combination_in_words, derivation_in_words, rule_in_words
from clinic.domain.scales import Action, AskedBy
from clinic.web.withholding import matrix

ASKED = {
    AskedBy.PATIENT: "The person is asked.",
    AskedBy.CLINICIAN: "The clinician examines or looks it up.",
    AskedBy.SYSTEM: "Not asked: something else establishes it.",
}
LIFTED = "A recorded medical all-clear lifts the referral; the finding and its limits stay."
NEVER_LIFTED = "No letter lifts it: it is asked or measured again."


@dataclass(frozen=True)
class QualifierView:
    """Part of a yes: its words, the finding it leads to, and what it requires."""

    label: str
    finding: str
    requires: tuple[Phrase, ...]


@dataclass(frozen=True)
class FindingView:
    """What the rulebook says of any finding. `brought_by` are the derivations that establish it, `part_of` the
    combinations it counts in; `lifting` is empty where nothing refers."""

    id: str
    name: str
    action: Action | None
    timescale: str
    lifting: str
    question: str
    asked: str
    applies_when: tuple[Phrase, ...]
    qualifiers: tuple[QualifierView, ...]
    brought_by: tuple[tuple[Derivation, tuple[Phrase, ...]], ...]
    part_of: tuple[Combination, ...]
    referral: str


@dataclass(frozen=True)
class ConditionView:
    """A condition: as a finding, its limits with their sentences, its ceilings, and which exercises it names."""

    condition: Condition
    finding: FindingView
    window: str
    limits: tuple[Rated, ...]
    caps: tuple[str, ...]
    excluded: tuple[str, ...]
    preferred: tuple[str, ...]
    withheld: int


@dataclass(frozen=True)
class CombinationView:
    """A combination and what it is made of."""

    combination: Combination
    finding: FindingView
    made_of: tuple[Phrase, ...]


def flag_view(knowledge: Knowledge, flag: Flag) -> FindingView:
    """What the rulebook says of a red flag."""
    return _finding(
        knowledge,
        flag,
        flag.single_action,
        question=worded(flag.question) if flag.question else "",
        asked=ASKED[flag.asked_by],
        applies_when=rule_in_words(knowledge, flag.applies_when) if flag.applies_when else (),
    )


def condition_view(knowledge: Knowledge, condition: Condition) -> ConditionView:
    """What the rulebook says of a condition."""
    asked = condition.label if condition.asked_by is not AskedBy.SYSTEM else ""
    return ConditionView(
        condition,
        _finding(knowledge, condition, condition.action, question=asked, asked=ASKED[condition.asked_by]),
        _window(knowledge, condition),
        tuple(
            rated(knowledge, demand, condition.limits[demand])
            for demand in (*knowledge.demands, *knowledge.derived_demands)
            if demand in condition.limits
        ),
        tuple(_caps(condition)),
        condition.exclude,
        condition.prefer,
        len(matrix(knowledge)[condition.id]),
    )


def combination_view(knowledge: Knowledge, combination: Combination) -> CombinationView:
    """What the rulebook says of a combination."""
    return CombinationView(
        combination,
        _finding(knowledge, combination, combination.action),
        combination_in_words(knowledge, combination),
    )


def _finding(
    knowledge: Knowledge,
    item: Flag | Condition | Combination,
    action: Action | None,
    *,
    question: str = "",
    asked: str = "",
    applies_when: tuple[Phrase, ...] = (),
) -> FindingView:
    refers = action is not None and action.refers
    referral = knowledge.referrals.get(item.parallel_referral)
    return FindingView(
        item.id,
        named(knowledge, item.id),
        action,
        item.timescale,
        (LIFTED if item.clearable else NEVER_LIFTED) if refers else "",
        question,
        asked,
        applies_when,
        tuple(_qualifiers(knowledge, item)),
        tuple((one, derivation_in_words(knowledge, one)) for one in knowledge.derivations_of.get(item.id, ())),
        tuple(one for one in knowledge.readers_of.get(item.id, ()) if isinstance(one, Combination)),
        f"{referral.label} ({referral.timescale})" if referral else "",
    )


def _qualifiers(knowledge: Knowledge, item: Flag | Condition | Combination) -> Iterator[QualifierView]:
    if isinstance(item, Combination):
        return
    for one in item.qualifiers.values():
        requires = rule_in_words(knowledge, one.requires) if one.requires else ()
        yield QualifierView(one.label, one.finding, requires)


def _window(knowledge: Knowledge, condition: Condition) -> str:
    if condition.window is None:
        return ""
    start, *below = condition.window.weeks
    until = f" and before {below[0]:g}" if below else ""
    return f"Holds from {start:g} weeks{until} after: {knowledge.dates[condition.window.date].label}"


def _caps(condition: Condition) -> Iterator[str]:
    dose = condition.dose_limits
    if condition.max_phase is not None:
        yield f"Exercises up to phase {condition.max_phase}"
    if dose.max_rpe is not None:
        yield f"Effort up to {dose.max_rpe} of 10"
    if dose.max_hold_s is not None:
        yield f"One hold up to {dose.max_hold_s} seconds"
    if dose.max_exercises is not None:
        yield f"Up to {dose.max_exercises} exercises in a programme"
