"""What a person's own words look like on paper: whole where the typeface has every letter, else a line to write on."""

from __future__ import annotations

import unicodedata

from clinic.domain.facts import Facts
from clinic.handout.fonts import LAID_OUT, missing_characters

NAME, NUMBER, GOAL = "name", "number", "goal"


def printable(text: str) -> str:
    """A text on one line, letters and accents put together; empty when even one letter cannot be printed: half a name
    is somebody else's."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "" if missing_characters(line) or any(_unseen(one) for one in text) else line


def left_out(facts: Facts) -> tuple[str, ...]:
    """Which of name, number and goal a sheet or note leaves blank, to be written in by hand, as words for a
    sentence. Empty fields are not among them."""
    told = {NAME: facts.person.name, NUMBER: facts.person.number, GOAL: facts.goal}
    return tuple(field for field, text in told.items() if text.strip() and not printable(text))


def _unseen(character: str) -> bool:
    """Whether a character steers how others are shown, or stands for nothing."""
    return character not in LAID_OUT and unicodedata.category(character).startswith("C")
