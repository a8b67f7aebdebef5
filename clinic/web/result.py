"""The result of a screening as a page: every reason with its sources, and what to do now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from flask import render_template

from clinic.domain.facts import Facts
from clinic.domain.findings import establish
from clinic.domain.in_words import READERS
from clinic.domain.knowledge import Knowledge
from clinic.domain.missing import missing
from clinic.domain.outcome import Reason, Screening
from clinic.domain.scales import Action, Disposition
from clinic.domain.tally import left_out, tally
from clinic.domain.unrecorded import unrecorded
from clinic.exchange.case_file import CaseMistake
from clinic.exchange.case_json import case_of
from clinic.handout import own_words
from clinic.handout.summary_parts import PAIN_HISTORY
from clinic.web.frame import Frame, quick_check
from clinic.web.mistake_words import mistake_in_words
from clinic.web.panel import asks_of
from clinic.web.practice import practice
from clinic.web.words import HEADLINES, TREAT_AS, so_far, works


def result_page(
    facts: Facts,
    screening: Screening,
    *,
    frame: Frame | None = None,
    entered: Mapping[str, str] | None = None,
    mistakes: Iterable[CaseMistake] = (),
    notice: str = "",
    **more: str,
) -> str:
    """The result in its frame, the quick-check's where none is given; `entered` and `mistakes` belong to an all-clear
    that could not be recorded."""
    here = practice()
    shown = frame or quick_check()
    return render_template(
        "check/result.html",
        facts=facts,
        frame=shown,
        case="" if frame else hidden_case(facts),
        notice=notice,
        screening=screening,
        tally=tally(screening),
        left_out=left_out(screening),
        effects=tuple(
            effect for effect in (here.knowledge.effects[id] for id in screening.effects) if effect.says_clinician
        ),
        blanks=own_words.left_out(facts),
        readers=READERS,
        headline=HEADLINES[screening.disposition],
        treat_as=TREAT_AS.get(screening.treat_as) if screening.treat_as else "",
        so_far=so_far(screening),
        asks=asks_of(here.knowledge, here.layout, screening),
        left_open=left_open(
            len(screening.missing), open_emergencies(here.knowledge, facts, screening), len(screening.unsure)
        ),
        unrecorded=unrecorded(here.knowledge, facts, screening, (PAIN_HISTORY,) if shown.charted else ()),
        certain=tuple(one for one in screening.reasons if not one.unsure),
        unsure=tuple(one for one in screening.reasons if one.unsure),
        clearable=frozenset(one.finding for one in screening.reasons if is_clearable(here.knowledge, one)),
        stage=here.knowledge.staging.stage(screening.placement.stage),
        sources=works(here.knowledge, source_keys(here.knowledge, screening)),
        entered=entered or {},
        mistakes={one.place[-1]: mistake_in_words(here.knowledge, one) for one in mistakes},
        **more,
    )


def hidden_case(facts: Facts) -> str:
    """The case as the pages after the form carry it."""
    return json.dumps(case_of(facts, practice().knowledge), ensure_ascii=False, separators=(",", ":"))


def open_emergencies(knowledge: Knowledge, facts: Facts, screening: Screening) -> int:
    """How many questions nobody has put yet would, answered with yes, make it an emergency."""
    if not screening.missing:
        return 0
    return sum(one.action is Action.EMERGENCY for one in missing(knowledge, facts, establish(knowledge, facts)))


def left_open(count: int, emergencies: int, unsure: int) -> str:
    """What it means to make an assessment final with so many questions open: `unsure` of them were answered "not
    sure", and `emergencies` of the others are about emergencies. Empty with none open."""
    if not count:
        return ""
    put = count - unsure
    parts = []
    if put:
        about = "about an emergency" if emergencies == 1 else "about emergencies"
        of_them = "" if not emergencies else f", {about}" if put == 1 else f", {emergencies} of them {about}"
        parts.append(
            f"{put} question{'' if put == 1 else 's'} or group{'' if put == 1 else 's'} of questions "
            f"{'was' if put == 1 else 'were'} not asked{of_them}"
        )
    if unsure:
        parts.append(f"{unsure} answer{' is' if unsure == 1 else 's are'} “not sure”")
    return (
        f"{'; '.join(parts)}. No programme can be made from it; what is missing can then only be added as an amendment."
    )


def is_clearable(knowledge: Knowledge, reason: Reason) -> bool:
    """Whether a medical all-clear could lift this reason's action."""
    kinds = (knowledge.flags, knowledge.conditions, knowledge.combinations)
    finding = next(kind[reason.finding] for kind in kinds if reason.finding in kind)
    return reason.action.refers and not reason.unsure and reason.cleared_by is None and finding.clearable


def source_keys(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    """The sources of everything on the result page."""
    for reason in screening.reasons:
        yield from reason.sources
    for limit in screening.limits.values():
        for finding in limit.because:
            yield from knowledge.finding_sources(finding)
    for one in left_out(screening):
        yield from one.sources
    for referral in screening.referrals:
        yield from knowledge.referrals[referral].sources
    if screening.disposition <= Disposition.INCOMPLETE:
        yield from knowledge.staging.stage(screening.placement.stage).sources
    for effect in screening.effects:
        yield from knowledge.effects[effect].sources
