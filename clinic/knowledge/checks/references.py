"""Every id that a table names exists, and every word of a closed list is one of its words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from clinic.domain.dosing import Applies, DoseOrder, DoseWith, FirstWalk, TimeOfDayRule
from clinic.domain.inference import Combination, Count, Derivation, Effect, Referral
from clinic.domain.intake import Block, Change, Condition, Flag, Measure, Qualifier, Question, Section, Test, Window
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Activation, Aim, AimStage, Choice, DerivedDemand, Exercise, Ladder
from clinic.domain.staging import DisabilityBands, Unmeasured
from clinic.domain.stepping import ImportantChange
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.checks.words import WORDS
from clinic.knowledge.mistakes import Mistake, Place, unknown
from clinic.knowledge.values import hints_of

Names = Callable[[Knowledge], Collection[str]]

VOCABULARIES: dict[str, Names] = {
    "source": lambda all: all.sources,
    "flag or condition": lambda all: [*all.flags, *all.conditions],
    "finding": lambda all: [*all.flags, *all.conditions, *all.combinations],
    "red flag": lambda all: all.flags,
    "condition": lambda all: all.conditions,
    "question": lambda all: all.questions,
    "question or red flag": lambda all: [*all.questions, *all.flags],
    "date": lambda all: all.dates,
    "test": lambda all: all.tests,
    "measure": lambda all: all.measures,
    "section": lambda all: [section.id for section in all.sections],
    "group of red flags": lambda all: _groups(all, "red_flags"),
    "group of conditions": lambda all: _groups(all, "conditions"),
    "group of tests": lambda all: {test.group for test in all.tests.values()},
    "listed group of tests": lambda all: [group for section in all.sections for group in section.test_groups],
    "referral": lambda all: all.referrals,
    "demand": lambda all: all.demands,
    "demand or derived demand": lambda all: [*all.demands, *all.derived_demands],
    "exercise": lambda all: all.exercises,
    "category of exercises": lambda all: {exercise.category for exercise in all.exercises.values()},
    "piece of equipment": lambda all: all.equipment,
    "stop sign": lambda all: all.stop_signs,
    "ladder": lambda all: all.ladders,
    "kind": lambda all: all.kinds,
    "aim": lambda all: all.aims,
    "stage": lambda all: [stage.id for stage in all.staging.stages],
    "step of the dose order": lambda all: [*WORDS[DoseOrder, "order"], *(rule.id for rule in all.staging.dose_rules)],
}
"""The words each kind of id may be."""

REFERENCES: dict[tuple[type, str], str] = {
    (Change, "source"): "source",
    (Flag, "group"): "group of red flags",
    (Flag, "parallel_referral"): "referral",
    (Qualifier, "finding"): "flag or condition",
    (Condition, "group"): "group of conditions",
    (Condition, "limits"): "demand or derived demand",
    (Condition, "exclude"): "exercise",
    (Condition, "prefer"): "exercise",
    (Condition, "parallel_referral"): "referral",
    (Window, "date"): "date",
    (Question, "section"): "section",
    (Test, "group"): "listed group of tests",
    (Test, "test_demands"): "demand",
    (Block, "exercises"): "exercise",
    (Block, "categories"): "category of exercises",
    (Measure, "highest_of"): "measure",
    (Section, "red_flags"): "red flag",
    (Section, "conditions"): "condition",
    (Section, "dates"): "date",
    (Section, "questions"): "question",
    (Section, "test_groups"): "group of tests",
    (Section, "measures"): "measure",
    (Derivation, "finding"): "flag or condition",
    (Derivation, "same"): "flag or condition",
    (Combination, "all"): "flag or condition",
    (Combination, "parallel_referral"): "referral",
    (Count, "of"): "flag or condition",
    (Referral, "supersedes"): "referral",
    (Effect, "adds_ladders"): "ladder",
    (Effect, "not_with_findings"): "finding",
    (Effect, "drills_from"): "ladder",
    (Effect, "leads_with_aim"): "aim",
    (Effect, "moves_first"): "ladder",
    (Effect, "stage_at_most"): "stage",
    (Effect, "asks_tests"): "test",
    (Effect, "asks_questions"): "question or red flag",
    (Effect, "asks_conditions"): "condition",
    (Effect, "ladders"): "ladder",
    (Effect, "exercises"): "exercise",
    (Effect, "gates"): "exercise",
    (Effect, "errors"): "test",
    (DerivedDemand, "motion"): "demand",
    (DerivedDemand, "load"): "demand",
    (Exercise, "regressions"): "exercise",
    (Exercise, "progressions"): "exercise",
    (Exercise, "stop_signs"): "stop sign",
    (Exercise, "needs_equipment"): "piece of equipment",
    (Exercise, "demands"): "demand",
    (Ladder, "kind"): "kind",
    (Ladder, "rungs"): "exercise",
    (Ladder, "only_with"): "finding",
    (Activation, "drills"): "exercise",
    (Aim, "stages"): "stage",
    (AimStage, "drills"): "ladder",
    (AimStage, "ladders"): "ladder",
    (AimStage, "must_serve"): "kind",
    (Choice, "no_aim"): "aim",
    (Choice, "fallback_ladders"): "ladder",
    (Choice, "fallback_drills"): "ladder",
    (DisabilityBands, "measure"): "measure",
    (Unmeasured, "stage_at_most"): "stage",
    (Applies, "demand"): "demand",
    (Applies, "exercises"): "exercise",
    (ImportantChange, "measure"): "measure",
    (FirstWalk, "exercise"): "exercise",
    (FirstWalk, "question"): "question",
    (TimeOfDayRule, "with_any_finding"): "finding",
    (DoseWith, "stage"): "stage",
    (DoseOrder, "order"): "step of the dose order",
}
"""Which field names which kind of id. `sources` is one everywhere."""


def check_references(whole: Whole) -> Iterator[Mistake]:
    """Unknown ids and words, with the nearest known one."""
    known = {what: frozenset(names(whole.knowledge)) for what, names in VOCABULARIES.items()}
    for place, thing in whole.things:
        for name in hints_of(type(thing)):
            key = (type(thing), name)
            what = "source" if name == "sources" else REFERENCES.get(key, "word here" if key in WORDS else "")
            if what:
                words = known[what] if what in known else frozenset(WORDS[key])
                yield from _unknown(place, name.rstrip("_"), what, getattr(thing, name), words)


def _unknown(place: Place, field: str, what: str, value: Any, known: Collection[str]) -> Iterator[Mistake]:
    return (unknown(place.inside(field), what, word, sorted(known)) for word in _named(value) if word not in known)


def _named(value: Any) -> Iterator[str]:
    """The words that a field names: itself, the keys of a table, the entries of a list or of lists in it."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping | tuple):
        for one in value:
            yield from _named(one)


def _groups(knowledge: Knowledge, kind: str) -> list[str]:
    return [group.id for group in knowledge.groups.values() if group.kind == kind]
