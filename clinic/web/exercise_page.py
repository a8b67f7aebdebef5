"""One exercise and the whole library as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from clinic.domain.demand_words import Rated, ratings
from clinic.domain.dose import own_dose
from clinic.domain.intake import Block, Condition
from clinic.domain.intake import Test as PhysicalTest
from clinic.domain.knowledge import Knowledge, Source
from clinic.domain.library import Exercise, Ladder, LibraryDose, Span
from clinic.domain.outcome import Objection
from clinic.domain.pose import Pose
from clinic.domain.rule_words import Phrase, rule_in_words
from clinic.handout import wording
from clinic.web.withholding import withheld_under
from clinic.web.words import works


@dataclass(frozen=True)
class Card:
    """One exercise on the shelf; `words` are found by but not shown."""

    exercise: Exercise
    pictured: bool
    ladders: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class ShelfView:
    """The library by phase, and what is never given to anyone."""

    phases: tuple[tuple[int, tuple[Card, ...]], ...]
    never: tuple[Card, ...]
    given: int


@dataclass(frozen=True)
class DoseRow:
    """One part of a dose, and between what a clinician may choose; "" where it is fixed."""

    label: str
    value: str
    bounds: str = ""


@dataclass(frozen=True)
class LadderView:
    """One ladder that an exercise stands on, with the rungs right below and above it where there are any."""

    ladder: Ladder
    kind: str
    below: Exercise | None
    above: Exercise | None
    rungs: tuple[Exercise, ...]


@dataclass(frozen=True)
class ExerciseView:
    """Everything the page of one exercise says. `moments` are the pictures there are; `gate` the rule of its gate."""

    exercise: Exercise
    moments: tuple[str, ...]
    alt: str
    dose: tuple[DoseRow, ...]
    ratings: tuple[Rated, ...]
    ladders: tuple[LadderView, ...]
    gate: tuple[Phrase, ...]
    equipment: tuple[str, ...]
    stop_signs: tuple[str, ...]
    withheld: tuple[tuple[Condition, tuple[Objection, ...]], ...]
    blocked: tuple[tuple[PhysicalTest, Block, tuple[Phrase, ...]], ...]
    preferred: tuple[Condition, ...]
    sources: tuple[Source, ...]


def shelf_view(knowledge: Knowledge, poses: Mapping[str, Pose]) -> ShelfView:
    """Every exercise in library order."""
    cards = [_card(knowledge, poses, exercise) for exercise in knowledge.in_library_order]
    given = [card for card in cards if card.exercise.recommended]
    return ShelfView(
        tuple((phase, tuple(ones)) for phase, ones in groupby(given, lambda card: card.exercise.phase)),
        tuple(card for card in cards if not card.exercise.recommended),
        len(given),
    )


def exercise_view(knowledge: Knowledge, poses: Mapping[str, Pose], exercise: Exercise) -> ExerciseView:
    """What the page of one exercise shows."""
    pose = poses.get(exercise.id)
    withheld = withheld_under(knowledge, exercise.id)
    ladders = _ladders(knowledge, exercise)
    blocked = tuple(_blocked(knowledge, exercise))
    return ExerciseView(
        exercise,
        () if pose is None else ("start",) if pose.still else ("start", "finish"),
        pose.alt if pose else "",
        tuple(_dose(exercise)),
        ratings(knowledge, exercise),
        ladders,
        rule_in_words(knowledge, exercise.gate.needs) if exercise.gate else (),
        tuple(
            " or ".join(knowledge.equipment[id].label for id in any_of) for any_of in exercise.needs_equipment if any_of
        ),
        tuple(knowledge.stop_signs[sign] for sign in exercise.stop_signs),
        withheld,
        blocked,
        tuple(one for one in knowledge.conditions.values() if exercise.id in one.prefer),
        works(knowledge, _keys(exercise, ladders, withheld, blocked)),
    )


def _card(knowledge: Knowledge, poses: Mapping[str, Pose], exercise: Exercise) -> Card:
    words = (*exercise.aliases, *exercise.targets, exercise.start_position, *_equipment(knowledge, exercise))
    return Card(
        exercise,
        exercise.id in poses,
        tuple(ladder.label for ladder in knowledge.ladders.values() if exercise.id in ladder.rungs),
        " ".join(words),
    )


def _equipment(knowledge: Knowledge, exercise: Exercise) -> Iterator[str]:
    return (knowledge.equipment[id].label for any_of in exercise.needs_equipment for id in any_of)


def _ladders(knowledge: Knowledge, exercise: Exercise) -> tuple[LadderView, ...]:
    found = []
    for ladder in knowledge.ladders.values():
        if exercise.id in ladder.rungs:
            rungs = tuple(knowledge.exercises[id] for id in ladder.rungs)
            place = ladder.rungs.index(exercise.id)
            below, above = rungs[place - 1] if place else None, rungs[place + 1] if place + 1 < len(rungs) else None
            found.append(LadderView(ladder, knowledge.kinds[ladder.kind].label, below, above, rungs))
    return tuple(found)


def _dose(exercise: Exercise) -> Iterator[DoseRow]:
    dose, bounds, mine = exercise.dose, exercise.dose.bounds, own_dose(exercise)
    yield DoseRow("Sets", f"{dose.sets}", _span(bounds.sets))
    yield DoseRow("Repetitions", f"{dose.reps}{' each side' if dose.per_side else ''}", _span(bounds.reps))
    if dose.hold_s is not None:
        yield DoseRow("Hold", wording.seconds_in_words(dose.hold_s), _span(bounds.hold_s, seconds=True))
    if dose.duration_s is not None:
        yield DoseRow("Time", wording.seconds_in_words(dose.duration_s), _span(bounds.duration_s, seconds=True))
    if dose.tempo is not None:
        yield DoseRow("Tempo", _tempo(dose))
    yield DoseRow("Rest between sets", wording.seconds_in_words(mine.rest_s) if mine.rest_s else "none")
    yield DoseRow("Days a week", f"{dose.days_per_week}", _span(bounds.days_per_week))
    yield DoseRow("Times a day", f"{dose.times_per_day}")
    yield DoseRow("Effort", f"up to {dose.rpe_max} of 10")
    yield DoseRow("One session", f"about {wording.seconds_in_words(dose.seconds_per_session)}")


def _tempo(dose: LibraryDose) -> str:
    parts = zip(dose.tempo or (), ("lower", "pause", "lift", "pause"), strict=False)
    return ", ".join(f"{words} {seconds:g} s" for seconds, words in parts if seconds)


def _span(span: Span | None, *, seconds: bool = False) -> str:
    if span is None:
        return ""
    low, high = (wording.seconds_in_words(int(end)) if seconds else f"{end:g}" for end in (span.min, span.max))
    return low if low == high else f"{low} to {high}"


def _blocked(knowledge: Knowledge, exercise: Exercise) -> Iterator[tuple[PhysicalTest, Block, tuple[Phrase, ...]]]:
    for test in knowledge.tests.values():
        for block in test.blocks:
            if exercise.id in block.exercises or exercise.category in block.categories:
                yield test, block, rule_in_words(knowledge, block.when)


def _keys(
    exercise: Exercise,
    ladders: Iterable[LadderView],
    withheld: Iterable[tuple[Condition, tuple[Objection, ...]]],
    blocked: Iterable[tuple[PhysicalTest, Block, tuple[Phrase, ...]]],
) -> Iterator[str]:
    """The sources of everything on the page."""
    for part in (exercise.gate, exercise.compression_estimate, exercise.not_recommended):
        yield from part.sources if part else ()
    for one in ladders:
        yield from one.ladder.sources
    for condition, _ in withheld:
        yield from condition.sources
    for _, block, _ in blocked:
        yield from block.sources
