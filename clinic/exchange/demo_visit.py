"""Reads one visit of somebody of the demo clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from clinic.domain.body_chart import STRONGEST, PainMark
from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_file import CaseError, read_case
from clinic.exchange.case_person import read_ids, read_line
from clinic.exchange.demo_days import BEFORE, dated_case, read_whole
from clinic.exchange.demo_person import DemoVisit, Standing, Wish
from clinic.exchange.mistake_words import Allowed
from clinic.exchange.mistakes import Mistakes, Place
from clinic.knowledge.body_chart import load_body_chart

NEEDED = (BEFORE, "programme", "case")
FIELDS = (*NEEDED, "finished", "chart", "wish")
LONGEST_LINE = 200
LONGEST_TEXT = 600


def read_visit(
    raw: object,
    place: Place,
    patient: Mapping[str, object],
    on: date,
    *,
    knowledge: Knowledge,
    today: date,
    mistakes: Mistakes,
) -> DemoVisit | None:
    """One visit of a person on a day; None and the mistakes where it cannot be read."""
    fields = fields_of(raw, place, NEEDED, FIELDS, mistakes)
    case = dated_case(fields.get("case", {}), (*place, "case"), patient, on, today, mistakes)
    standing = fields.get("programme")
    if standing not in tuple(Standing):
        mistakes.not_one_of((*place, "programme"), standing, tuple(Standing))
    finished = read_flag(fields.get("finished", True), (*place, "finished"), mistakes)
    chart = tuple(
        _read_mark(one, at, mistakes) for at, one in _numbered(fields.get("chart", []), (*place, "chart"), mistakes)
    )
    wish = _read_wish(fields["wish"], (*place, "wish"), knowledge, mistakes) if "wish" in fields else None
    facts = _facts(case, (*place, "case"), knowledge, today, mistakes)
    if facts is None or mistakes.found:
        return None
    return DemoVisit(on, finished, Standing(str(standing)), case, facts, chart, wish)


def fields_of(
    raw: object, place: Place, needed: tuple[str, ...], valid: tuple[str, ...], mistakes: Mistakes
) -> Mapping[str, object]:
    """The known fields of a table; an unknown one, and a needed one that is not there, is a mistake."""
    fields = mistakes.fields(raw, place, valid)
    for name in needed:
        if name not in fields:
            mistakes.missing((*place, name))
    return fields


def read_flag(raw: object, place: Place, mistakes: Mistakes) -> bool:
    """True or false as TOML writes it."""
    if not isinstance(raw, bool):
        mistakes.wrong(place, "has to be {allowed}", allowed=Allowed(("true", "false")))
    return raw is True


def read_text(raw: object, place: Place, mistakes: Mistakes, *, longest: int = LONGEST_LINE) -> str:
    """One line with something on it."""
    before = len(mistakes.found)
    text = read_line(raw, place, longest, mistakes)
    if not text and len(mistakes.found) == before:
        mistakes.wrong(place, "is empty")
    return text


def _facts(
    case: Mapping[str, object], place: Place, knowledge: Knowledge, today: date, mistakes: Mistakes
) -> Facts | None:
    """What a case says; None, and its mistakes at their place in the file, where it cannot be read."""
    try:
        return read_case(case, knowledge, today=today)
    except CaseError as error:
        mistakes.found += [replace(one, place=(*place, *one.place)) for one in error.mistakes]
    return None


def _numbered(raw: object, place: Place, mistakes: Mistakes) -> list[tuple[Place, object]]:
    return [((*place, str(number)), one) for number, one in enumerate(mistakes.list(raw, place), start=1)]


def _read_mark(raw: object, place: Place, mistakes: Mistakes) -> PainMark:
    body = load_body_chart()
    names = ("region", "qualities", "intensity")
    fields = fields_of(raw, place, names, names, mistakes)
    marked = [fields["region"]] if "region" in fields else []
    region = read_ids(marked, (*place, "region"), "region", body.by_id, mistakes)
    qualities = read_ids(fields.get("qualities", []), (*place, "qualities"), "quality", body.qualities, mistakes)
    intensity = read_whole(fields.get("intensity", 0), (*place, "intensity"), (0, STRONGEST), mistakes)
    return PainMark("".join(region), tuple(one for one in body.qualities if one in qualities), intensity)


def _read_wish(raw: object, place: Place, knowledge: Knowledge, mistakes: Mistakes) -> Wish:
    names = ("exercise", "explanation")
    fields = fields_of(raw, place, names, names, mistakes)
    wished = [fields["exercise"]] if "exercise" in fields else []
    exercise = read_ids(wished, (*place, "exercise"), "exercise", knowledge.exercises, mistakes)
    explanation = read_text(fields.get("explanation", "-"), (*place, "explanation"), mistakes, longest=LONGEST_TEXT)
    return Wish("".join(exercise), explanation)
