"""What is valid of a case so far: a mistake in one field leaves out that field and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_file import CaseError, CaseMistake, read_case
from clinic.web.practice import today

ATTEMPTS = 6
STAND_INS: Mapping[tuple[str, ...], Any] = {("patient", "sex"): "X", ("patient", "age"): 40}
"""Read in the place of what was not told yet, and taken out again: nothing is judged by them."""


def valid_part(raw: Mapping[str, Any], knowledge: Knowledge) -> tuple[Facts, tuple[CaseMistake, ...]]:
    """The facts of everything that is valid, and the mistakes for which something was left out."""
    case: dict[str, Any] = deepcopy(dict(raw))
    patient = case.setdefault("patient", {})
    told = frozenset(patient)
    case.setdefault("assessed_on", today().isoformat())
    left_out: list[CaseMistake] = []
    for _ in range(ATTEMPTS):
        patient.setdefault("sex", STAND_INS["patient", "sex"])
        if "birth_date" not in patient:
            patient.setdefault("age", STAND_INS["patient", "age"])
        try:
            facts = read_case(case, knowledge, today=today())
            return _without_stand_ins(facts, told & _kept(patient, left_out)), tuple(left_out)
        except CaseError as error:
            left_out += error.mistakes
            for mistake in error.mistakes:
                _take_out(case, mistake.place)
            patient = case.setdefault("patient", {})
            case.setdefault("assessed_on", today().isoformat())
    return Facts(today()), tuple(left_out)


def _kept(patient: Mapping[str, Any], left_out: list[CaseMistake]) -> frozenset[str]:
    return frozenset(patient) - {mistake.place[1] for mistake in left_out if mistake.place[:1] == ("patient",)}


def _without_stand_ins(facts: Facts, told: frozenset[str]) -> Facts:
    person = facts.person
    return replace(
        facts,
        person=replace(person, sex=person.sex if "sex" in told else "", age=person.age if "age" in told else None),
    )


def _take_out(case: dict[str, Any], place: tuple[str, ...]) -> None:
    """Take out what stands at a place; a list goes as a whole, so that its places stay true, and so does an item of
    which nothing is left."""
    node: Any = case
    for number, word in enumerate(place):
        if not isinstance(node, dict) or word not in node:
            return
        if number == len(place) - 1 or not isinstance(node[word], dict):
            del node[word]
            break
        node = node[word]
    if node == {} and len(place) > 1:
        _take_out(case, place[:-1])
