"""Every clinical vignette of tests/cases: what its `expected` table states is what screening answers."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.exchange.case_file import CaseError
from clinic.knowledge import read_knowledge
from clinic.pathway.screen import screen_case
from tests.clinical_cases import TOLD, Case, all_cases, facts_of, failures, is_refused

KNOWLEDGE = read_knowledge()
CASES = all_cases()
ANSWERED = {f"{id} {case['title']}": case for id, case in CASES.items() if not is_refused(case)}
REFUSED = {f"{id} {case['title']}": case for id, case in CASES.items() if is_refused(case)}
IMPOSSIBLE: dict[str, Any] = {
    "disposition": "none",
    "missing": ["nothing"],
    "missing_first": ["nothing"],
    "treat_as": "none",
    "findings": ["nothing"],
    "not_findings": ["osteoporosis"],
    "unsure_findings": ["nothing"],
    "combinations": ["nothing"],
    "reasons": ["nothing"],
    "cleared": ["nothing"],
    "limits": {"trunk_flexion": "high"},
    "not_limited": ["trunk_flexion"],
    "limits_by": {"osteoporosis": {}},
    "max_phase": 0,
    "max_rpe": 0,
    "max_hold_s": 0,
    "must_not": "all",
    "may_include": ["nothing"],
    "permitted_at_least": 1000,
    "kinds_at_least": 1000,
    "referrals": ["nothing"],
}
"""For every key of `expected` a value that is wrong for somebody with osteoporosis."""


@pytest.mark.parametrize("case", ANSWERED.values(), ids=ANSWERED)
def test_case(case: Case) -> None:
    assert not failures(case, KNOWLEDGE, facts_of(case, KNOWLEDGE)), case["rationale"]


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refused_case(case: Case) -> None:
    with pytest.raises(CaseError) as refusal:
        facts_of(case, KNOWLEDGE)
    assert all(word in str(refusal.value) for word in case["expected"]["refused"])


@pytest.mark.parametrize("case", ANSWERED.values(), ids=ANSWERED)
def test_what_must_not_be_given_is_withheld_and_not_only_blocked(case: Case) -> None:
    _, screening = screen_case({key: value for key, value in case.items() if key not in TOLD}, KNOWLEDGE)
    must_not = case["expected"].get("must_not", [])
    assert must_not == "all" or not set(must_not) & set(screening.permitted_if_cleared)
    assert must_not != "all" or not screening.disposition.allows_programme
    assert not set(case["expected"].get("not_findings", [])) & screening.standing().keys()


@pytest.mark.parametrize("key", IMPOSSIBLE)
def test_an_expectation_that_is_not_met_is_noticed(key: str) -> None:
    case = {
        "assessed_on": "2026-11-20",
        "patient": {"age": 60, "sex": "F"},
        "conditions": {"osteoporosis": "yes"},
        "everything_else": "no",
        "expected": {key: IMPOSSIBLE[key]},
    }
    assert failures(case, KNOWLEDGE, facts_of(case, KNOWLEDGE))


def test_every_expectation_of_a_case_is_one_that_can_be_judged() -> None:
    assert {key for case in CASES.values() for key in case["expected"]} <= {*IMPOSSIBLE, "refused"}
