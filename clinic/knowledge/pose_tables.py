"""From one TOML table to one pose: inheritance of positions, start and finish, and every mistake noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from clinic.domain.pose import Place as PlacedAt
from clinic.domain.pose import Pose, Posture, Prop, Rest, Side, Trunk
from clinic.domain.pose_words import CONTACTS, MARKS, PLACED, SURFACES, VIEWS, WHICH, members
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
from clinic.knowledge.pose_things import read_arrow, read_prop

_TRUNK = tuple(field.name for field in fields(Trunk))
_SIDE = tuple(field.name for field in fields(Side))
_POSTURE = (
    "base",
    "lean",
    "lean_solved",
    "turn",
    "roll",
    *_TRUNK,
    "both",
    "left",
    "right",
    "rests",
    "place",
    "slides",
    "grip",
)
_POSE = ("alt", "view", "mat", "still", "mark", "mark_on", "props", "arrows", "start", "finish")


def position(raw: Any, place: Place, bases: Mapping[str, Table], notes: Notes) -> Table:
    """A posture's table with its base filled in, plural points split, both split into left and right."""
    return _merged(raw, place, bases, {}, notes)


def pose(id: str, raw: Any, place: Place, bases: Mapping[str, Table], notes: Notes) -> Pose | None:
    """The pose a table writes, or None when it is too broken to build; mistakes are noted either way."""
    before = len(notes)
    if not isinstance(raw, dict):
        notes.append(Mistake(place, "has to be a table"))
        return None
    no_others(raw, _POSE, place, notes)
    for name in ("alt", "start"):
        if name not in raw:
            notes.append(Mistake(place.inside(name), "is missing"))
    start = _merged(raw.get("start", {}), Place(place.file, f"{id}.start"), bases, {}, notes)
    finish = _merged(raw.get("finish", {}), Place(place.file, f"{id}.finish"), bases, start, notes)
    azimuth, elevation = _view(raw.get("view", "side"), place.inside("view"), notes)
    props = tuple(
        read_prop(one, place.inside(f"props[{k}]"), notes) for k, one in enumerate(list_in(raw, "props", place, notes))
    )
    arrows = tuple(
        read_arrow(one, place.inside(f"arrows[{k}]"), notes)
        for k, one in enumerate(list_in(raw, "arrows", place, notes))
    )
    mark = raw.get("mark")
    if mark is not None:
        known_word(mark, MARKS, "mark", place.inside("mark"), notes)
    mark_on = raw.get("mark_on", "both")
    known_word(mark_on, WHICH, "picture", place.inside("mark_on"), notes)
    alt = typed(raw.get("alt", ""), str, "a text", place.inside("alt"), notes)
    flags = {
        name: typed(raw.get(name, False), bool, "true or false", place.inside(name), notes) for name in ("mat", "still")
    }
    _standing(start, finish, props, place, notes)
    if len(notes) > before:
        return None
    return Pose(
        id=id, alt=alt, start=_posture(start), finish=_posture(finish), azimuth=azimuth, elevation=elevation,
        mat=flags["mat"], still=flags["still"], mark=mark, mark_on=mark_on, props=props, arrows=arrows,
    )  # fmt: skip


def _merged(raw: Any, place: Place, bases: Mapping[str, Table], under: Table, notes: Notes) -> Table:
    if not isinstance(raw, dict):
        notes.append(Mistake(place, "has to be a table"))
        return dict(under)
    no_others(raw, _POSTURE, place, notes)
    table = {key: dict(value) if isinstance(value, dict) else value for key, value in under.items()}
    if "base" in raw and known_word(raw["base"], bases, "position", place.inside("base"), notes):
        table = {key: dict(value) if isinstance(value, dict) else value for key, value in bases[raw["base"]].items()}
    for name in ("lean", "turn", "roll", *_TRUNK):
        if name in raw:
            table[name] = number(raw[name], place.inside(name), notes)
    if "lean" in raw or "lean_solved" in raw:
        table["lean_solved"] = typed(
            raw.get("lean_solved", False), bool, "true or false", place.inside("lean_solved"), notes
        )
    for group, sides in (("both", ("left", "right")), ("left", ("left",)), ("right", ("right",))):
        joints = table_of(raw.get(group, {}), place.inside(group), notes)
        no_others(joints, _SIDE, place.inside(group), notes)
        for side in sides:
            table.setdefault(side, {}).update(
                {k: number(v, place.inside(group).inside(k), notes) for k, v in joints.items() if k in _SIDE}
            )
    _rests(table, table_of(raw.get("rests", {}), place.inside("rests"), notes), place.inside("rests"), notes)
    _places(table, table_of(raw.get("place", {}), place.inside("place"), notes), place.inside("place"), notes)
    if "slides" in raw:
        slides = list_in(raw, "slides", place, notes)
        table["slides"] = [
            s for s in slides if s == "all" or known_word(s, CONTACTS, "body point", place.inside("slides"), notes)
        ]
    if "grip" in raw:
        table["grip"] = typed(raw["grip"], bool, "true or false", place.inside("grip"), notes)
    return table


def _rests(table: Table, raw: Table, place: Place, notes: Notes) -> None:
    rests = table.setdefault("rests", {})
    for point, surface in raw.items():
        if known_word(point, CONTACTS, "body point that can rest", place.inside(point), notes):
            good = known_word(surface, ("none", *SURFACES), "surface", place.inside(point), notes)
            for member in members(point):
                rests.pop(member, None)
                if good and surface != "none":
                    rests[member] = surface


def _places(table: Table, raw: Table, place: Place, notes: Notes) -> None:
    places = table.setdefault("place", {})
    for point, goal in raw.items():
        here = place.inside(point)
        if not known_word(point, PLACED, "body point that can be placed", here, notes):
            continue
        places.pop(point, None)
        if goal == "none":
            continue
        whole = goal if isinstance(goal, dict) else {"at": goal}
        no_others(whole, ("at", "offset"), here, notes)
        at, offset = (
            read_spot(whole.get("at"), here.inside("at"), notes),
            read_spot(whole.get("offset", [0, 0, 0]), here.inside("offset"), notes),
        )
        places[point] = (at, offset)


def _posture(table: Table) -> Posture:
    return Posture(
        lean=table.get("lean", 0.0),
        lean_held=not table.get("lean_solved", False),
        turn=table.get("turn", 0.0),
        roll=table.get("roll", 0.0),
        trunk=Trunk(**{name: table[name] for name in _TRUNK if name in table}),
        left=Side(**table.get("left", {})),
        right=Side(**table.get("right", {})),
        rests=tuple(Rest(point, surface) for point, surface in table["rests"].items()),
        places=tuple(PlacedAt(point, at, offset) for point, (at, offset) in table["place"].items()),
        slides=tuple(table.get("slides", ())),
        grip=table.get("grip", False),
    )


def _standing(start: Table, finish: Table, props: Collection[Prop], place: Place, notes: Notes) -> None:
    """A body can only rest on what is in the picture."""
    for which, table in (("start", start), ("finish", finish)):
        there = {prop.kind for prop in props if prop.on in ("both", which)}
        for point, surface in table.get("rests", {}).items():
            kind = "chair" if surface == "chair_back" else surface
            if kind != "floor" and kind not in there:
                where = Place(place.file, f"{place.table}.{which}", f"rests.{point}")
                notes.append(Mistake(where, f"no {kind} is among the props of this picture"))


def _view(raw: Any, place: Place, notes: Notes) -> tuple[float, float]:
    if isinstance(raw, str) and known_word(raw, VIEWS, "view", place, notes):
        return VIEWS[raw]
    if isinstance(raw, dict):
        no_others(raw, ("azimuth", "elevation"), place, notes)
        return number(raw.get("azimuth", 0), place, notes), number(raw.get("elevation", 0), place, notes)
    if not isinstance(raw, str):
        notes.append(Mistake(place, "has to be the name of a view or a table with azimuth and elevation"))
    return (0.0, 0.0)
