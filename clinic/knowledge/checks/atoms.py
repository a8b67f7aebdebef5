"""Every atom reads something that exists and compares it with something it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.dosing import DoseWith
from clinic.domain.inference import Derivation, Effect
from clinic.domain.intake import Block, Condition, DateItem, Flag, Group, Qualifier, Question
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Gate
from clinic.domain.rule import MISSING, Atom, Source
from clinic.domain.scales import Reply
from clinic.domain.staging import DisabilityBands, Irritability, Stage, Unmeasured
from clinic.domain.stepping import PainBand, ProgressRule, RegressRule
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake, Place, unknown

ANSWERS = tuple(reply.value for reply in Reply)
FACTS = {Source.TEST, Source.QUESTION, Source.MEASURE, Source.DERIVED, Source.PATIENT, Source.FINDING}
ALLOWED: dict[type, set[Source]] = {
    Derivation: FACTS | {Source.WEEKS_SINCE},
    Flag: FACTS,
    Condition: FACTS,
    Question: FACTS,
    DateItem: FACTS,
    Group: FACTS,
    Qualifier: FACTS,
    Block: {Source.TEST},
    Gate: {Source.MASTERED, Source.TEST, Source.MEASURE, Source.FINDING, Source.QUESTION},
    Effect: FACTS | {Source.RATIO},
    Stage: FACTS | {Source.DISABILITY},
    Unmeasured: FACTS | {Source.DISABILITY},
    Irritability: FACTS | {Source.DISABILITY},
    DisabilityBands: {Source.MEASURE},
    DoseWith: FACTS,
    PainBand: {Source.DIARY},
    ProgressRule: {Source.DIARY},
    RegressRule: {Source.DIARY, Source.REVIEW},
}
"""Which sources a rule of each kind may read."""

SPANS = {"age": (0.0, 120.0), "weeks_pregnant": (0.0, 43.0)}
DIARY_NUMBERS = {
    "pain_during": (0.0, 10.0),
    "next_morning_rise": (-10.0, 10.0),
    "extra_repetitions_last_set": (0.0, 50.0),
    "sessions_in_a_row": (0.0, 100.0),
    "sessions_at_target": (0.0, 100.0),
    "rpe": (0.0, 10.0),
    "form_faults": (0.0, 20.0),
    "red_days_in_7": (0.0, 7.0),
}
REVIEW_NUMBERS = {"weeks_since_start": (0.0, 520.0)}
CLOSED: dict[Source, dict[str, tuple[str, ...]]] = {
    Source.PATIENT: {"sex": ("F", "M", "X")},
    Source.DIARY: {"leg_symptoms_spread": ANSWERS, "worst_band": ("red", "amber", "green")},
    Source.REVIEW: {"new_red_flag": ANSWERS, "important_change": ANSWERS},
}


@dataclass(frozen=True)
class Readable:
    """What one id can hold: a number within a span, or one of some words; and whether it has a value per side."""

    span: tuple[float, float] | None = None
    words: tuple[str, ...] = ()
    sided: bool = False


def check_atoms(whole: Whole) -> Iterator[Mistake]:
    """Atoms that read what is not there, from where they may not, or compare with what cannot be."""
    readable = _readable(whole.knowledge)
    owner: type = object
    for place, thing in whole.things:
        if type(thing) in ALLOWED:
            owner = type(thing)
        if isinstance(thing, Atom):
            yield from check_atom(thing, place, owner, readable)


def check_atom(atom: Atom, place: Place, owner: type, readable: dict[Source, dict[str, Readable]]) -> Iterator[Mistake]:
    """What is wrong with one atom of a rule of this kind."""
    if atom.source not in ALLOWED.get(owner, set(Source)):
        may = ", ".join(sorted(ALLOWED[owner]))
        yield Mistake(place.inside(atom.source.value), f"a rule of this kind reads {may}, never {atom.source.value}")
    for id in filter(None, (atom.id, atom.divisor)):
        if id not in readable[atom.source]:
            yield unknown(
                place.inside(atom.source.value), atom.source.value.replace("_", " "), id, readable[atom.source]
            )
            return
    what = readable[atom.source].get(atom.id, Readable(words=("low", "moderate", "high")))
    if atom.is_ is not None:
        yield from _word(atom, place, what)
    numbers = _numbers(atom)
    if numbers and what.span is None:
        yield Mistake(place, f"compares {atom.id!r} with a number, but it is one of {', '.join(what.words)}")
    elif numbers and what.span:
        yield from _span(atom, place, what, numbers)


def _word(atom: Atom, place: Place, what: Readable) -> Iterator[Mistake]:
    words = ("yes",) if atom.source is Source.FINDING else what.words
    if atom.is_ not in (*words, *(() if atom.source is Source.FINDING else (MISSING,))):
        if what.span:
            yield Mistake(place.inside("is"), f"{atom.id!r} is a number; compare it with at_most, above ...")
        else:
            yield unknown(place.inside("is"), f"answer of {atom.id or atom.source.value!r}", str(atom.is_), words)


def _span(atom: Atom, place: Place, what: Readable, numbers: dict[str, float]) -> Iterator[Mistake]:
    low, high = what.span or (0.0, 0.0)
    if atom.side_difference or atom.change_from_last:
        low, high = 0.0, 1.0 if atom.side_difference == "fraction" else high - low
    for field, number in numbers.items():
        if not low <= number <= high:
            yield Mistake(place.inside(field), f"{number:g} lies outside {low:g} to {high:g}, what {atom.id!r} can be")
    if atom.side_difference and not what.sided:
        yield Mistake(place.inside("side_difference"), f"{atom.id!r} is not taken left and right")
    if atom.source is Source.RATIO and any(number <= 0 for number in numbers.values()):
        yield Mistake(place, "a ratio is more than 0")
    lower = [number for field, number in numbers.items() if field in ("at_least", "above", "between from")]
    upper = [number for field, number in numbers.items() if field in ("at_most", "below", "between to")]
    if lower and upper and max(lower) > min(upper):
        yield Mistake(place, "no number meets both comparisons")


def _numbers(atom: Atom) -> dict[str, float]:
    low, high = atom.between or (None, None)
    stated = {
        "below": atom.below,
        "at_most": atom.at_most,
        "at_least": atom.at_least,
        "above": atom.above,
        "between from": low,
        "between to": high,
    }
    return {field: number for field, number in stated.items() if number is not None}


def _readable(knowledge: Knowledge) -> dict[Source, dict[str, Readable]]:
    findings = [*knowledge.flags, *knowledge.conditions, *knowledge.combinations]
    tests = {
        test.id: Readable(
            span=(test.plausible_range.min, test.plausible_range.max) if test.plausible_range else None,
            words=test.options,
            sided=test.per_side,
        )
        for test in knowledge.tests.values()
    }
    questions = {
        one.id: Readable(
            span=None if one.min is None or one.max is None else (one.min, one.max),
            words=ANSWERS if one.type == "answer" else one.options,
            sided=one.per_side,
        )
        for one in knowledge.questions.values()
    }
    return {
        Source.TEST: tests,
        Source.RATIO: {id: Readable(span=(0.0, 100.0)) for id, test in tests.items() if test.span},
        Source.QUESTION: questions,
        Source.MEASURE: {
            one.id: Readable(span=(one.range.min, one.range.max)) for one in knowledge.measures.values() if one.range
        },
        Source.DERIVED: {id: Readable(span=span) for id, span in SPANS.items()},
        Source.WEEKS_SINCE: {one.id: Readable(span=(0.0, one.within_weeks)) for one in knowledge.dates.values()},
        Source.FINDING: {id: Readable(words=ANSWERS) for id in findings},
        Source.MASTERED: {id: Readable(words=("yes",)) for id in knowledge.exercises},
        Source.DISABILITY: {},
        Source.PATIENT: {id: Readable(words=words) for id, words in CLOSED[Source.PATIENT].items()},
        Source.DIARY: _closed(Source.DIARY, DIARY_NUMBERS),
        Source.REVIEW: _closed(Source.REVIEW, REVIEW_NUMBERS),
    }


def _closed(source: Source, numbers: dict[str, tuple[float, float]]) -> dict[str, Readable]:
    words = {id: Readable(words=words) for id, words in CLOSED[source].items()}
    return words | {id: Readable(span=span) for id, span in numbers.items()}
