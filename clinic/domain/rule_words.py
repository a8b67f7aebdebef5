"""Whole rules in words, for people who read the rulebook: every source an atom may read, and how sides are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clinic.domain.atom_words import COMPARED
from clinic.domain.in_words import SEXES, citation, label
from clinic.domain.inference import Combination, Derivation
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import MISSING, Atom, Rule, Source
from clinic.domain.scales import Reply, SideRule

DIFFERENCES = {"absolute": "difference between the sides of", "fraction": "fraction by which the sides differ in"}
JOINED = {SideRule.SAME: "all on the same side", SideRule.BOTH: "on both sides", SideRule.ANY: ""}
SPAN = re.compile(r" ?\b\d+-\d+\b")
COUNT = "count"
ID = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


@dataclass(frozen=True)
class Phrase:
    """One part of a rule. `of` are the things it counts or chooses among; empty where `text` says it all."""

    text: str
    of: tuple[str, ...] = ()


def rule_in_words(knowledge: Knowledge, rule: Rule) -> tuple[Phrase, ...]:
    """What has to hold: one phrase for each atom of `all` and one for the alternatives of `any`; none for a rule that
    always holds."""
    phrases = tuple(Phrase(atom_in_words(knowledge, atom)) for atom in rule.all)
    return (*phrases, *_any_of(tuple(atom_in_words(knowledge, atom) for atom in rule.any)))


def derivation_in_words(knowledge: Knowledge, derivation: Derivation) -> tuple[Phrase, ...]:
    """What establishes the finding of a derivation, or which two findings mean the same."""
    if derivation.same:
        return (Phrase("these mean the same", tuple(label(knowledge, one) for one in derivation.same)),)
    joined = JOINED[derivation.sides]
    return (*rule_in_words(knowledge, derivation.when), *((Phrase(joined),) if joined else ()))


def combination_in_words(knowledge: Knowledge, combination: Combination) -> tuple[Phrase, ...]:
    """What a combination is made of: one phrase for each finding of `all` and each entry of `at_least`."""
    return (
        *(Phrase(label(knowledge, one)) for one in combination.all),
        *(_counted(entry.count, tuple(label(knowledge, one) for one in entry.of)) for entry in combination.at_least),
    )


def atom_in_words(knowledge: Knowledge, atom: Atom) -> str:
    """One comparison: "Straight-leg raise at most 45 degrees", "Age above 70", "“Do you ...?”: yes"."""
    match atom.source:
        case Source.MASTERED:
            return f"{knowledge.exercises[atom.id].name} mastered"
        case Source.FINDING:
            return label(knowledge, atom.id)
        case Source.DISABILITY:
            return f"disability {atom.is_}"
        case Source.PATIENT:
            return SEXES[atom.is_ or ""]
    return f"{_subject(knowledge, atom)}{_between(atom)}{_compared(knowledge, atom)}"


def with_names(knowledge: Knowledge, text: str) -> str:
    """A note of the knowledge as people read it: every id in it is replaced by the name it stands for, in quotes."""
    return ID.sub(lambda found: _name_of(knowledge, found[0]), text)


def _name_of(knowledge: Knowledge, id: str) -> str:
    if labelled := knowledge.demands.get(id) or knowledge.derived_demands.get(id) or knowledge.ladders.get(id):
        return f"“{labelled.label}”"
    if source := knowledge.sources.get(id):
        return citation(source)
    try:
        return f"“{label(knowledge, id)}”"
    except KeyError:
        return id.replace("_", " ")


def _any_of(words: tuple[str, ...]) -> tuple[Phrase, ...]:
    return (_counted(1, words),) if words else ()


def _counted(count: int, words: tuple[str, ...]) -> Phrase:
    return Phrase(f"at least {count} of", words) if len(words) > 1 else Phrase(words[0])


def _subject(knowledge: Knowledge, atom: Atom) -> str:
    name = _name(knowledge, atom)
    if atom.side_difference:
        name = f"{DIFFERENCES[atom.side_difference]} {name}"
    if atom.change_from_last:
        name = f"change since the last visit in {name}"
    return name


def _name(knowledge: Knowledge, atom: Atom) -> str:
    match atom.source:
        case Source.QUESTION:
            return f"“{label(knowledge, atom.id)}{'?' if knowledge.questions[atom.id].wording.endswith('?') else ''}”"
        case Source.RATIO if atom.divisor:
            return f"{label(knowledge, atom.id)} divided by {label(knowledge, atom.divisor)}"
        case Source.DIARY | Source.REVIEW:
            return atom.id.replace("_", " ")
    return label(knowledge, atom.id)


def _between(atom: Atom) -> str:
    return ":" if atom.source is Source.QUESTION else ""


def _compared(knowledge: Knowledge, atom: Atom) -> str:
    if atom.is_ is not None:
        return " not recorded" if atom.is_ == MISSING else f" {_reply(atom.is_)}"
    unit = _unit(knowledge, atom)
    if atom.between and atom.between[0] == atom.between[1]:
        return f" {atom.between[0]:g}{unit}"
    if atom.between:
        return f" {atom.between[0]:g} to {atom.between[1]:g}{unit}"
    said = [f"{words} {getattr(atom, name):g}{unit}" for name, words in COMPARED if getattr(atom, name) is not None]
    return " " + " and ".join(said)


def _reply(word: str) -> str:
    return word if word in tuple(Reply) else word.replace("_", " ")


def _unit(knowledge: Knowledge, atom: Atom) -> str:
    """The unit of a number, without its remarks, its range or the word count. A fraction and a ratio have none."""
    if atom.source is Source.WEEKS_SINCE:
        return " weeks ago"
    if atom.source is Source.TEST and atom.side_difference != "fraction":
        unit = knowledge.tests[atom.id].unit
    elif atom.source is Source.QUESTION:
        unit = knowledge.questions[atom.id].unit
    else:
        return ""
    unit = SPAN.sub("", unit.partition(" (")[0]).strip()
    return "" if not unit or unit.startswith(COUNT) else f" {unit}"
