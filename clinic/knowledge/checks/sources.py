"""Every work of the bibliography is cited, and every clinical statement cites one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from clinic.domain.intake import Change
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake


def check_sources(whole: Whole) -> Iterator[Mistake]:
    """Statements without a source, and works that no statement cites."""
    cited: set[str] = set()
    for place, thing in whole.things:
        if isinstance(thing, Change):
            cited.add(thing.source)
        elif any(one.name == "sources" for one in fields(thing)):
            cited |= set(thing.sources)
            if not thing.sources:
                yield Mistake(place.inside("sources"), "cites nothing; name a source, or clinical_judgement")
    for id in whole.knowledge.sources:
        if id not in cited:
            yield Mistake(whole.place("sources", id), "no table cites this work; cite it where it belongs or cut it")
