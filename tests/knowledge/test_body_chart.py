"""The body chart's TOML is read strictly: every planted fault is found by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.knowledge import read_knowledge
from clinic.knowledge.body_chart import load_body_chart, packaged_body_chart, read_body_chart
from clinic.knowledge.files import packaged_folder, read_tables
from clinic.knowledge.mistakes import KnowledgeError

GOOD = """
[qualities]
ache = "ache"
[groups]
back = "Back"
[places.low_back]
label = "Low back"
group = "back"
central = ["back"]
each_side = ["back", "side"]
"""
FAULTS = {
    "a misspelt view": ('["back", "side"]', '["back", "sdie"]', "Did you mean 'side'?"),
    "a misspelt field": ("each_side =", "each_sied =", "Did you mean 'each_side'?"),
    "an unknown group": ('group = "back"', 'group = "bakc"', "Did you mean 'back'?"),
    "a group without a place": ("[groups]", '[groups]\nleg = "Leg"', "groups] leg: has no place"),
    "a label that is missing": ('label = "Low back"', "", "label: is missing"),
    "a label that is empty": ('label = "Low back"', 'label = ""', "is empty"),
    "a label that is no text": ('label = "Low back"', "label = 3", "has to be a text"),
    "a list that is none": ('central = ["back"]', 'central = "back"', "has to be a list"),
    "no view": ('central = ["back"]', "central = []", "names no view"),
    "a view twice": ('central = ["back"]', 'central = ["back", "back"]', "names a view twice"),
    "the same quality twice": ('ache = "ache"', 'ache = "ache"\nsore = "ache"', "'ache' stands there twice"),
    "no quality": ('ache = "ache"', "", "[qualities]: is empty"),
    "an id with a hyphen": ("[places.low_back]", "[places.low-back]", "small letters joined by _"),
    "a table of another name": ("[groups]", "[gruops]", "Did you mean 'groups'?"),
    "neither middle nor sides": (
        'central = ["back"]\neach_side = ["back", "side"]',
        "",
        "has neither central nor each_side",
    ),
    "the region of another place": (
        "[qualities]",
        '[places.low_back_left]\nlabel = "Loin"\ngroup = "back"\ncentral = ["back"]\n[qualities]',
        "'low_back_left' is there already",
    ),
    "the label of another place": (
        "[qualities]",
        '[places.loin]\nlabel = "Low back"\ngroup = "back"\neach_side = ["back"]\n[qualities]',
        "'Low back' is another place's label",
    ),
    "no TOML": ("[qualities]", "[qualities", "is not TOML"),
}


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "chart.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_place_has_a_left_a_middle_and_a_right(tmp_path: Path) -> None:
    regions = read_body_chart(written(tmp_path, GOOD)).regions
    assert [(one.id, one.side, one.label, one.views) for one in regions] == [
        ("low_back_left", "left", "Low back, left", ("back", "left_side")),
        ("low_back", "central", "Low back, middle", ("back",)),
        ("low_back_right", "right", "Low back, right", ("back", "right_side")),
    ]


def test_a_place_without_sides_is_called_by_its_label_alone(tmp_path: Path) -> None:
    text = GOOD.replace('each_side = ["back", "side"]\n', "").replace('central = ["back"]', 'central = ["side"]')
    (only,) = read_body_chart(written(tmp_path, text)).regions
    assert (only.label, only.views) == ("Low back", ("left_side", "right_side"))


@pytest.mark.parametrize(("old", "new", "told"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found_by_name(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(KnowledgeError) as caught:
        read_body_chart(written(tmp_path, GOOD.replace(old, new)))
    assert any(told in str(mistake) for mistake in caught.value.mistakes), caught.value


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('group = "back"', 'group = "bakc"').replace('central = ["back"]', 'central = ["bck"]')
    with pytest.raises(KnowledgeError) as caught:
        read_body_chart(written(tmp_path, text))
    assert [mistake.nearest for mistake in caught.value.mistakes] == ["", "back", "back"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="this file is missing"):
        read_body_chart(tmp_path / "chart.toml")


def test_the_packaged_chart_divides_the_back_finely() -> None:
    chart = read_body_chart(packaged_body_chart())
    assert {"low_back_left", "low_back", "low_back_right", "sacroiliac_left", "buttock_right"} <= set(chart.by_id)
    assert 30 <= len({one.place for one in chart.regions}) <= 45
    assert chart == load_body_chart()


def test_the_chart_is_no_part_of_the_clinical_edition() -> None:
    assert not any("chart" in file for file in read_tables(packaged_folder()))
    assert read_knowledge().edition
