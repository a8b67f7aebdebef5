"""What is wrong with a birth date that was typed in three fields and is no day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic.web.case_fields import day_as_written
from clinic.web.typed import plain_digits

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip  # a list reads best in lines
TO_GIVE = "Give the birth date as day, month and year, such as 5 3 1979."
NO_DAY = "The day is a number from 1 to 31."
NO_MONTH = "The month is a number from 1 to 12, or its name."
NO_YEAR = "The year has four figures, such as 1979."
LEAP = 2000


def wrong_with(day: str, month: str, year: str) -> str:
    """Everything that is wrong with these, as they were typed; an empty text when it is only how long ago it is."""
    typed = [plain_digits(one).strip() for one in (day, month, year)]
    return " ".join(_faults(*typed)) if all(typed) else TO_GIVE


def _faults(day: str, month: str, year: str) -> Iterator[str]:
    right_day = day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= 31
    right_year = year.isdecimal() and len(year) == 4
    number = _month(month)
    if not right_day:
        yield NO_DAY
    if not number:
        yield NO_MONTH
    if right_day and number:
        if not _is_day(LEAP, number, int(day)):
            yield f"There is no {int(day)} {MONTHS[number - 1]}."
        elif right_year and int(year) and not _is_day(int(year), number, int(day)):
            yield f"There was no {int(day)} {MONTHS[number - 1]} in {year}."
    if not right_year:
        yield NO_YEAR


def _month(text: str) -> int:
    """The number of a month as it may be typed; 0 for what is none."""
    try:
        return date.fromisoformat(day_as_written(f"1 {text} {LEAP}")).month
    except ValueError:
        return 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
