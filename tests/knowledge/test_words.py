"""Every text field of the knowledge is an id that is checked, a word of a closed list, or prose."""

from __future__ import annotations

from typing import Any, get_args

from clinic.domain.rule import Atom, Rule
from clinic.knowledge import read_knowledge
from clinic.knowledge.checks.references import REFERENCES, VOCABULARIES
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.checks.words import PROSE, WORDS
from clinic.knowledge.values import hints_of
from tests.knowledge.copies import packaged

COINED = {"id", "sources"}
"""`id` names the thing itself; `sources` are checked everywhere."""


def _holds_text(hint: Any) -> bool:
    return hint is str or any(_holds_text(part) for part in get_args(hint))


def _text_fields() -> set[tuple[type, str]]:
    kinds = {type(thing) for _, thing in Whole(read_knowledge(), packaged()).things} - {Atom, Rule}
    return {(kind, name) for kind in kinds for name, hint in hints_of(kind).items() if _holds_text(hint)}


def test_no_text_field_escapes_the_checks() -> None:
    prose = {(kind, name) for kind, names in PROSE.items() for name in names}
    mapped = {(kind, name) for kind, name in _text_fields() if name == "qualifiers"}
    free = (
        {(kind, name) for kind, name in _text_fields() if name not in COINED}
        - {*REFERENCES}
        - {*WORDS}
        - prose
        - mapped
    )
    assert free == set()


def test_a_field_is_named_in_one_list_only() -> None:
    prose = {(kind, name) for kind, names in PROSE.items() for name in names}
    assert set(REFERENCES) & prose == set()
    assert set(WORDS) & prose == set()


def test_every_listed_field_exists() -> None:
    listed = {*REFERENCES, *WORDS, *((kind, name) for kind, names in PROSE.items() for name in names)}
    assert [key for key in listed if key[1] not in hints_of(key[0])] == []


def test_every_vocabulary_is_used_and_none_is_empty() -> None:
    knowledge = read_knowledge()
    assert {*REFERENCES.values(), "source"} == set(VOCABULARIES)
    assert [what for what, names in VOCABULARIES.items() if not names(knowledge)] == []
