"""The README of the knowledge names every file and counts what is there."""

from __future__ import annotations

from clinic.knowledge import packaged_folder, read_knowledge
from clinic.knowledge.files import PARTS, WHOLE

README = " ".join((packaged_folder() / "README.md").read_text(encoding="utf-8").split())


def test_every_file_is_named() -> None:
    assert [name for name in (*WHOLE, *PARTS, "exercises/") if f"`{name}`" not in README] == []


def test_the_counts_are_those_of_the_content() -> None:
    knowledge = read_knowledge()
    asked = sum(bool(flag.question) for flag in knowledge.flags.values())
    unchecked = sum(not source.verified for source in knowledge.sources.values())
    counted = {
        f"{len(knowledge.demands)} kinds of load",
        f"{len(knowledge.derived_demands)} derived from them",
        f"{len(knowledge.exercises)} exercises",
        f"{len(knowledge.ladders)} ladders, the {len(knowledge.kinds)} kinds",
        f"{len(knowledge.aims)} aims",
        f"{asked} asked and {len(knowledge.flags) - asked} derived flags",
        f"{len(knowledge.conditions)} conditions",
        f"{unchecked} of {len(knowledge.sources)} works",
    }
    assert {words for words in counted if words not in README} == set()
