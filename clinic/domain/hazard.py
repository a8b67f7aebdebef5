"""The hazard log: what could go wrong for a person, what stands against it, and which tests show that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Risk:
    """How bad, how often, and the word that the scheme has for both together."""

    severity: str
    likelihood: str
    word: str


@dataclass(frozen=True)
class Control:
    """What stands against a hazard, in words, and the tests that show it, each as `tests/.../test_x.py::test_name`."""

    says: str
    shown_by: tuple[str, ...]


@dataclass(frozen=True)
class Hazard:
    """One way in which somebody could come to harm. `why_open` says what a clinic has to do while a control is not
    there yet; it is empty for a hazard that is closed."""

    id: str
    group: str
    hazard: str
    cause: str
    harm: str
    before: Risk
    after: Risk
    controls: tuple[Control, ...]
    residual: str
    why_open: str

    @property
    def open(self) -> bool:
        """Whether a control is still to come."""
        return bool(self.why_open)


@dataclass(frozen=True)
class Scheme:
    """What the words mean: `severity` and `likelihood` from the least on, `risk[likelihood]` one word per severity,
    `meaning` what is done about each word of risk, from the least on."""

    what: str
    severity: Mapping[str, str]
    likelihood: Mapping[str, str]
    risk: Mapping[str, tuple[str, ...]]
    meaning: Mapping[str, str]

    def word(self, severity: str, likelihood: str) -> str:
        """The word of risk for a severity and a likelihood."""
        return self.risk[likelihood][list(self.severity).index(severity)]


@dataclass(frozen=True)
class HazardLog:
    """Every hazard in the order of its groups."""

    scheme: Scheme
    groups: Mapping[str, str]
    hazards: tuple[Hazard, ...]

    @property
    def by_group(self) -> tuple[tuple[str, str, tuple[Hazard, ...]], ...]:
        """Each group's id, its heading and its hazards."""
        return tuple(
            (id, label, tuple(one for one in self.hazards if one.group == id)) for id, label in self.groups.items()
        )

    @property
    def open(self) -> tuple[Hazard, ...]:
        """Those with a control still to come."""
        return tuple(one for one in self.hazards if one.open)

    @property
    def tests(self) -> tuple[str, ...]:
        """Every test that is named, once."""
        return tuple(dict.fromkeys(test for one in self.hazards for each in one.controls for test in each.shown_by))


def sentence_of(test: str) -> str:
    """The name of a test as a sentence: `tests/x.py::test_a_lost_limit_is_noticed` is "A lost limit is noticed"."""
    words = test.partition("::test_")[2].replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"
