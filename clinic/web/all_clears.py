"""The recorded all-clears as the form shows them: each can be seen and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.in_words import named
from clinic.domain.knowledge import Knowledge
from clinic.web.case_fields import CLEARANCE, Typed, clearance, shown_day

UNREADABLE = "An entry that cannot be read"


@dataclass(frozen=True)
class AllClear:
    """One recorded all-clear: the name of its field, what the field holds, the finding, and when and by whom."""

    name: str
    value: str
    finding: str
    when: str
    by: str


def all_clears(knowledge: Knowledge, typed: Typed) -> tuple[AllClear, ...]:
    """Every all-clear that was typed, in order."""
    return tuple(_all_clears(knowledge, typed))


def _all_clears(knowledge: Knowledge, typed: Typed) -> Iterator[AllClear]:
    findings = {*knowledge.flags, *knowledge.conditions, *knowledge.combinations}
    names: set[str] = set()
    for number, value in enumerate(typed.getlist(CLEARANCE), start=1):
        held = clearance(value)
        told = held if isinstance(held, dict) else {}
        finding = told.get("finding", "")
        name = f"{CLEARANCE}-{finding if finding in findings else number}"
        name = f"{name}-{number}" if name in names else name
        names.add(name)
        label = named(knowledge, finding) if finding in findings else UNREADABLE
        yield AllClear(name, value, label, shown_day(told.get("on", "")), told.get("by", ""))
