"""Writes a screening as the JSON object that `clinic screen --json` prints."""

from __future__ import annotations

from typing import Any

from clinic.domain.facts import Clearance
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Cap, Objection, Reason, Screening

Json = dict[str, Any]


def screening_json(knowledge: Knowledge, screening: Screening) -> Json:
    """The whole outcome in plain JSON values.

    `treat_as` and `permitted_if_cleared` stand only where they mean something; the caps are those of findings, and
    those of the stage stand beside them.
    """
    stage = knowledge.staging.stage(screening.placement.stage)
    written: Json = {
        "edition": screening.edition,
        "disposition": screening.disposition.word,
        "missing": list(screening.missing),
        "unsure": list(screening.unsure),
    }
    if screening.treat_as is not None:
        written["treat_as"] = screening.treat_as.word
    written |= {
        "reasons": [_reason(reason) for reason in screening.reasons],
        "referrals": list(screening.referrals),
        "findings": {id: list(one.because) for id, one in screening.findings.items()},
        "unsure_findings": list(screening.unsure_findings),
        "combinations": list(screening.combinations),
        "limits": {
            demand: {"at_most": limit.at_most.word, "because": list(limit.because)}
            for demand, limit in screening.limits.items()
        },
        "max_phase": _at_most(screening.caps.phase),
        "max_rpe": _at_most(screening.caps.rpe),
        "max_hold_s": _at_most(screening.caps.hold_s),
        "stage": stage.id,
        "stage_max_phase": stage.max_phase,
        "stage_max_rpe": stage.max_rpe,
        "permitted": list(screening.permitted),
    }
    if not screening.disposition.allows_programme:
        written["permitted_if_cleared"] = list(screening.permitted_if_cleared)
    return written | {
        "not_due": dict(screening.not_due),
        "withheld": {
            exercise: [_objection(objection) for objection in objections]
            for exercise, objections in screening.withheld.items()
        },
        "notes": list(screening.notes),
    }


def _reason(reason: Reason) -> Json:
    written: Json = {
        "finding": reason.finding,
        "action": reason.action.word,
        "timescale": reason.timescale,
        "because": list(reason.because),
        "sources": list(reason.sources),
    }
    if reason.unsure:
        written["unsure"] = True
    return written | {"cleared_by": _clearance(reason.cleared_by)}


def _clearance(clearance: Clearance | None) -> Json | None:
    return None if clearance is None else {"on": clearance.on.isoformat(), "by": clearance.by}


def _objection(objection: Objection) -> Json:
    grounds: Json = {"because": list(objection.because), "sources": list(objection.sources)}
    if objection.level is None or objection.at_most is None:
        return {"rule": objection.rule, **grounds}
    return {
        "demand": objection.demand,
        "level": objection.level.word,
        "at_most": objection.at_most.word,
        **grounds,
    }


def _at_most(cap: Cap | None) -> int | None:
    return None if cap is None else cap.at_most
