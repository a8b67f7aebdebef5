"""Which rows and groups of the intake form apply to the person as told so far."""

from __future__ import annotations

from clinic.domain.facts import Facts
from clinic.domain.findings import applies, establish
from clinic.domain.knowledge import Knowledge
from clinic.domain.reading import FactsReading
from clinic.web.intake_layout import Layout


def applying(knowledge: Knowledge, layout: Layout, facts: Facts) -> frozenset[str]:
    """The field names of the items that apply, side by side where they have sides. A field that is filled in always
    applies: what counts is never hidden."""
    reading = FactsReading(knowledge, facts, establish(knowledge, facts).truths)
    return frozenset(
        item.name(side)
        for section in layout.sections
        for group in section.groups
        for item in group.items
        for side in item.sides
        if _recorded(facts, item.id, side)
        or (applies(group.applies_when, reading) and applies(item.applies_when, reading, side or None))
    )


def _recorded(facts: Facts, id: str, side: str) -> bool:
    return (id, side) in facts.answers or (id, side) in facts.values or id in facts.dates
