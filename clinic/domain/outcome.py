"""What the reasoning returns: findings, reasons, limits, objections, verdicts and the screening that holds them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic.domain.facts import Clearance
from clinic.domain.scales import Action, Disposition, Level, Truth


@dataclass(frozen=True)
class Established:
    """A finding that stands. `because`: the answers, measurements and findings it rests on, as people read them
    ("slr_deg left 40"); `sides` where it has any; `truth` is unsure when it rests on an unsure answer;
    `derived_by` names the derivations that brought it and is empty for an answered finding."""

    id: str
    truth: Truth
    because: tuple[str, ...]
    sides: tuple[str, ...] = ()
    derived_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """A finding or combination with an action. A cleared reason keeps its action and carries the clearance."""

    finding: str
    action: Action
    timescale: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    unsure: bool = False
    cleared_by: Clearance | None = None


@dataclass(frozen=True)
class Limit:
    """The highest level of one demand still allowed, and every finding that limits it, strictest first."""

    demand: str
    at_most: Level
    by: tuple[tuple[str, Level], ...]

    @property
    def because(self) -> tuple[str, ...]:
        """The ids of the findings that limit this demand, strictest first."""
        return tuple(finding for finding, _ in self.by)


@dataclass(frozen=True)
class Cap:
    """A ceiling on phase, effort (RPE 0-10), seconds of one hold or number of exercises, and what sets one."""

    at_most: int
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Caps:
    """The ceilings that findings set; None where no finding sets one."""

    phase: Cap | None = None
    rpe: Cap | None = None
    hold_s: Cap | None = None
    exercises: Cap | None = None


@dataclass(frozen=True)
class Objection:
    """One reason why one exercise is withheld: a demand over a limit, or `rule` = max_phase | excluded |
    blocked_by_test | not_recommended. `reason` says it in words."""

    because: tuple[str, ...]
    sources: tuple[str, ...]
    reason: str
    demand: str = ""
    level: Level | None = None
    at_most: Level | None = None
    rule: str = ""


@dataclass(frozen=True)
class Verdict:
    """An exercise with all its objections, in the order of the demands and then of the rules."""

    exercise: str
    objections: tuple[Objection, ...] = ()

    @property
    def permitted(self) -> bool:
        """Whether nothing objects."""
        return not self.objections


@dataclass(frozen=True)
class Placement:
    """The stage, why, and what to measure before it could be higher; `irritability` is its band."""

    stage: str
    irritability: str
    because: tuple[str, ...]
    to_measure: tuple[str, ...]
    disability: str = ""


class AdviceTo(StrEnum):
    """Whom a piece of advice is for: the clinician alone, the person, or the stop box of the person's sheet."""

    CLINICIAN = "clinician"
    PERSON = "person"
    STOP_BOX = "stop_box"


@dataclass(frozen=True)
class Advice:
    """A sentence that a finding brings."""

    finding: str
    text: str
    to: AdviceTo


@dataclass(frozen=True)
class Screening:
    """The whole outcome for one person on one day.

    `missing`: what still has to be asked, worst first ("weakness_is_new left", or a group id); `unsure`: the open
    answers among them; `treat_as`: the action at stake behind them. `verdicts` hold every exercise in library order
    whatever the disposition; `permitted` is empty while a referral or `incomplete` stands (I5), then see
    `permitted_if_cleared`. `not_due` says for permitted exercises which stage or gate holds them back for now.
    `restricted`: whether any limit, ceiling, exclusion, block or referral beside the programme is in force. `effects`
    are the ids in force, `notes` what the clinician has to know about the answers themselves.
    """

    edition: str
    assessed_on: date
    disposition: Disposition
    missing: tuple[str, ...]
    unsure: tuple[str, ...]
    treat_as: Action | None
    reasons: tuple[Reason, ...]
    referrals: tuple[str, ...]
    findings: Mapping[str, Established]
    unsure_findings: Mapping[str, Established]
    combinations: tuple[str, ...]
    limits: Mapping[str, Limit]
    caps: Caps
    restricted: bool
    placement: Placement
    verdicts: tuple[Verdict, ...]
    not_due: Mapping[str, str]
    effects: tuple[str, ...]
    advice: tuple[Advice, ...]
    notes: tuple[str, ...]

    @property
    def permitted_if_cleared(self) -> tuple[str, ...]:
        """Every exercise without an objection, in library order, whatever the disposition."""
        return tuple(verdict.exercise for verdict in self.verdicts if verdict.permitted)

    @property
    def permitted(self) -> tuple[str, ...]:
        """Every exercise that may be given now."""
        return self.permitted_if_cleared if self.disposition.allows_programme else ()

    @property
    def withheld(self) -> Mapping[str, tuple[Objection, ...]]:
        """Every withheld exercise with its objections."""
        return {verdict.exercise: verdict.objections for verdict in self.verdicts if not verdict.permitted}

    def standing(self) -> Mapping[str, Established]:
        """Certain and unsure findings together: what limits, preferences and follow-ups read."""
        return {**self.unsure_findings, **self.findings}
