"""Props and arrows of a pose's TOML."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from clinic.domain.pose import Arrow, Prop
from clinic.domain.pose_words import LANDMARKS, LINES, PROPS, WHICH
from clinic.knowledge.mistakes import Mistake, Place
from clinic.knowledge.pose_fields import (
    Notes,
    Table,
    known_word,
    list_in,
    no_others,
    number,
    read_spot,
    table_of,
    typed,
)


def read_prop(raw: Any, place: Place, notes: Notes) -> Prop:
    """One thing in the picture."""
    table = table_of(raw, place, notes)
    no_others(table, tuple(field.name for field in fields(Prop)), place, notes)
    if not known_word(table.get("kind", ""), PROPS, "prop", place.inside("kind"), notes):
        return Prop("chair")
    values: Table = {"kind": table["kind"]}
    for name in ("x", "y", "height", "length", "width", "overhang", "crank"):
        if name in table:
            values[name] = number(table[name], place.inside(name), notes)
    for name, valid in (("faces", ("right", "left")), ("on", WHICH), ("under", LANDMARKS)):
        if name in table and known_word(table[name], valid, name, place.inside(name), notes):
            values[name] = table[name]
    if "back" in table:
        values["back"] = typed(table["back"], bool, "true or false", place.inside("back"), notes)
    if "through" in table:
        values["through"] = tuple(
            read_spot(one, place.inside("through"), notes) for one in list_in(table, "through", place, notes)
        )
    if table["kind"] in LINES and len(values.get("through", ())) < 2:
        notes.append(Mistake(place.inside("through"), "a stick, band or strap needs at least two landmarks"))
    return Prop(**values)


def read_arrow(raw: Any, place: Place, notes: Notes) -> Arrow:
    """One motion arrow."""
    table = table_of(raw, place, notes)
    no_others(table, tuple(field.name for field in fields(Arrow)), place, notes)
    if ("follows" in table) == ("at" in table):
        notes.append(Mistake(place, "needs either follows or at"))
    values: Table = {}
    if "follows" in table and known_word(table["follows"], LANDMARKS, "landmark", place.inside("follows"), notes):
        values["follows"] = table["follows"]
    if "at" in table:
        values["at"] = read_spot(table["at"], place.inside("at"), notes)
    for name in ("by", "offset"):
        if name in table:
            two = table[name] if isinstance(table[name], list) and len(table[name]) == 2 else [None, None]
            values[name] = tuple(number(value, place.inside(name), notes) for value in two)
    for name in ("curve", "square", "circle"):
        if name in table:
            values[name] = number(table[name], place.inside(name), notes)
    if "follows" in table and ("square" in table or "circle" in table):
        notes.append(Mistake(place, "a square or a circle is drawn at a landmark: say at, not follows"))
    if "on" in table and known_word(table["on"], WHICH, "picture", place.inside("on"), notes):
        values["on"] = table["on"]
    if "both_ways" in table:
        values["both_ways"] = typed(table["both_ways"], bool, "true or false", place.inside("both_ways"), notes)
    return Arrow(**values)
