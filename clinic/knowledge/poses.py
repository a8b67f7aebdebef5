"""Reads the poses of the figures: TOML beside the exercises, strictly, with every mistake at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from clinic.domain.pose import Pose
from clinic.knowledge.mistakes import KnowledgeError, Mistake, Place, unknown
from clinic.knowledge.pose_fields import Notes
from clinic.knowledge.pose_tables import pose, position

POSITIONS = "positions.toml"


def packaged_poses() -> Path:
    """The folder of poses that ships with the application."""
    return Path(__file__).parent / "poses"


@cache
def load_poses() -> dict[str, Pose]:
    """The packaged poses by exercise id. Raises `KnowledgeError` with every mistake."""
    return read_poses(packaged_poses())


def read_poses(folder: Path, exercises: Iterable[str] | None = None) -> dict[str, Pose]:
    """Every pose of a folder by exercise id; with `exercises`, a pose for none of them is a mistake.

    Raises `KnowledgeError` with every mistake: file, table, field, what is wrong and the nearest valid word.
    """
    notes: Notes = []
    tables = _tables(folder, notes)
    bases: dict[str, dict[str, Any]] = {}
    for name, table in tables.pop(POSITIONS, {}).items():
        bases[name] = position(table, Place(f"poses/{POSITIONS}", name), bases, notes)
    known = None if exercises is None else set(exercises)
    poses: dict[str, Pose] = {}
    for file, content in tables.items():
        for id, table in content.items():
            place = Place(f"poses/{file}", id)
            if id in poses:
                notes.append(Mistake(place, "another file holds a pose of this exercise too"))
            if known is not None and id not in known:
                notes.append(unknown(place, "exercise", id, known))
            found = pose(id, table, place, bases, notes)
            if found is not None:
                poses[id] = found
    if notes:
        raise KnowledgeError(notes)
    return poses


def _tables(folder: Path, notes: Notes) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            tables[path.name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            notes.append(Mistake(Place(f"poses/{path.name}"), f"is not TOML: {error}"))
    if POSITIONS not in tables and not notes:
        notes.append(Mistake(Place(f"poses/{POSITIONS}"), "this file is missing"))
    return tables
