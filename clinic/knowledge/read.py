"""Reads the clinical knowledge: TOML files in, one `Knowledge` out, or every mistake at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from clinic.domain.inference import Derivation
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import Atom, Rule
from clinic.knowledge.checks import cross_check
from clinic.knowledge.edition import canonical_json, edition_of
from clinic.knowledge.files import EXERCISES, PARTS, WHOLE, Tables, merged, packaged_folder, read_tables
from clinic.knowledge.mistakes import KnowledgeError, Place
from clinic.knowledge.rules import read_atom, read_derivation, read_rule
from clinic.knowledge.values import Reader, empty, hints_of


def read_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder; without one, the packaged knowledge, read once per process.

    Raises `KnowledgeError` with every mistake at once.
    """
    return knowledge_of(read_tables(folder)) if folder else _packaged()


@cache
def _packaged() -> Knowledge:
    return knowledge_of(read_tables(packaged_folder()))


def packaged_json() -> str:
    """The packaged knowledge as the canonical JSON that its edition is the SHA-256 of."""
    return canonical_json(merged(read_tables(packaged_folder())))


def knowledge_of(tables: Tables) -> Knowledge:
    """The knowledge that parsed tables write, typed and cross-checked.

    Raises `KnowledgeError` with every mistake at once.
    """
    whole = merged(tables)
    reader = Reader({Atom: read_atom, Rule: read_rule, Derivation: read_derivation})
    knowledge = Knowledge(edition="", **_fields(tables, reader))
    mistakes = [*reader.mistakes, *cross_check(knowledge, tables, {mistake.place for mistake in reader.mistakes})]
    if mistakes:
        raise KnowledgeError(mistakes)
    return replace(knowledge, edition=edition_of(whole))


def _fields(tables: Tables, reader: Reader) -> dict[str, Any]:
    hints = hints_of(Knowledge)
    values: dict[str, Any] = {EXERCISES: {}}
    for file, content in tables.items():
        if file in WHOLE:
            values[WHOLE[file]] = _whole(hints[WHOLE[file]], content, file, reader)
        elif file in PARTS:
            values |= _parts(hints, content, file, reader)
        else:
            values[EXERCISES] |= _whole(hints[EXERCISES], content, file, reader)
    return values


def _whole(hint: Any, content: dict[str, Any], file: str, reader: Reader) -> Any:
    """A file that is one mapping by id, or one dataclass."""
    if not get_args(hint):
        return reader.table(hint, content, Place(file))
    _, kind = get_args(hint)
    return {id: reader.item(kind, id, table, Place(file, id)) for id, table in content.items()}


def _parts(hints: dict[str, Any], content: dict[str, Any], file: str, reader: Reader) -> dict[str, Any]:
    """A file that is several fields, each under its own name."""
    parts = PARTS[file]
    values: dict[str, Any] = {}
    for key, raw in content.items():
        if key not in parts:
            reader.unknown_field(Place(file), key, list(parts))
            continue
        hint = hints[parts[key]]
        args = get_args(hint)
        if isinstance(raw, dict) and args and isinstance(args[-1], type) and hasattr(args[-1], "__dataclass_fields__"):
            values[parts[key]] = {
                id: reader.item(args[-1], id, table, Place(file, f"{key}.{id}")) for id, table in raw.items()
            }
        else:
            values[parts[key]] = reader.read(hint, raw, Place(file, key))
    for key, name in parts.items():
        if name not in values:
            reader.wrong(Place(file, key), "is missing")
            values[name] = empty(hints[name])
    return values
