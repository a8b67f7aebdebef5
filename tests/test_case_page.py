"""The worked example of a case file: what it says in, what screening answers, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinic.exchange.case_file import load_case
from clinic.exchange.screening_json import screening_json
from clinic.knowledge import read_knowledge
from clinic.pathway.screen import screen_case

PAGE = Path(__file__).parent / "case_page"
ABRIDGED = "..."
BESIDES = {"stage_max_phase", "stage_max_rpe", "not_due", "notes"}
BLOCKED = {"treat_as", "permitted_if_cleared"}
"""Keys that stand only while something is open or a referral stands."""


def answer_to(raw: Any) -> dict[str, Any]:
    knowledge = read_knowledge()
    _, screening = screen_case(raw, knowledge)
    return json.loads(json.dumps(screening_json(knowledge, screening)))  # type: ignore[no-any-return]  # as it is printed


@pytest.fixture(name="answer", scope="module")
def answer_of_the_page() -> dict[str, Any]:
    return answer_to(load_case(PAGE / "case.json"))


EXAMPLE: dict[str, Any] = json.loads((PAGE / "screening.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", [key for key in EXAMPLE if key not in {"edition", "withheld"}])
def test_the_example_is_answered_as_the_page_says(answer: dict[str, Any], key: str) -> None:
    assert answer[key] == EXAMPLE[key]


def test_the_keys_stand_in_the_order_of_the_page(answer: dict[str, Any]) -> None:
    assert [key for key in answer if key not in BESIDES] == list(EXAMPLE)
    assert answer.keys() - EXAMPLE.keys() == BESIDES


def test_limits_and_findings_stand_in_the_order_of_the_page(answer: dict[str, Any]) -> None:
    for key in ("limits", "findings"):
        assert list(answer[key]) == list(EXAMPLE[key])


def test_the_abridged_list_shows_every_objection_of_its_exercise(answer: dict[str, Any]) -> None:
    shown = {id: objections for id, objections in EXAMPLE["withheld"].items() if id != ABRIDGED}
    more = int(EXAMPLE["withheld"][ABRIDGED].split()[0])
    assert {id: answer["withheld"][id] for id in shown} == shown
    assert len(answer["withheld"]) == len(shown) + more


def test_the_edition_is_that_of_the_knowledge(answer: dict[str, Any]) -> None:
    assert answer["edition"] == read_knowledge().edition


def test_an_unsure_saddle_answer_is_open_and_treated_as_an_emergency() -> None:
    answer = answer_to(
        {
            "assessed_on": "2026-11-20",
            "patient": {"age": 36, "sex": "F"},
            "red_flags": {"rf_saddle_sensation": "unsure"},
            "everything_else": "no",
        }
    )
    assert answer["disposition"] == "incomplete"
    assert answer["missing"] == answer["unsure"] == ["rf_saddle_sensation"]
    assert answer["treat_as"] == "emergency"
    assert answer["permitted"] == []
    assert answer["permitted_if_cleared"]
    assert answer.keys() - EXAMPLE.keys() == BESIDES | BLOCKED


def test_an_unsure_answer_that_changes_nothing_does_not_block() -> None:
    answer = answer_to(
        {
            "assessed_on": "2026-11-20",
            "patient": {"age": 46, "sex": "F"},
            "red_flags": {"rf_unwell": "unsure"},
            "everything_else": "no",
        }
    )
    assert answer["disposition"] == "programme"
    assert answer["unsure_findings"] == ["rf_unwell"]
    assert answer["missing"] == []
