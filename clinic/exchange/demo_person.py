"""Somebody of the demo clinic: who they are, and what was found and done at each of their visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic.domain.body_chart import PainMark
from clinic.domain.facts import Facts


class Standing(StrEnum):
    """How far the programme of a visit has come. `WAITS`: a referral, an open question or a draft stands before it."""

    ISSUED = "issued"
    DRAFT = "draft"
    WAITS = "waits"


@dataclass(frozen=True)
class Wish:
    """An exercise that the person would love and that is withheld, with what they are told about it."""

    exercise: str
    explanation: str


@dataclass(frozen=True)
class DemoVisit:
    """One assessment. `case` is what a case file would hold and `facts` what is read of it; a visit that is not
    `finished` was left half-way and stays a draft."""

    on: date
    finished: bool
    programme: Standing
    case: Mapping[str, object]
    facts: Facts
    chart: tuple[PainMark, ...] = ()
    wish: Wish | None = None


@dataclass(frozen=True)
class DemoPerson:
    """One invented person with their visits, earliest first. `episode`: the reason to come; `story`: who they are."""

    id: str
    surname: str
    given: str
    birth_date: date
    sex: str
    number: str
    telephone: str
    language: str
    large_print: bool
    alerts: str
    episode: str
    story: str
    visits: tuple[DemoVisit, ...]
