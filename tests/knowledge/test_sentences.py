"""What a person reads is plain: reading grade 6 at most, nothing promised, nothing called safe or unsafe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clinic.domain.intake import Condition, Flag
from clinic.domain.scales import AskedBy
from clinic.knowledge import read_knowledge
from tests.knowledge.reading_grade import grade, syllables

GRADE = 6.0
SHORT = 4
"""Words up to which the formula says nothing: two words of two syllables ("Lower slowly.") count as grade 9."""

PROMISES = re.compile(
    r"\b(?:cures?|cured|heals?|guarantee\w*|will (?:fix|help|stop|go|ease|work)|fixes|always works|never again"
    r"|safe|safely|safest|unsafe|prevents?|pain[- ]free)\b",
    re.IGNORECASE,
)

KNOWLEDGE = read_knowledge()


def _exercises() -> Iterator[tuple[str, str]]:
    for exercise in KNOWLEDGE.exercises.values():
        if exercise.recommended:
            yield f"{exercise.id} steps", " ".join(exercise.steps)
            yield from ((f"{exercise.id} step {at}", step) for at, step in enumerate(exercise.steps, 1))
            yield from (
                (f"{exercise.id} fault {at}", f"Watch out for {x}.") for at, x in enumerate(exercise.form_faults, 1)
            )


def _sheet() -> Iterator[tuple[str, str]]:
    yield from ((f"stop sign {id}", text) for id, text in KNOWLEDGE.stop_signs.items())
    yield from ((f"common stop sign {at}", text) for at, text in enumerate(KNOWLEDGE.common_stop_signs, 1))
    yield from ((f"kind {kind.id}", kind.purpose) for kind in KNOWLEDGE.kinds.values())
    yield from ((f"aim {aim.id}", aim.label) for aim in KNOWLEDGE.aims.values())
    yield from ((f"pain band {band.id}", band.says) for band in KNOWLEDGE.staging.pain_bands)
    yield from ((f"time of day {rule.id}", rule.says) for rule in KNOWLEDGE.staging.time_of_day_rules)
    for condition in KNOWLEDGE.conditions.values():
        said = (*condition.advice, *condition.stop_signs)
        yield from ((f"advice {condition.id} {at}", text) for at, text in enumerate(said, 1))
    yield from ((f"effect {one.id}", one.says_patient) for one in KNOWLEDGE.effects.values() if one.says_patient)


def _asked() -> Iterator[tuple[str, str]]:
    for flag in KNOWLEDGE.flags.values():
        if flag.asked_by is AskedBy.PATIENT:
            yield flag.id, flag.question
    for question in KNOWLEDGE.questions.values():
        if question.asked_by is AskedBy.PATIENT:
            yield question.id, question.wording
    owners: list[Flag | Condition] = [*KNOWLEDGE.flags.values(), *KNOWLEDGE.conditions.values()]
    yield from ((f"{owner.id} {one.id}", one.label) for owner in owners for one in owner.qualifiers.values())


SENTENCES = [*_exercises(), *_sheet(), *_asked()]


def test_every_sentence_a_person_reads_is_plain() -> None:
    hard = {
        what: round(grade(text), 1) for what, text in SENTENCES if len(text.split()) > SHORT and grade(text) > GRADE
    }
    assert hard == {}


def test_no_sentence_promises_anything_or_calls_anything_safe() -> None:
    assert [what for what, text in SENTENCES if PROMISES.search(text)] == []


def test_the_purpose_of_a_movement_fits_on_one_line_of_the_sheet() -> None:
    assert [kind.id for kind in KNOWLEDGE.kinds.values() if len(kind.purpose) > 70 or kind.purpose[-1] != "."] == []


def test_every_step_is_a_sentence() -> None:
    steps = [step for exercise in KNOWLEDGE.exercises.values() for step in exercise.steps]
    assert [step for step in steps if not step[0].isupper() or step[-1] != "."] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("knee", 1),
        ("table", 2),
        ("slowly", 2),
        ("gently", 2),
        ("lifted", 2),
        ("pressed", 1),
        ("muscles", 2),
        ("breathe", 1),
    ],
)
def test_syllables_are_counted_from_the_spelling(word: str, count: int) -> None:
    assert syllables(word) == count


def test_hard_text_is_graded_harder_than_plain_text() -> None:
    plain = "Lie on your back. Bend your knees. Let your arms rest by your sides."
    hard = "Maintain cervical alignment throughout, contracting your abdominal musculature isometrically."
    assert grade(plain) < 3
    assert grade(hard) > 15
