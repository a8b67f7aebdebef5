"""The result of a screening as a page: every reason with its sources, and what to do now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from flask import render_template

from clinic.domain.facts import Facts
from clinic.domain.in_words import READERS
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Reason, Screening
from clinic.domain.scales import Disposition
from clinic.domain.tally import left_out, tally
from clinic.exchange.case_file import CaseMistake
from clinic.exchange.case_json import case_of
from clinic.handout import own_words
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
    return render_template(
        "check/result.html",
        facts=facts,
        frame=frame or quick_check(),
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
