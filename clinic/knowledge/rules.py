"""Reads the closed form of rules: atoms over one source each, joined by `all` and `any`.

An atom is written as its source with an id and one comparison: `{ test = "slr_deg", at_most = 45 }`,
`{ finding = "rf_fever", is = "yes" }`. Shorter are `{ mastered = "plank" }` and `{ disability = "high" }`; two tests
are compared by `{ ratio = ["one", "other"], above = 1.0 }`. `{ otherwise = true }` is the rule that always holds.
"""

from __future__ import annotations

from typing import Any

from clinic.domain.inference import Derivation
from clinic.domain.rule import EMPTY, Atom, Rule, Source
from clinic.domain.scales import Reply, SideRule
from clinic.knowledge.mistakes import Place, nearest
from clinic.knowledge.values import Reader

SOURCES = {source.value: source for source in Source}
COMPARISONS = ("below", "at_most", "at_least", "above", "between", "is")
SIDE_DIFFERENCES = ("absolute", "fraction")
PAIR = tuple[float, float]
NOTHING = Atom(Source.FINDING, "")


def read_atom(raw: Any, place: Place, reader: Reader) -> Atom:
    """One atom; `NOTHING` when it cannot be read."""
    if not isinstance(raw, dict):
        reader.wrong(place, f"a rule is made of tables, never of {raw!r}")
        return NOTHING
    named = [key for key in raw if key in SOURCES]
    if len(named) != 1:
        near = "" if named else next(filter(None, (nearest(key, list(SOURCES)) for key in raw)), "")
        reader.wrong(place, f"has to name exactly one source ({', '.join(SOURCES)}), not {len(named)}", near)
        return NOTHING
    source = SOURCES[named[0]]
    values = _subject(source, raw[named[0]], place, reader)
    for key, value in raw.items():
        if key not in SOURCES:
            values |= _comparison(key, value, place.inside(key), reader)
    if not any(f"{word}_" in values or word in values for word in COMPARISONS):
        reader.wrong(place, f"compares with nothing; add one of {', '.join(COMPARISONS)}")
    return Atom(source=source, **values)


def read_rule(raw: Any, place: Place, reader: Reader) -> Rule:
    """One rule: a table of `all` and `any`, or `{ otherwise = true }`."""
    if raw == {"otherwise": True}:
        return EMPTY
    if isinstance(raw, str):
        reader.wrong(place, f"a rule is written as a table of all and any, never as a text: {raw!r}")
        return EMPTY
    if isinstance(raw, dict) and not raw:
        reader.wrong(place, "an empty rule would always hold; write { otherwise = true } where that is meant")
        return EMPTY
    rule: Rule = reader.table(Rule, raw, place)
    if isinstance(raw, dict):
        for key in ("all", "any"):
            if raw.get(key) == []:
                reader.wrong(place.inside(key), "holds no atom")
    return rule


def read_derivation(raw: Any, place: Place, reader: Reader) -> Derivation:
    """One derivation: `all`, with `same_side` or `any_side` where an atom has sides; or `same`."""
    id, table = raw
    if not isinstance(table, dict):
        reader.wrong(place, f"has to be a table, not {table!r}")
        table = {}
    rest = {key: value for key, value in table.items() if key not in ("all", *SideRule)}
    given: dict[str, Any] = {"id": id}
    if "all" in table:
        given["when"] = Rule(all=reader.read(tuple[Atom, ...], table["all"], place.inside("all")))
    for side in SideRule:
        if side.value in table:
            given["sides"] = side
            if table[side.value] is not True:
                reader.wrong(place.inside(side.value), "has to be true, or left out")
    for name in ("when", "sides"):
        if name in rest:
            reader.wrong(place.inside(name), f"{name!r} is not a field here", "all" if name == "when" else "any_side")
            del rest[name]
    derivation: Derivation = reader.table(Derivation, rest, place, given)
    if ("all" in table) == bool(derivation.same) or bool(derivation.finding) == bool(derivation.same):
        reader.wrong(place, "has to have either a finding with all, or same")
    return derivation


def _subject(source: Source, raw: Any, place: Place, reader: Reader) -> dict[str, Any]:
    at = place.inside(source.value)
    if source is Source.RATIO:
        first, second = reader.read(tuple[str, str], raw, at)
        return {"id": first, "divisor": second}
    word = reader.read(str, raw, at)
    if source is Source.DISABILITY:
        return {"id": "", "is_": word}
    return {"id": word, "is_": Reply.YES.value} if source is Source.MASTERED else {"id": word}


def _comparison(key: str, raw: Any, place: Place, reader: Reader) -> dict[str, Any]:
    match key:
        case "is":
            return {"is_": reader.read(str, raw, place)}
        case "between":
            return {key: reader.read(PAIR, raw, place)}
        case "below" | "at_most" | "at_least" | "above":
            return {key: reader.read(float, raw, place)}
        case "change_from_last":
            return {key: reader.read(bool, raw, place)}
        case "side_difference":
            word = reader.read(str, raw, place)
            if word not in SIDE_DIFFERENCES:
                reader.wrong(place, f"has to be one of {', '.join(SIDE_DIFFERENCES)}, not {word!r}")
            return {key: word}
    near = nearest(key, [*COMPARISONS, *SOURCES, "side_difference", "change_from_last"])
    reader.wrong(place, f"{key!r} is not a field here", near)
    return {}
