"""What was typed into a form, and numbers as people write them."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from werkzeug.datastructures import MultiDict

Typed = MultiDict[str, str]


def text_of(typed: Typed, name: str) -> str:
    """What was typed into a field, without the spaces around it; empty when nothing was."""
    return (typed.get(name) or "").strip()


def number_of(text: str) -> float | int | str:
    """A number written with a point or a comma, in the digits of any script; anything else stays text."""
    plain = plain_digits(text).replace("\N{MINUS SIGN}", "-").replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
    if not re.fullmatch(r"[-+]?\d{0,15}([.,]\d{1,9})?", plain):
        return text
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        return text
    return int(value) if math.isfinite(value) and value == int(value) else value


def as_typed(value: Any) -> str:
    """A number or a word of a case as it is typed."""
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def plain_digits(text: str) -> str:
    """A text with its digits as 0 to 9, whichever script they were typed in."""
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
