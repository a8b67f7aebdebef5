"""Who cites a work."""

from __future__ import annotations

from clinic.domain.citing import Citer, citers
from tests.domain.people import KNOWLEDGE

CITED = citers(KNOWLEDGE)


def test_every_work_is_cited_and_every_citer_cites_a_work_that_is_there() -> None:
    assert set(CITED) == set(KNOWLEDGE.sources)
    assert [source for source, by in CITED.items() if not by] == []


def test_a_condition_is_named_under_each_of_its_sources() -> None:
    osteoporosis = KNOWLEDGE.conditions["osteoporosis"]
    expected = Citer("condition", "osteoporosis", osteoporosis.label)
    assert {source for source, by in CITED.items() if expected in by} == set(osteoporosis.sources)


def test_the_source_of_a_gate_is_cited_by_its_exercise() -> None:
    gate = KNOWLEDGE.exercises["abdominal_drawin"].gate
    assert gate
    assert all("abdominal_drawin" in [one.id for one in CITED[source]] for source in gate.sources)


def test_the_source_of_an_important_change_is_cited_by_its_measure() -> None:
    measure = next(one for one in KNOWLEDGE.measures.values() if one.important_change)
    assert all(measure.id in [one.id for one in CITED[change.source]] for change in measure.important_change)
