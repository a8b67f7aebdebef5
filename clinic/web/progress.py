"""The task list: how far each section of the intake form has come."""

from __future__ import annotations

from collections.abc import Collection

from clinic.domain.facts import Facts
from clinic.domain.outcome import Screening
from clinic.web.intake_layout import FormSection, Item, Layout

PERSON = "person"
NOTHING_YET = "\N{EN DASH}"


def progress(layout: Layout, facts: Facts, screening: Screening, applying: Collection[str]) -> dict[str, str]:
    """Per section "done", "9 of 14" or a dash. Required items count; where there are none, whatever was recorded."""
    states = {PERSON: "done" if facts.person.sex and facts.age is not None else NOTHING_YET}
    for section in layout.sections:
        if section.case_fields:
            states[section.id] = "done" if facts.aims or facts.goal else NOTHING_YET
        else:
            states[section.id] = _state(section, facts, screening, applying)
    return states


def _state(section: FormSection, facts: Facts, screening: Screening, applying: Collection[str]) -> str:
    shown = [item for item in section.items if any(name in applying for name in item.names)]
    needed = [item for item in shown if item.required and item.table in ("red_flags", "conditions")]
    if not needed:
        recorded = sum(_recorded(item, facts) for item in shown)
        needing = {item.split()[0] for item in screening.missing} & {item.id for item in shown}
        return (
            NOTHING_YET
            if not recorded
            else f"{recorded} of {len(shown)}"
            if needing or recorded < len(shown)
            else "done"
        )
    open_ids = {item.split()[0] for item in screening.missing} - set(screening.unsure)
    still_open = sum(item.id in open_ids or item.group in open_ids for item in needed)
    follow_ups = any(item.id in open_ids for item in shown if item not in needed)
    begun = any(_recorded(item, facts) or item.group in facts.asked_all_no for item in needed)
    if not still_open and not follow_ups:
        return "done"
    return f"{len(needed) - still_open} of {len(needed)}" if begun else NOTHING_YET


def _recorded(item: Item, facts: Facts) -> bool:
    return item.id in facts.dates or any(
        (item.id, side) in facts.answers or (item.id, side) in facts.values for side in item.sides
    )
