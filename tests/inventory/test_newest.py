"""A page about a package speaks for its newest release only."""

from __future__ import annotations

from tests.inventory.newest import said_of

PAGE = {"info": {"version": "2.0"}, "vulnerabilities": [{"id": "A"}, {"id": "B", "withdrawn": "2026-01-01"}]}


def test_the_faults_of_the_newest_release_are_said_without_those_that_were_withdrawn() -> None:
    assert said_of("one==2.0", PAGE) == [{"name": "one", "version": "2.0", "vulns": [{"id": "A"}]}]


def test_of_another_release_or_from_an_empty_page_nothing_is_said() -> None:
    assert said_of("one==1.0", PAGE) == []
    assert said_of("one==2.0", {}) == []
    assert said_of("one==2.0", {"info": {"version": "2.0"}}) == []
