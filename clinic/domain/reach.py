"""What is within reach of one person today: permitted, due, and with equipment that is at home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clinic.domain.due import not_due
from clinic.domain.facts import Facts
from clinic.domain.inference import Effect
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import AimStage, Exercise, Ladder
from clinic.domain.outcome import Objection, Screening
from clinic.domain.reading import FactsReading
from clinic.domain.staging import Stage


@dataclass(frozen=True)
class Reach:
    """One person's facts and screening, asked what can be chosen. Everything here is read, nothing is decided."""

    knowledge: Knowledge
    facts: Facts
    screening: Screening

    @cached_property
    def permitted(self) -> frozenset[str]:
        """The ids of every exercise that nothing withholds."""
        return frozenset(self.screening.permitted)

    @cached_property
    def withheld(self) -> Mapping[str, tuple[Objection, ...]]:
        """Every withheld exercise with its objections."""
        return self.screening.withheld

    @cached_property
    def standing(self) -> frozenset[str]:
        """The findings that stand, sure or unsure."""
        return frozenset(self.screening.standing())

    @cached_property
    def stage(self) -> Stage:
        """The stage the person was placed in."""
        return self.knowledge.staging.stage(self.screening.placement.stage)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """The effects of test results in force, in file order."""
        return tuple(self.knowledge.effects[id] for id in self.screening.effects)

    @cached_property
    def reading(self) -> FactsReading:
        """Where the atoms of dose rules get their values."""
        truths = {id: finding.truth for id, finding in self.screening.standing().items()}
        return FactsReading(self.knowledge, self.facts, truths)

    @cached_property
    def waiting(self) -> Mapping[str, str]:
        """Why an exercise is not due yet, in words, for every exercise that is not, withheld ones too."""
        return not_due(self.knowledge, self.reading, self.screening.placement)

    @cached_property
    def aims(self) -> tuple[str, ...]:
        """The aims in the order they were chosen; without any, the one that `choice.no_aim` names."""
        return tuple(dict.fromkeys(self.facts.aims)) or (self.knowledge.choice.no_aim,)

    def aim_stage(self, aim: str) -> AimStage:
        """The ladders of one aim in this person's stage."""
        return self.knowledge.aims[aim].stages[self.stage.id]

    def is_open(self, ladder: Ladder) -> bool:
        """Whether a ladder may be walked: one with `only_with` needs one of these findings, and certain."""
        return not ladder.only_with or any(finding in self.screening.findings for finding in ladder.only_with)

    def can_choose(self, exercise: str) -> bool:
        """Whether an exercise is permitted, due, and its equipment at home."""
        return exercise in self.permitted and exercise not in self.screening.not_due and self.is_at_home(exercise)

    def is_at_home(self, exercise: str) -> bool:
        """Whether everything an exercise needs is at home."""
        return not self.lacking(self.knowledge.exercises[exercise])

    def lacking(self, exercise: Exercise) -> tuple[str, ...]:
        """What is not at home of what an exercise needs, in words: one entry per list of which nothing is there."""
        return tuple(
            " or ".join(self.knowledge.equipment[id].label for id in options)
            for options in exercise.needs_equipment
            if not any(self._is_present(id) for id in options)
        )

    def _is_present(self, equipment: str) -> bool:
        return self.knowledge.equipment[equipment].home or equipment in (self.facts.equipment or frozenset())

    def against(self, exercise: str) -> str:
        """Why an exercise cannot be chosen, in words; "" when it can."""
        objections = self.withheld.get(exercise, ())
        if objections:
            more = f" (and {len(objections) - 1} more)" if len(objections) > 1 else ""
            return f"withheld: {objections[0].reason}{more}"
        if exercise in self.screening.not_due:
            return f"not due yet: {self.screening.not_due[exercise]}"
        lacking = self.lacking(self.knowledge.exercises[exercise])
        return f"not at home: {', '.join(lacking)}" if lacking else ""
