"""Who cites a work: every statement of the knowledge that names it as a source, by what kind of statement it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from clinic.domain.in_words import label, raised
from clinic.domain.intake import Change
from clinic.domain.knowledge import Knowledge

SHELVES = (
    ("flags", "red flag"),
    ("conditions", "condition"),
    ("combinations", "combination"),
    ("derivations", "derivation"),
    ("referrals", "referral"),
    ("exercises", "exercise"),
    ("ladders", "ladder"),
    ("aims", "aim"),
    ("tests", "test"),
    ("measures", "outcome measure"),
    ("questions", "question"),
    ("dates", "date"),
    ("effects", "effect of a result"),
)
"""The tables of the knowledge whose entries have a name of their own, and what one entry is called."""
OTHERS = (
    ("activation", "how a session opens"),
    ("choice", "how a programme is chosen"),
    ("staging", "stages, doses and steps"),
    ("mastery", "how mastery is recorded"),
)


@dataclass(frozen=True)
class Citer:
    """One statement that cites a work: which kind of statement, its id ("" where there is one only), and its name."""

    kind: str
    id: str
    name: str


def citers(knowledge: Knowledge) -> Mapping[str, tuple[Citer, ...]]:
    """For each work of the bibliography everything that cites it, each once, in the order of SHELVES and files."""
    found: dict[str, dict[Citer, None]] = {source: {} for source in knowledge.sources}
    for citer, thing in _things(knowledge):
        for source in _cited(thing):
            found[source][citer] = None
    return {source: tuple(by) for source, by in found.items()}


def _things(knowledge: Knowledge) -> Iterator[tuple[Citer, object]]:
    for shelf, kind in SHELVES:
        for id, thing in getattr(knowledge, shelf).items():
            yield Citer(kind, id, _name(knowledge, thing, id)), thing
    for shelf, kind in OTHERS:
        yield Citer(kind, "", raised(kind)), getattr(knowledge, shelf)


def _name(knowledge: Knowledge, thing: object, id: str) -> str:
    for field in ("name", "label"):
        if said := getattr(thing, field, ""):
            return raised(str(said))
    if id in knowledge.flags or id in knowledge.questions:
        return raised(label(knowledge, id))
    return raised(id.replace("_", " "))


def _cited(thing: object) -> Iterator[str]:
    """Every source named anywhere inside one entry: its gate, its estimate, its blocks."""
    if isinstance(thing, Change):
        yield thing.source
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            value = getattr(thing, field.name)
            yield from value if field.name == "sources" else _cited(value)
    elif isinstance(thing, Mapping):
        for one in thing.values():
            yield from _cited(one)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _cited(one)
