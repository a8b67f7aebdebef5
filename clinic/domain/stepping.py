"""The rules that step an exercise up or ease it back, as the knowledge states them."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.dosing import Applies
from clinic.domain.library import Span
from clinic.domain.rule import Rule
from clinic.domain.scales import Confidence


@dataclass(frozen=True)
class PainBand:
    """One light of the pain guide, the first whose `enter` holds. Pain 0-10."""

    id: str
    enter: Rule
    action: str
    clinic_may_set: bool
    says: str
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class ProgressRule:
    """When and how one exercise steps up."""

    id: str
    applies_to: Applies
    sources: tuple[str, ...]
    confidence: Confidence
    when: Rule | None = None
    change: str = ""
    by: float | None = None
    by_percent: Span | None = None
    up_to: str = ""
    hold_s_at_most: int | None = None
    masters: bool = False
    changes_at_most: int | None = None
    of: tuple[str, ...] = ()
    needs_gate: bool = False
    note: str = ""


@dataclass(frozen=True)
class ImportantChange:
    """How much a measure has to fall or rise, in its own points or in percent."""

    measure: str
    fall_at_least: float | None = None
    fall_percent_at_least: float | None = None
    rise_at_least: float | None = None


@dataclass(frozen=True)
class RegressRule:
    """When and how one exercise eases back, or everything stops."""

    id: str
    when: Rule
    change: str
    sources: tuple[str, ...]
    confidence: Confidence
    factor: float | None = None
    round: str = ""
    to: str = ""
    otherwise: str = ""
    important_change: tuple[ImportantChange, ...] = ()
    note: str = ""
