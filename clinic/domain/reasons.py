"""From findings to actions: reasons with timescale, sources and clearance, and the referrals that run beside."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.facts import Clearance
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Established, Reason
from clinic.domain.scales import Action, Truth


def reasons(
    knowledge: Knowledge, standing: Mapping[str, Established], cleared: Mapping[str, Clearance]
) -> tuple[Reason, ...]:
    """Every finding or combination with an action, severest first; a `monitor` one only when it brings a referral."""
    found = [
        Reason(
            finding=one.id,
            action=action,
            timescale=timescale(knowledge, one.id),
            because=one.because,
            sources=knowledge.finding_sources(one.id),
            unsure=one.truth is Truth.UNSURE,
            cleared_by=cleared.get(one.id),
        )
        for one in standing.values()
        if (action := action_of(knowledge, one.id)) is not None
        and (action > Action.MONITOR or parallel_referral(knowledge, one))
    ]
    return tuple(sorted(found, key=lambda reason: -reason.action))


def referrals(knowledge: Knowledge, standing: Mapping[str, Established]) -> tuple[str, ...]:
    """The referrals that run beside a programme, less those a stronger one supersedes, in file order."""
    due = {referral for one in standing.values() if (referral := parallel_referral(knowledge, one))}
    superseded = {weaker for one in due for weaker in knowledge.referrals[one].supersedes}
    return tuple(one for one in knowledge.referrals if one in due - superseded)


def action_of(knowledge: Knowledge, finding: str) -> Action | None:
    """What a finding asks for by itself; None for a condition that only limits."""
    if flag := knowledge.flags.get(finding):
        return flag.single_action
    if combination := knowledge.combinations.get(finding):
        return combination.action
    return knowledge.conditions[finding].action


def timescale(knowledge: Knowledge, finding: str) -> str:
    """How soon the action of a finding is due, in words."""
    if flag := knowledge.flags.get(finding):
        return flag.timescale
    if combination := knowledge.combinations.get(finding):
        return combination.timescale
    return knowledge.conditions[finding].timescale


def parallel_referral(knowledge: Knowledge, one: Established) -> str:
    """The referral a finding brings beside a programme; unsure combinations and conditions bring none."""
    if flag := knowledge.flags.get(one.id):
        return flag.parallel_referral
    if one.truth is Truth.UNSURE:
        return ""
    if combination := knowledge.combinations.get(one.id):
        return combination.parallel_referral
    return knowledge.conditions[one.id].parallel_referral
