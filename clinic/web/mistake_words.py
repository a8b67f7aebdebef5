"""Mistakes in the words of whoever filled in the form: labels, days as people write them, and what was typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial

from clinic.domain.in_words import MONTHS, day_in_words, evidence, raised, value_in_words
from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_file import CaseMistake
from clinic.exchange.mistake_words import Voice, cut, either

WRITTEN_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
TO_GIVE = {
    ("patient", "sex"): "Choose female, male or other",
    ("patient", "birth_date"): "Give the birth date or the age",
    ("assessed_on",): "Give the day of the assessment, such as 20 Nov 2026",
    ("clearances", "on"): "Give the day it is dated, such as 12 Nov 2026",
}
"""What to do about something that is missing, by its place; the numbers of lists are left out."""


def mistake_in_words(knowledge: Knowledge, mistake: CaseMistake) -> str:
    """One mistake as the page says it."""
    if mistake.missing:
        place = tuple(word for word in mistake.place if not word.isdecimal())
        return TO_GIVE.get(place, "Is missing")
    return raised(mistake.said(_voice(knowledge)))


def day_as_typed(written: str) -> str:
    """A day of a case, in the calendar or not, as people write it: "31 Feb 1979"; any other text as it is."""
    parts = WRITTEN_DAY.fullmatch(written)
    if not parts or not 1 <= int(parts["month"]) <= len(MONTHS):
        return written
    return f"{int(parts['day'])} {MONTHS[int(parts['month']) - 1]} {parts['year']}"


def _voice(knowledge: Knowledge) -> Voice:
    return Voice(day_in_words, _written, partial(_recorded, knowledge), _allowed)


def _written(value: object) -> str:
    if isinstance(value, str):
        day = day_as_typed(value)
        return day if day != value else f"“{cut(value)}”"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _recorded(knowledge: Knowledge, words: str) -> str:
    return f"“{evidence(knowledge, words)}”"


def _allowed(words: Collection[str]) -> str:
    return either([value_in_words(word) for word in words])
