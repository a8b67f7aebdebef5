"""The edition: the same for the same content however it is written down, another for any other content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinic.knowledge import packaged_folder, read_knowledge
from clinic.knowledge.edition import canonical_json, edition_of
from clinic.knowledge.files import Tables, merged, read_tables
from clinic.knowledge.read import knowledge_of
from tests.knowledge.copies import packaged, plant


def test_the_edition_is_a_sha_256() -> None:
    edition = read_knowledge().edition
    assert len(bytes.fromhex(edition)) == 32
    assert edition == edition_of(merged(packaged()))


def test_the_order_of_files_tables_and_keys_does_not_matter() -> None:
    turned: Tables = _turned(packaged())
    assert list(turned) != list(packaged())
    assert knowledge_of(turned).edition == read_knowledge().edition


def test_comments_spaces_and_the_division_of_exercises_into_files_do_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "exercises").mkdir(parents=True)
    library = []
    for path in [*packaged_folder().glob("*.toml"), *packaged_folder().glob("exercises/*.toml")]:
        text = path.read_text(encoding="utf-8").replace("\n\n", "\n\n\n# another remark\n")
        if path.parent.name == "exercises":
            library.append(text)
        else:
            (folder / path.name).write_text(text, encoding="utf-8")
    (folder / "exercises" / "all.toml").write_text("\n".join(library), encoding="utf-8")
    assert edition_of(merged(read_tables(folder))) == read_knowledge().edition


def test_a_whole_number_with_and_without_a_point_is_the_same() -> None:
    tables = packaged()
    plant(tables, "derivations", "over_70.all.0.above", 70.0)
    assert knowledge_of(tables).edition == read_knowledge().edition


@pytest.mark.parametrize(
    ("file", "path", "value"),
    [
        ("conditions", "knee_oa.limits.kneeling", "low"),
        ("red_flags", "rf_fever.clearable", False),
        ("derivations", "over_70.all.0.above", 71),
        ("phase_1", "cat_camel.steps.0", "Kneel on your hands and knees."),
        ("sources", "mcgill1998.year", 1999),
        ("ladders", "ladder.carry.note", "from light to heavy"),
    ],
)
def test_any_other_value_is_another_edition(file: str, path: str, value: Any) -> None:
    tables = packaged()
    plant(tables, file, path, value)
    assert knowledge_of(tables).edition != read_knowledge().edition


def test_the_order_of_a_list_matters() -> None:
    tables = packaged()
    plant(tables, "aims", "aim.settle_pain.stages.symptom_modulation.must_serve", ["trunk_front", "aerobic"])
    assert knowledge_of(tables).edition != read_knowledge().edition


def test_a_kept_edition_can_be_read_again() -> None:
    kept = canonical_json(merged(packaged()))
    assert edition_of(json.loads(kept)) == read_knowledge().edition


def _turned(value: Any) -> Any:
    """The same tables with their keys in the opposite order, all the way down."""
    if isinstance(value, list):
        return [_turned(one) for one in value]
    return {key: _turned(value[key]) for key in reversed(value)} if isinstance(value, dict) else value
