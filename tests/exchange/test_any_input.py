"""Whatever stands in a case, it is read or refused: nothing else happens."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from clinic.domain.facts import Facts
from clinic.exchange.case_file import FIELDS, CaseError, read_case
from tests.exchange.cases import KNOWLEDGE, written_cases

IDS = [
    *KNOWLEDGE.flags,
    *KNOWLEDGE.conditions,
    *KNOWLEDGE.questions,
    *KNOWLEDGE.tests,
    *KNOWLEDGE.measures,
    *KNOWLEDGE.dates,
]
WORDS = ["left", "right", "answer", "qualifier", "finding", "on", "by", "age", "sex", "birth_date", "name", "yes", "no"]
KEYS = st.sampled_from([*IDS, *WORDS]) | st.text(max_size=5)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["yes", "2026-11-20", "0001-01-01", "9999-12-31"])
    | st.dates()
    | st.datetimes()
)
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def read_or_refused(raw: dict[str, Any]) -> Facts | CaseError:
    try:
        return read_case(raw, KNOWLEDGE)
    except CaseError as error:
        return error


@given(written_cases(), st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=4))
@example({"patient": {"age": 41, "sex": "F"}}, {"assessed_on": "9999-12-31", "dates": {"due": "9999-12-31"}})
@example({"patient": {"age": 41, "sex": "F"}}, {"assessed_on": "0001-01-01", "dates": {"fusion": "0001-01-01"}})
def test_a_case_with_anything_in_it_is_read_or_refused(valid: dict[str, Any], odd: dict[str, Any]) -> None:
    answer = read_or_refused({**valid, **odd})
    if isinstance(answer, CaseError):
        assert answer.mistakes
        assert all(mistake.text and isinstance(part, str) for mistake in answer.mistakes for part in mistake.place)


@given(written_cases(), st.sampled_from(FIELDS), KEYS, ANYTHING)
def test_a_table_with_anything_in_it_is_read_or_refused(
    valid: dict[str, Any], field: str, key: str, value: object
) -> None:
    table = valid.get(field)
    odd = {**table, key: value} if isinstance(table, dict) else {key: value}
    answer = read_or_refused({**valid, field: odd})
    if isinstance(answer, CaseError):
        assert answer.mistakes
        assert all(str(mistake) for mistake in answer.mistakes)
