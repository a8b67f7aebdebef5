"""A case survives the way through facts and back."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, given

from clinic.domain.facts import Facts
from clinic.exchange.case_file import CaseError, read_case
from clinic.exchange.case_json import case_of
from tests.exchange.cases import KNOWLEDGE, case, written_cases


def facts_of(raw: dict[str, Any]) -> Facts:
    """The facts of a drawn case; those that contradict themselves are passed over."""
    try:
        return read_case(raw, KNOWLEDGE)
    except CaseError as error:
        assume(not all("contradiction" in mistake.text for mistake in error.mistakes))
        raise


@given(written_cases())
def test_facts_written_as_a_case_are_read_back_the_same(raw: dict[str, Any]) -> None:
    facts = facts_of(raw)
    written = case_of(facts, KNOWLEDGE)
    assert read_case(json.loads(json.dumps(written)), KNOWLEDGE) == facts


@given(written_cases())
def test_the_canonical_case_is_its_own_canonical_case(raw: dict[str, Any]) -> None:
    written = case_of(facts_of(raw), KNOWLEDGE)
    assert json.dumps(case_of(read_case(written, KNOWLEDGE), KNOWLEDGE)) == json.dumps(written)


def test_the_order_in_which_a_case_is_written_does_not_matter() -> None:
    first = case(conditions={"osteoporosis": "yes", "glaucoma": "no"}, mastered=["plank", "bird_dog"])
    second = dict(reversed(case(mastered=["bird_dog", "plank"]).items()))
    second["conditions"] = {"glaucoma": "no", "osteoporosis": "yes"}
    written = [json.dumps(case_of(read_case(one, KNOWLEDGE), KNOWLEDGE)) for one in (first, second)]
    assert written[0] == written[1]
