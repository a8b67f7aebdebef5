"""The live panel: where do we stand, what to ask next, which limits and from what, how much remains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinic.domain.findings import combination_truth
from clinic.domain.in_words import to_ask
from clinic.domain.inference import Combination
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Limit, Screening
from clinic.domain.scales import Disposition, Truth
from clinic.domain.tally import tally
from clinic.web.intake_layout import Layout
from clinic.web.words import HEADLINES, TREAT_AS, so_far

ASKED_NEXT = 4


@dataclass(frozen=True)
class Ask:
    """One thing to ask next: the row that asks it and why it matters."""

    row: str
    text: str
    why: str


@dataclass(frozen=True)
class LeftOut:
    """A field that is not counted for now, and why."""

    field: str
    label: str
    text: str


@dataclass(frozen=True)
class Panel:
    """Everything the live panel shows."""

    disposition: Disposition
    headline: str
    treat: bool
    sentences: tuple[str, ...]
    asks: tuple[Ask, ...]
    more: int
    limits: tuple[Limit, ...]
    remain: int
    of: int
    left_out: tuple[LeftOut, ...]


def panel(knowledge: Knowledge, layout: Layout, screening: Screening, left_out: Iterable[LeftOut]) -> Panel:
    """The panel for a screening, however incomplete."""
    asks = asks_of(knowledge, layout, screening)
    counted = tally(screening)
    return Panel(
        screening.disposition,
        HEADLINES[screening.disposition],
        screening.treat_as is not None,
        tuple(_sentences(screening)),
        asks[:ASKED_NEXT],
        max(len(asks) - ASKED_NEXT, 0),
        tuple(sorted(screening.limits.values(), key=lambda limit: limit.at_most)),
        counted.permitted,
        counted.of,
        tuple(left_out),
    )


def asks_of(knowledge: Knowledge, layout: Layout, screening: Screening) -> tuple[Ask, ...]:
    """Everything still to ask, worst first, each with its row and why it matters."""
    return tuple(
        Ask(_row(layout, knowledge, item), to_ask(knowledge, item), _why(knowledge, screening, item))
        for item in screening.missing
    )


def _sentences(screening: Screening) -> Iterable[str]:
    if screening.treat_as:
        yield TREAT_AS[screening.treat_as]
    count = len(screening.missing)
    if count:
        yield f"{count} question{'' if count == 1 else 's'} or group{'' if count == 1 else 's'} still to ask."
    if screening.disposition is Disposition.INCOMPLETE and not screening.treat_as:
        yield f"So far: {so_far(screening)}."


def _row(layout: Layout, knowledge: Knowledge, item: str) -> str:
    id = item.split(maxsplit=1)[0]
    return f"group-{id}" if id in knowledge.groups else layout.by_id[id].row if id in layout.by_id else ""


def _why(knowledge: Knowledge, screening: Screening, item: str) -> str:
    """Why an open question matters: what a yes would bring, by itself or with what stands already."""
    id = item.split(maxsplit=1)[0]
    flag = knowledge.flags.get(id)
    if item in screening.unsure:
        return "Answered not sure: clarify"
    if flag and flag.single_action.refers:
        return f"A yes alone: {flag.single_action.label}"
    for combination in _completed_by(knowledge, screening, id):
        return f"A yes completes “{combination.label}”: {combination.action.label}"
    if flag:
        return knowledge.groups[flag.group].label
    if id in knowledge.groups:
        return "Not asked yet"
    return "Follows from an answer" if id in knowledge.questions or id in knowledge.dates else "In a group begun"


def _completed_by(knowledge: Knowledge, screening: Screening, finding: str) -> Iterable[Combination]:
    """The referring combinations that one more yes would complete, severest first."""
    truths = {one.id: one.truth for one in screening.standing().values()}
    found = [
        reader
        for reader in knowledge.readers_of.get(finding, ())
        if isinstance(reader, Combination)
        and reader.action.refers
        and truths.get(reader.id, Truth.NO) < Truth.YES
        and combination_truth(reader, {**truths, finding: Truth.YES}) > Truth.NO
    ]
    return sorted(found, key=lambda one: -one.action)
