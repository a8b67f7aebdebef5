"""Screening: facts to findings, findings to a disposition, limits and verdicts; the result carries its reasons."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.clearance import lifted
from clinic.domain.due import not_due
from clinic.domain.effects import effects_in_force
from clinic.domain.evidence import established, unsure_roots
from clinic.domain.facts import Facts
from clinic.domain.findings import Findings, establish
from clinic.domain.knowledge import Knowledge
from clinic.domain.limits import advice, caps, limiting, limits
from clinic.domain.missing import Missing, missing, worst_first
from clinic.domain.outcome import Reason, Screening
from clinic.domain.reading import FactsReading
from clinic.domain.reasons import reasons, referrals
from clinic.domain.scales import Action, Disposition, Truth
from clinic.domain.stage import place
from clinic.domain.verdicts import Grounds, blocks_in_force, verdicts


def screen(knowledge: Knowledge, facts: Facts) -> Screening:
    """The whole outcome for one person on one day (DESIGN: reasoning, steps 1 to 4)."""
    findings = establish(knowledge, facts)
    reading = FactsReading(knowledge, facts, findings.truths)
    standing = established(knowledge, facts, findings)
    found_reasons = reasons(knowledge, standing, lifted(knowledge, facts, standing))
    found_referrals = referrals(knowledge, standing)
    stakes = open_answers(knowledge, facts, findings, found_reasons)
    asked = worst_first(knowledge, (*missing(knowledge, facts, findings), *(Missing(*one) for one in stakes.items())))
    conditions = limiting(knowledge, standing)
    grounds = Grounds(limits(knowledge, conditions), caps(conditions), conditions, blocks_in_force(knowledge, reading))
    restricted = bool(found_referrals) or restricting(grounds)
    judged = verdicts(knowledge, grounds)
    placement = place(knowledge, reading)
    waiting = not_due(knowledge, reading, placement)
    return Screening(
        edition=knowledge.edition,
        assessed_on=facts.assessed_on,
        disposition=disposition(found_reasons, asked, restricted=restricted),
        missing=tuple(one.item for one in asked),
        unsure=tuple(one.item for one in asked if one.item in stakes),
        treat_as=treat_as(found_reasons, stakes),
        reasons=found_reasons,
        referrals=found_referrals,
        findings={one.id: one for one in standing.values() if one.truth is Truth.YES},
        unsure_findings={one.id: one for one in standing.values() if one.truth is Truth.UNSURE},
        combinations=tuple(one for one in knowledge.combinations if findings.truths.get(one) is Truth.YES),
        limits=grounds.limits,
        caps=grounds.caps,
        restricted=restricted,
        placement=placement,
        verdicts=judged,
        not_due={one.exercise: waiting[one.exercise] for one in judged if one.permitted and one.exercise in waiting},
        effects=tuple(effect.id for effect in effects_in_force(knowledge, reading)),
        advice=advice(conditions),
        notes=findings.notes,
    )


def disposition(found: tuple[Reason, ...], asked: tuple[Missing, ...], *, restricted: bool) -> Disposition:
    """The severest of every certain action that no clearance lifts, then `incomplete`, then restrictions."""
    outcome = Disposition.PROGRAMME_WITH_RESTRICTIONS if restricted else Disposition.PROGRAMME
    if asked:
        outcome = Disposition.INCOMPLETE
    certain = (Disposition.of(one.action) for one in found if not one.unsure and one.cleared_by is None)
    return max([outcome, *certain])


def restricting(grounds: Grounds) -> bool:
    """Whether any limit, ceiling, exclusion or block is in force."""
    caps = grounds.caps
    ceilings = any(ceiling is not None for ceiling in (caps.phase, caps.rpe, caps.hold_s, caps.exercises))
    return bool(grounds.limits or grounds.blocks or ceilings or any(one.exclude for one in grounds.conditions))


def open_answers(
    knowledge: Knowledge, facts: Facts, findings: Findings, found: tuple[Reason, ...]
) -> Mapping[str, Action]:
    """The unsure answers whose yes would refer, alone or by completing a combination, with the severest such action."""
    stakes: dict[str, Action] = {}
    for reason in found:
        if reason.unsure and reason.action.refers and reason.cleared_by is None:
            for item in sorted(unsure_roots(knowledge, facts, findings, reason.finding)):
                stakes[item] = max(reason.action, stakes.get(item, Action.MONITOR))
    return stakes


def treat_as(found: tuple[Reason, ...], stakes: Mapping[str, Action]) -> Action | None:
    """The urgent action behind open answers, where it is more severe than what is certain."""
    certain = max((one.action for one in found if not one.unsure and one.cleared_by is None), default=Action.MONITOR)
    at_stake = max(stakes.values(), default=Action.MONITOR)
    return at_stake if at_stake >= Action.URGENT_REFERRAL and at_stake > certain else None
