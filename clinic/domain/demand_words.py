"""Levels of demands with the sentences that anchor them, for whoever shows an exercise or a limit."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.in_words import demand_label
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.scales import Level
from clinic.domain.verdicts import level_of


@dataclass(frozen=True)
class Rated:
    """One demand at one level. `sentence` says what the level means: its anchor, or of a derived demand what it is
    derived from."""

    demand: str
    label: str
    level: Level
    sentence: str
    derived: bool = False


def rated(knowledge: Knowledge, demand: str, level: Level) -> Rated:
    """A demand at a level, in words."""
    derived = demand in knowledge.derived_demands
    sentence = derived_from(knowledge, demand) if derived else _anchor(knowledge, demand, level)
    return Rated(demand, demand_label(knowledge, demand), level, sentence, derived)


def ratings(knowledge: Knowledge, exercise: Exercise) -> tuple[Rated, ...]:
    """Every demand of an exercise in the order of the demands, the derived ones last."""
    demands = (*knowledge.demands, *knowledge.derived_demands)
    return tuple(rated(knowledge, demand, level_of(knowledge, exercise, demand)) for demand in demands)


def derived_from(knowledge: Knowledge, demand: str) -> str:
    """What a derived demand is derived from: "from bending the spine forward and squashing load on the low back"."""
    derived = knowledge.derived_demands[demand]
    loads = " or ".join(_small(demand_label(knowledge, one)) for one in derived.load)
    return f"from {_small(demand_label(knowledge, derived.motion))} and {loads}"


def _anchor(knowledge: Knowledge, demand: str, level: Level) -> str:
    sentence: str = getattr(knowledge.demands[demand].anchors, level.word)
    return sentence


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
