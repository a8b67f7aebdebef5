"""Which file of the knowledge holds what, and the files as parsed tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from clinic.knowledge.mistakes import KnowledgeError, Mistake, Place, nearest

Tables: TypeAlias = dict[str, dict[str, Any]]
"""Parsed tables by file: `tables["conditions.toml"]["osteoporosis"]["limits"]`."""

WHOLE = {
    "combinations.toml": "combinations",
    "conditions.toml": "conditions",
    "dates.toml": "dates",
    "derivations.toml": "derivations",
    "effects.toml": "effects",
    "equipment.toml": "equipment",
    "mastery.toml": "mastery",
    "measures.toml": "measures",
    "questions.toml": "questions",
    "red_flags.toml": "flags",
    "referrals.toml": "referrals",
    "sources.toml": "sources",
    "staging.toml": "staging",
    "tests.toml": "tests",
}
"""Files whose tables are one field of `Knowledge`."""

PARTS: dict[str, dict[str, str]] = {
    "aims.toml": {"choice": "choice", "aim": "aims"},
    "demands.toml": {
        "reading": "reading",
        "demand": "demands",
        "derived": "derived_demands",
        "derived_rule": "derived_rule",
    },
    "ladders.toml": {"activation": "activation", "kind": "kinds", "ladder": "ladders"},
    "sections.toml": {"section": "sections", "group": "groups"},
    "stop_signs.toml": {"stop_sign": "stop_signs", "common": "common_stop_signs"},
}
"""Files with several fields of `Knowledge`, each under a name."""

EXERCISES = "exercises"
"""The folder whose files hold exercises, in any division."""


def packaged_folder() -> Path:
    """The folder of the knowledge that ships with the application."""
    return Path(__file__).parent


def read_tables(folder: Path) -> Tables:
    """Every file of a folder as parsed tables.

    Raises `KnowledgeError` when a file is missing, unknown, unreadable or not TOML: every such file at once.
    """
    mistakes: list[Mistake] = []
    tables: Tables = {}
    expected = [*WHOLE, *PARTS]
    found = {path.name for path in folder.glob("*.toml")}
    mistakes += [Mistake(Place(name), "this file is missing") for name in expected if name not in found]
    for name in sorted(found - set(expected)):
        mistakes.append(Mistake(Place(name), "no file of the knowledge has this name", nearest(name, expected)))
    exercises = sorted((folder / EXERCISES).glob("*.toml"))
    if not exercises:
        mistakes.append(Mistake(Place(f"{EXERCISES}/"), "no file with exercises is here"))
    for path in [*(folder / name for name in expected if name in found), *exercises]:
        name = path.relative_to(folder).as_posix()
        try:
            tables[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            mistakes.append(Mistake(Place(name), f"is not TOML: {error}"))
        except OSError as error:
            mistakes.append(Mistake(Place(name), f"cannot be read: {error.strerror}"))
    if mistakes:
        raise KnowledgeError(mistakes)
    return tables


def merged(tables: Tables) -> dict[str, Mapping[str, Any]]:
    """The tables without their division into files: what the edition identifies.

    Raises `KnowledgeError` when two files hold an exercise of the same id.
    """
    whole: dict[str, Mapping[str, Any]] = {}
    exercises: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for name, content in tables.items():
        if not name.startswith(f"{EXERCISES}/"):
            whole[name.removesuffix(".toml")] = content
            continue
        mistakes += [
            Mistake(Place(name, id), "another file holds this exercise too") for id in content if id in exercises
        ]
        exercises |= content
    if mistakes:
        raise KnowledgeError(mistakes)
    return {**whole, EXERCISES: exercises}
