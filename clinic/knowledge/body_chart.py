"""Reads the body chart: TOML beside the poses, strictly, with every mistake at once.

Like the poses it is no part of the clinical edition.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clinic.domain.body_chart import SIDES, VIEWS, BodyChart, Region
from clinic.knowledge.mistakes import KnowledgeError, Mistake, Place
from clinic.knowledge.pose_fields import Notes, known_word, list_in, no_others, table_of, typed

FILE = "body_chart/chart.toml"
WRITTEN_VIEWS = ("front", "back", "side")
OF_PLACE = ("label", "group", "central", "each_side")


def packaged_body_chart() -> Path:
    """The file of the body chart that ships with the application."""
    return Path(__file__).parent / FILE


@cache
def load_body_chart() -> BodyChart:
    """The packaged body chart. Raises `KnowledgeError` with every mistake."""
    return read_body_chart(packaged_body_chart())


def read_body_chart(file: Path) -> BodyChart:
    """The body chart of a file.

    Raises `KnowledgeError` with every mistake: file, table, field, what is wrong and the nearest valid word.
    """
    notes: Notes = []
    tables = _tables(file, notes)
    no_others(tables, ("qualities", "groups", "places"), Place(FILE), notes)
    qualities, groups = (_words(tables, name, notes) for name in ("qualities", "groups"))
    regions: dict[str, Region] = {}
    for id, raw in table_of(tables.get("places", {}), Place(FILE, "places"), notes).items():
        place = Place(FILE, f"places.{id}")
        for region in _regions(id, table_of(raw, place, notes), place, groups, notes):
            if region.id in regions:
                notes.append(Mistake(place, f"the region {region.id!r} is there already"))
            regions[region.id] = region
    _complete(regions, qualities, groups, notes)
    if notes:
        raise KnowledgeError(notes)
    return BodyChart(tuple(regions.values()), qualities, groups)


def _tables(file: Path, notes: Notes) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        notes.append(Mistake(Place(FILE), "this file is missing"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        notes.append(Mistake(Place(FILE), f"is not TOML: {error}"))
    raise KnowledgeError(notes)


def _words(tables: Mapping[str, Any], name: str, notes: Notes) -> dict[str, str]:
    place = Place(FILE, name)
    words = {
        id: _text(value, place.inside(id), notes) for id, value in table_of(tables.get(name, {}), place, notes).items()
    }
    for word in {one for one in words.values() if one and list(words.values()).count(one) > 1}:
        notes.append(Mistake(place, f"{word!r} stands there twice"))
    return words


def _regions(id: str, raw: dict[str, Any], place: Place, groups: Collection[str], notes: Notes) -> list[Region]:
    no_others(raw, OF_PLACE, place, notes)
    if not (id.isidentifier() and id.isascii() and id == id.lower()):
        notes.append(Mistake(place, "the name of a place is written in small letters joined by _"))
    notes.extend(Mistake(place.inside(one), "is missing") for one in ("label", "group") if one not in raw)
    if not ("central" in raw or "each_side" in raw):
        notes.append(Mistake(place, "has neither central nor each_side"))
    name = _text(raw.get("label", "?"), place.inside("label"), notes)
    group = raw.get("group", "")
    if "group" in raw:
        known_word(group, groups, "group", place.inside("group"), notes)
    sided = "each_side" in raw
    found = []
    for side in SIDES:
        written = "central" if side == "central" else "each_side"
        if written in raw:
            views = _views(raw, written, side, place, notes)
            of_side = f", {'middle' if side == 'central' else side}" if sided else ""
            region = id if side == "central" else f"{id}_{side}"
            found.append(Region(region, id, side, name, f"{name}{of_side}", str(group), views))
    return found


def _views(raw: dict[str, Any], written: str, side: str, place: Place, notes: Notes) -> tuple[str, ...]:
    """The views of one region; the side view of a left place is the left one, of a middle place both."""
    given = list_in(raw, written, place, notes)
    here = place.inside(written)
    good = [one for one in given if known_word(one, WRITTEN_VIEWS, "view", here, notes)]
    if not given:
        notes.append(Mistake(here, "names no view"))
    if len(set(good)) < len(good):
        notes.append(Mistake(here, "names a view twice"))
    sides = {"left_side", "right_side"} if side == "central" else {f"{side}_side"}
    return tuple(view for view in VIEWS if view in good or ("side" in good and view in sides))


def _text(value: Any, place: Place, notes: Notes) -> str:
    text: str = typed(value, str, "a text", place, notes)
    if isinstance(value, str) and (not value or value != value.strip()):
        notes.append(Mistake(place, "is empty or begins or ends with a space"))
    return text


def _complete(regions: Mapping[str, Region], qualities: Collection[str], groups: Collection[str], notes: Notes) -> None:
    labels: dict[str, str] = {}
    for region in regions.values():
        if labels.setdefault(region.label, region.place) != region.place:
            notes.append(
                Mistake(Place(FILE, f"places.{region.place}", "label"), f"{region.name!r} is another place's label")
            )
    used = {region.group for region in regions.values()}
    notes.extend(Mistake(Place(FILE, "groups", one), "has no place") for one in groups if one not in used)
    notes.extend(
        Mistake(Place(FILE, name), "is empty")
        for name, held in (("qualities", qualities), ("places", regions)) if not held
    )  # fmt: skip  # the condition reads best at the end
