"""Every sentence a patient reads is easy to read, and promises nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clinic.handout import wording
from clinic.knowledge import read_knowledge
from tests.handout.builders import planned, sheet
from tests.handout.reading_grade import grade

HARDEST = 6.0
FORBIDDEN = re.compile(
    r"\b(safe|safely|unsafe|safest|cure[sd]?|heals?|healed|guarantee\w*|promise\w*|prevents?|always|never|will|RPE|reps?|"
    r"repetitions?|sets|irritab\w*|unstable|worn|damage\w*|weak core)\b",
    re.IGNORECASE,
)
ISSUED = [one.id for one in read_knowledge().in_library_order if one.recommended]


def of_exercise(id: str) -> Iterator[str]:
    """Everything printed about one exercise, with each of its easier versions."""
    for easier in ("", *read_knowledge().exercises[id].regressions):
        (one,) = sheet(planned(id, eases_back_to=easier)).exercises
        yield one.purpose
        yield " ".join(one.steps)
        yield ". ".join(pill.text for pill in one.pills)
        yield one.effort
        yield f"{wording.WATCH_FOR} {wording.lowered(one.watch_for)}"
        yield f"{wording.STOP_IF} {wording.lowered(one.stop_if)}"
        yield f"{wording.EASIER}: {one.easier}"
        yield one.equipment


def around_exercises() -> Iterator[str]:
    """Everything printed on every sheet."""
    made = sheet("plank")
    yield from (made.title, made.call, made.bring_back)
    yield from (wording.STOP_HEADING, wording.PAIN_HEADING, wording.DIARY_HEADING, wording.DIARY_HINT)
    yield from (wording.PAIN_ROW, wording.MORNING_ROW, wording.MORNING_KEY, wording.NOTES_HEADING)
    yield from (f"{one.act}. {'. '.join(one.signs)}" for one in made.stop)
    yield from (f"{one.while_moving}. {one.next_morning}. {one.what_to_do}" for one in made.pain)
    yield from (rule.says for rule in read_knowledge().staging.time_of_day_rules)
    yield from (effect.says_patient for effect in read_knowledge().effects.values() if effect.says_patient)


@pytest.mark.parametrize("id", ISSUED)
def test_an_exercise_is_told_in_words_of_primary_school(id: str) -> None:
    assert [(text, grade(text)) for text in of_exercise(id) if grade(text) > HARDEST] == []


def test_what_stands_around_the_exercises_is_told_in_words_of_primary_school() -> None:
    assert [(text, grade(text)) for text in around_exercises() if grade(text) > HARDEST] == []


def test_a_hard_sentence_is_found() -> None:
    assert grade("Neuromuscular stabilisation facilitates lumbopelvic dissociation.") > HARDEST


@pytest.mark.parametrize("id", ISSUED)
def test_an_exercise_promises_nothing(id: str) -> None:
    assert [text for text in of_exercise(id) if FORBIDDEN.search(text)] == []


def test_a_promise_is_found() -> None:
    assert FORBIDDEN.search("This is safe and will cure you.")
