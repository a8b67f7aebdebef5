"""The contact sheet: every figure side by side, for whoever draws or checks them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from clinic.domain.in_words import short_edition
from clinic.domain.knowledge import Knowledge
from clinic.handout.sheet import Pictures


@dataclass(frozen=True)
class Entry:
    """One exercise with its drawings by name (start, finish, or hold alone); none when there is no pose yet."""

    id: str
    name: str
    drawings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ContactSheet:
    """Entries by phase, in library order."""

    title: str
    phases: tuple[tuple[str, tuple[Entry, ...]], ...]
    created: str
    edition: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order."""
        return tuple(entry for _, entries in self.phases for entry in entries)

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished pages are read back for, in order."""
        return (self.title, *(entry.id for entry in self.entries))


def contact_sheet_content(knowledge: Knowledge, figures: Pictures, *, created: str) -> ContactSheet:
    """Every exercise that has a figure, by phase; those without one are left out. `created` is a date (ISO)."""
    drawn = [one for one in knowledge.in_library_order if one.id in figures]
    phases = tuple(
        (f"Phase {phase}", tuple(Entry(one.id, one.name, _drawings(*figures[one.id][:2])) for one in group))
        for phase, group in groupby(drawn, key=lambda one: one.phase)
    )
    return ContactSheet(f"{len(drawn)} figures", phases, created, short_edition(knowledge.edition))


def _drawings(start: str, finish: str) -> tuple[tuple[str, str], ...]:
    return (("hold", start),) if finish in {"", start} else (("start", start), ("finish", finish))
