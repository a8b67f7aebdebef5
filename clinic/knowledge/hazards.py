"""Reads the hazard log: TOML beside the poses, strictly, every mistake at once. No part of the clinical edition."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clinic.domain.hazard import Control, Hazard, HazardLog, Risk, Scheme
from clinic.knowledge.mistakes import KnowledgeError, Mistake, Place
from clinic.knowledge.pose_fields import Notes, known_word, list_in, no_others, table_of, typed

FILE = "hazards/hazards.toml"
WORDS = ("hazard", "cause", "harm", "residual")
OF_HAZARD = ("group", *WORDS, "before", "after", "controls", "open", "why_open")
OF_RISK = ("severity", "likelihood")
OF_SCHEME = ("what", "severity", "likelihood", "risk", "meaning")
TEST = re.compile(r"tests/[a-z0-9_/]+\.py::test_[a-z0-9_]+")


def packaged_hazards() -> Path:
    """The hazard log that ships with the application."""
    return Path(__file__).parent / FILE


@cache
def load_hazards() -> HazardLog:
    """The packaged hazard log. Raises `KnowledgeError` with every mistake."""
    return read_hazards(packaged_hazards())


def read_hazards(file: Path) -> HazardLog:
    """The hazard log of a file.

    Raises `KnowledgeError` with every mistake: file, table, field, what is wrong and the nearest valid word.
    """
    notes: Notes = []
    tables = _tables(file)
    no_others(tables, ("scheme", "groups", "hazards"), Place(FILE), notes)
    scheme = _scheme(tables, notes)
    if notes:
        raise KnowledgeError(notes)  # without its words no hazard can be read
    groups = _words(tables, "groups", Place(FILE, "groups"), notes)
    raw = table_of(tables.get("hazards", {}), Place(FILE, "hazards"), notes)
    found = [_hazard(id, table, scheme, groups, notes) for id, table in raw.items()]
    notes.extend(
        Mistake(Place(FILE, "groups", group), "has no hazard")
        for group in groups
        if group not in {one.group for one in found}
    )
    if notes:
        raise KnowledgeError(notes)
    order = list(groups)
    return HazardLog(scheme, groups, tuple(sorted(found, key=lambda one: order.index(one.group))))


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnowledgeError([Mistake(Place(FILE), "this file is missing")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError([Mistake(Place(FILE), f"is not TOML: {error}")]) from error


def _scheme(tables: Mapping[str, Any], notes: Notes) -> Scheme:
    place = Place(FILE, "scheme")
    table = table_of(tables.get("scheme", {}), place, notes)
    no_others(table, OF_SCHEME, place, notes)
    what = _text(table, "what", place, notes)
    severity, likelihood, meaning = (
        _words(table, name, Place(FILE, f"scheme.{name}"), notes) for name in ("severity", "likelihood", "meaning")
    )
    here = Place(FILE, "scheme.risk")
    rows = table_of(table.get("risk", {}), here, notes)
    no_others(rows, likelihood, here, notes)
    risk: dict[str, tuple[str, ...]] = {}
    for one in likelihood:
        row = list_in(rows, one, here, notes)
        if len(row) != len(severity):
            notes.append(Mistake(here.inside(one), f"has to hold {len(severity)} words, one for each severity"))
        good = [word for word in row if known_word(word, meaning, "word of risk", here.inside(one), notes)]
        risk[one] = tuple(good)
    return Scheme(what, severity, likelihood, risk, meaning)


def _hazard(id: str, raw: Any, scheme: Scheme, groups: Collection[str], notes: Notes) -> Hazard:
    place = Place(FILE, f"hazards.{id}")
    table = table_of(raw, place, notes)
    no_others(table, OF_HAZARD, place, notes)
    hazard, cause, harm, residual = (_text(table, name, place, notes) for name in WORDS)
    group = table.get("group")
    known_word(group, groups, "group", place.inside("group"), notes)
    before, after = (_risk(table, name, place, scheme, notes) for name in ("before", "after"))
    is_open = typed(table.get("open", False), bool, "true or false", place.inside("open"), notes)
    why_open = _text(table, "why_open", place, notes) if is_open or "why_open" in table else ""
    if why_open and not is_open:
        notes.append(Mistake(place.inside("why_open"), "says why it is open, and open is not true"))
    order = list(scheme.meaning)
    if before and after and order.index(after.word) > order.index(before.word):
        notes.append(Mistake(place.inside("after"), "is a greater risk than before"))
    if after and after.word == order[-1] and not is_open:
        notes.append(Mistake(place.inside("open"), f"has to be true while the risk is {after.word}"))
    controls = tuple(
        _control(one, place.inside(f"controls[{index}]"), notes)
        for index, one in enumerate(list_in(table, "controls", place, notes))
    )
    if not controls:
        notes.append(Mistake(place.inside("controls"), "names none"))
    nothing = Risk("", "", "")
    return Hazard(
        id, str(group), hazard, cause, harm, before or nothing, after or nothing, controls, residual, why_open
    )


def _control(raw: Any, place: Place, notes: Notes) -> Control:
    table = table_of(raw, place, notes)
    no_others(table, ("says", "shown_by"), place, notes)
    tests = list_in(table, "shown_by", place, notes)
    if not tests:
        notes.append(Mistake(place.inside("shown_by"), "names no test"))
    notes.extend(
        Mistake(place.inside("shown_by"), f"{test!r} is not written like tests/web/test_page.py::test_name")
        for test in tests
        if not (isinstance(test, str) and TEST.fullmatch(test))
    )
    return Control(_text(table, "says", place, notes), tuple(map(str, tests)))


def _risk(table: Mapping[str, Any], name: str, place: Place, scheme: Scheme, notes: Notes) -> Risk | None:
    here = place.inside(name)
    raw = table_of(table.get(name, {}), here, notes)
    no_others(raw, OF_RISK, here, notes)
    severity, likelihood = (raw.get(one) for one in OF_RISK)
    how_bad = known_word(severity, scheme.severity, "severity", here.inside("severity"), notes)
    how_often = known_word(likelihood, scheme.likelihood, "likelihood", here.inside("likelihood"), notes)
    if not (how_bad and how_often):
        return None
    return Risk(str(severity), str(likelihood), scheme.word(str(severity), str(likelihood)))


def _words(table: Mapping[str, Any], name: str, place: Place, notes: Notes) -> dict[str, str]:
    raw = table_of(table.get(name, {}), place, notes)
    if not raw:
        notes.append(Mistake(place, "is empty"))
    return {id: _text(raw, id, place, notes) for id in raw}


def _text(table: Mapping[str, Any], name: str, place: Place, notes: Notes) -> str:
    if name not in table:
        notes.append(Mistake(place.inside(name), "is missing"))
        return ""
    text: str = typed(table[name], str, "a text", place.inside(name), notes)
    if isinstance(table[name], str) and (not text or text != text.strip()):
        notes.append(Mistake(place.inside(name), "is empty or begins or ends with a space"))
    return text
