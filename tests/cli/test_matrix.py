"""Which condition alone withholds which exercise."""

from __future__ import annotations

import csv
import io

import pytest

from clinic.knowledge import read_knowledge
from tests.cli.calls import Clinic
from tests.exchange.cases import case

KNOWLEDGE = read_knowledge()


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["exercise"]: row for row in csv.DictReader(io.StringIO(text))}


def test_every_exercise_and_every_condition_has_its_place(clinic: Clinic) -> None:
    found = rows(clinic("matrix", "--csv").out)
    assert list(found) == [exercise.id for exercise in KNOWLEDGE.in_library_order]
    assert all(list(row) == ["exercise", "phase", "recommended", *KNOWLEDGE.conditions] for row in found.values())


def test_walking_is_permitted_under_every_condition(clinic: Clinic) -> None:
    row = rows(clinic("matrix", "--csv").out)["walking_graded"]
    assert not any(row[condition] for condition in KNOWLEDGE.conditions)


@pytest.mark.parametrize("condition", ["osteoporosis", "glaucoma", "hernia_inguinal", "vertigo"])
def test_a_column_is_what_screening_that_condition_alone_withholds(clinic: Clinic, condition: str) -> None:
    found = rows(clinic("matrix", "--csv").out)
    alone = clinic("screen", case(conditions={condition: "yes"}), "--json").json["withheld"]
    recommended = {id for id in alone if KNOWLEDGE.exercises[id].recommended}
    assert {id for id, row in found.items() if row[condition] and row["recommended"] == "yes"} == recommended


def test_a_cell_names_every_objection(clinic: Clinic) -> None:
    found = rows(clinic("matrix", "--csv").out)
    alone = clinic("screen", case(conditions={"glaucoma": "yes"}), "--json").json["withheld"]
    for id, objections in alone.items():
        said = [part.split()[0] for part in found[id]["glaucoma"].split("; ") if part]
        expected = [one.get("demand") or one["rule"] for one in objections]
        assert said == [one for one in expected if one != "not_recommended"]


def test_the_table_marks_the_same_cells(clinic: Clinic) -> None:
    found = rows(clinic("matrix", "--csv").out)
    lines = [line.split() for line in clinic("matrix").out.splitlines()]
    printed = {words[0]: words[1] for words in lines if len(words) > 1}
    for id, row in found.items():
        assert printed[id] == "".join("x" if row[condition] else "." for condition in KNOWLEDGE.conditions)


def test_the_key_counts_what_each_condition_withholds(clinic: Clinic) -> None:
    found = rows(clinic("matrix", "--csv").out)
    key = clinic("matrix").out.partition("Conditions\n")[2].splitlines()
    for number, (condition, line) in enumerate(zip(KNOWLEDGE.conditions, key, strict=False), start=1):
        count = sum(bool(row[condition]) for row in found.values())
        assert line.split() == [str(number), str(count), "withheld", condition]
