"""The ordered scales of the reasoning: levels of a demand, actions, dispositions and three-valued truth."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Scale(IntEnum):
    """An ordered scale whose members are written in lower case words in the knowledge, in case files and on screen."""

    @property
    def word(self) -> str:
        """The member as it is written in files: `Level.HIGH.word == "high"`."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The member as people read it: `Action.URGENT_REFERRAL.label == "urgent referral"`."""
        return self.word.replace("_", " ")


class Level(Scale):
    """How much of one demand an exercise makes, or a limit still allows: none 0, low 1, moderate 2, high 3."""

    NONE = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3


class Action(Scale):
    """What a finding asks for, mildest first."""

    MONITOR = 0
    CAUTION = 1
    REFER_BEFORE_EXERCISE = 2
    URGENT_REFERRAL = 3
    EMERGENCY = 4

    @property
    def refers(self) -> bool:
        """Whether a programme has to wait for somebody else."""
        return self >= Action.REFER_BEFORE_EXERCISE


class Disposition(Scale):
    """The outcome of screening, mildest first."""

    PROGRAMME = 0
    PROGRAMME_WITH_RESTRICTIONS = 1
    INCOMPLETE = 2
    REFER_BEFORE_EXERCISE = 3
    URGENT_REFERRAL = 4
    EMERGENCY = 5

    @property
    def allows_programme(self) -> bool:
        """Whether a programme may be proposed at all (invariant I5)."""
        return self <= Disposition.PROGRAMME_WITH_RESTRICTIONS

    @classmethod
    def of(cls, action: Action) -> Disposition:
        """The disposition a referring action asks for; `programme` for `caution` and `monitor`, which never block."""
        return cls[action.name] if action.refers else cls.PROGRAMME


class Truth(Scale):
    """Three-valued: a finding rests on nothing, on an answer that is not sure, or on certain facts."""

    NO = 0
    UNSURE = 1
    YES = 2


class Confidence(Scale):
    """How far to trust a fact of the knowledge."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


class Reply(StrEnum):
    """The three answers; a question nobody has put has none of them, which is never `no`."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class AskedBy(StrEnum):
    """Who puts a question: `system` findings are derived or chosen by a qualifier and never stand on the form."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    SYSTEM = "system"


class Mode(StrEnum):
    """How an exercise is dosed: counted, held, or timed."""

    REPETITIONS = "repetitions"
    HOLD = "hold"
    DURATION = "duration"


class SideRule(StrEnum):
    """How atoms with a value per side are joined (see `clinic.domain.rule`)."""

    ANY = "any_side"
    SAME = "same_side"
    BOTH = "both_sides"
