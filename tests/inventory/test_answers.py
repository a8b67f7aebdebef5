"""An answer counts only where one was given: silence is never "no known faults"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inventory.answers import pinned, read_answer
from tests.repository import ROOT

ASKED = ("flask==3.1.3", "jinja2==2.4.1")
CLEAR = {"name": "Flask", "version": "3.1.3", "vulns": []}
FAULTY = {"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-2019-217"}, {"id": "PYSEC-2014-8"}]}


def test_a_known_fault_is_found_and_named() -> None:
    answer = read_answer(ASKED, {"dependencies": [CLEAR, FAULTY]})
    assert answer.known == {"jinja2==2.4.1": ("PYSEC-2014-8", "PYSEC-2019-217")}
    assert not answer.found_nothing


def test_every_package_answered_and_none_faulty_is_nothing_found() -> None:
    answer = read_answer(("flask==3.1.3",), {"dependencies": [CLEAR]})
    assert (answer.clear, answer.found_nothing) == (1, True)


@pytest.mark.parametrize(
    "said",
    [
        [CLEAR],
        [CLEAR, {"name": "jinja2", "skip_reason": "Dependency not found"}],
        [CLEAR, {"name": "jinja2", "version": "3.1.6", "vulns": []}],
    ],
    ids=["not_spoken_of", "skipped", "another_release"],
)
def test_a_package_nobody_answered_about_is_not_clear(said: list[dict[str, object]]) -> None:
    answer = read_answer(ASKED, {"dependencies": said})
    assert answer.unanswered == ("jinja2==2.4.1",)
    assert not answer.found_nothing


def test_nothing_asked_is_nothing_answered() -> None:
    assert not read_answer((), {"dependencies": []}).found_nothing


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_package_of_a_lock_is_asked_about_whatever_system_it_is_for(name: str) -> None:
    lock = Path(ROOT, "clinic/bin", name).read_text(encoding="utf-8")
    asked = pinned(lock)
    assert len(asked) == sum("==" in line.partition(";")[0] for line in lock.splitlines() if line[:1].isalnum())
    assert any(one.startswith("tzdata==") for one in asked)
