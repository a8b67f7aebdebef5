"""What the pages say besides the clinical words: headlines, what a number may be, and the filters for ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from clinic.domain import in_words
from clinic.domain.knowledge import Knowledge, Source
from clinic.domain.outcome import Screening
from clinic.domain.scales import Action, Disposition
from clinic.web.clock_words import clock
from clinic.web.intake_layout import Item
from clinic.web.languages import LANGUAGES

HEADLINES = {
    Disposition.EMERGENCY: "Emergency",
    Disposition.URGENT_REFERRAL: "Urgent referral",
    Disposition.REFER_BEFORE_EXERCISE: "Refer before exercise",
    Disposition.INCOMPLETE: "Not complete yet",
    Disposition.PROGRAMME_WITH_RESTRICTIONS: "Programme with restrictions",
    Disposition.PROGRAMME: "Programme",
}
TREAT_AS = {
    Action.EMERGENCY: "Treat as an emergency unless clarified today.",
    Action.URGENT_REFERRAL: "Treat as an urgent referral unless clarified today.",
}


def filters(knowledge: Knowledge) -> Mapping[str, Callable[..., Any]]:
    """The filters of the page templates: ids, days and sources of this knowledge in a clinician's words."""
    return {
        "advised": partial(in_words.advised, knowledge),
        "citation": in_words.citation,
        "clock": clock,
        "day": in_words.day_in_words,
        "demand": partial(in_words.demand_label, knowledge),
        "ended": in_words.ended,
        "evidence": partial(in_words.evidence, knowledge),
        "language": lambda code: LANGUAGES.get(code, code),
        "named": partial(in_words.named, knowledge),
        "raised": in_words.raised,
        "range_words": range_words,
        "short_edition": in_words.short_edition,
        "sex": in_words.SEXES.__getitem__,
        "work": in_words.work,
    }


def works(knowledge: Knowledge, keys: Iterable[str]) -> tuple[Source, ...]:
    """The works behind these keys, each once, by name and year."""
    found = (knowledge.sources[key] for key in dict.fromkeys(keys))
    return tuple(sorted(found, key=lambda one: (one.authors.lower(), one.year or 0, one.id)))


def range_words(item: Item) -> str:
    """What a number may be: "degrees, 0 to 120", or "cm, 0 to 15, in steps of 0.1"; whole numbers go without saying."""
    if item.low is None or item.high is None:
        return item.unit
    steps = f"in steps of {item.step:g}" if item.step and item.step != 1 else ""
    span = f"{item.low:g} to {item.high:g}"
    unit = item.unit.replace(span.replace(" to ", "-"), "").strip(" ,")
    return ", ".join(part for part in (unit, span, steps) if part)


def so_far(screening: Screening) -> str:
    """What the answers given so far amount to, were nothing left to ask."""
    return "programme with restrictions" if screening.restricted else "no limits"
