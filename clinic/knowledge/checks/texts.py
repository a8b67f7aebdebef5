"""Ids are ids and no text is a rule in disguise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake, Place
from clinic.knowledge.values import hints_of

ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
RULE = re.compile(
    r"^\s*(?:<=|>=|==|!=|<|>)\s*[-+]?\d"  # ">= 30" and nothing but a comparison in front
    r"|\b[a-z]\w*\s*(?:<=|>=|==|!=)\s*[-+]?\d"  # "age >= 50"
    r"|^\s*\w+\s*[<>]\s*\d"  # "plank_s < 30" from the start
    r"|&&|\|\||\blambda\b"
)
HEDGED = ("note", "measurement_error", "found_at")
"""Fields of prose that quote figures of studies; nothing reads them."""


def check_texts(whole: Whole) -> Iterator[Mistake]:
    """Ids that are no ids, and texts that read like a comparison."""
    for place, thing in whole.things:
        id = getattr(thing, "id", None)
        if isinstance(id, str) and id and not ID.fullmatch(id):
            yield Mistake(place, f"{id!r} is no id: letters, digits and underscores, a letter first")
        for name in hints_of(type(thing)):
            if name not in HEDGED:
                yield from _rules(place, name.rstrip("_"), getattr(thing, name))


def _rules(place: Place, field: str, value: Any) -> Iterator[Mistake]:
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts:
        if isinstance(text, str) and RULE.search(text):
            yield Mistake(
                place.inside(field), f"reads like a rule written as a text ({text!r}); rules are tables of all and any"
            )
