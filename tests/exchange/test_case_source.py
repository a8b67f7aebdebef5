"""Where a case comes from: files in JSON and TOML, and standard input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from clinic.exchange.case_file import CaseError, load_case

JSON = '{"patient": {"age": 41}}'
TOML = "patient = { age = 41 }"
READ = {"patient": {"age": 41}}


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", JSON), ("a.toml", TOML), ("A.JSON", JSON), ("a.case", JSON), ("a", TOML)]
)
def test_a_case_file_is_read_by_its_ending_or_else_by_what_it_is(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_case(tmp_path / name) == READ


@pytest.mark.parametrize("text", [JSON, TOML])
def test_standard_input_may_be_either(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert load_case("-") == READ


def test_a_mark_of_the_editor_at_the_front_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(JSON, encoding="utf-8-sig")
    assert load_case(tmp_path / "a.json") == READ


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.json", TOML.encode(), "not JSON"),
        ("a.toml", JSON.encode(), "not TOML"),
        ("a", b"neither", "not JSON"),
        ("a.json", b"[1]", "one table"),
        ("a.json", b'{"a": 1, "a": 2}', "twice"),
        ("a.json", b'{"a": NaN}', "NaN"),
        ("a.json", b"[" * 100_000, "deeply"),
        ("a.toml", b"a = 1\na = 2", "not TOML"),
        ("a.json", b"\xff\xfe{", "UTF-8"),
        ("a.json", b"", "not JSON"),
        ("a.json", b'{"minutes_a_day": ' + b"9" * 10_000 + b"}", "a number that is too long"),
        ("a.toml", b"minutes_a_day = " + b"9" * 10_000, "a number that is too long"),
    ],
)
def test_what_is_no_case_is_refused_with_its_name(tmp_path: Path, name: str, content: bytes, named: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CaseError) as refusal:
        load_case(tmp_path / name)
    assert named in str(refusal.value)
    assert name in str(refusal.value)


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_what_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseError, match="cannot be read"):
        load_case(tmp_path / name)
