"""Atoms in words for the clinician: what one asks for, and what is known about it."""

from __future__ import annotations

from clinic.domain.in_words import SUBJECTS, label, value_in_words
from clinic.domain.knowledge import Knowledge
from clinic.domain.reading import FactsReading
from clinic.domain.rule import SIDES, Atom, Source

COMPARED = (("below", "below"), ("at_most", "at most"), ("at_least", "at least"), ("above", "above"))


def asked(knowledge: Knowledge, atom: Atom) -> str:
    """What an atom asks for: "Front plank at least 30 seconds", "Bird-dog mastered"."""
    match atom.source:
        case Source.MASTERED:
            return f"{knowledge.exercises[atom.id].name} mastered"
        case Source.FINDING:
            return label(knowledge, atom.id)
        case Source.DISABILITY:
            return f"disability {atom.is_}"
    unit = _unit(knowledge, atom)
    if atom.between:
        return f"{subject(knowledge, atom)} {atom.between[0]:g} to {atom.between[1]:g}{unit}"
    compared = [f"{words} {getattr(atom, name):g}{unit}" for name, words in COMPARED if getattr(atom, name) is not None]
    return " ".join([subject(knowledge, atom), *compared, *([atom.is_] if atom.is_ else [])])


def subject(knowledge: Knowledge, atom: Atom) -> str:
    """What an atom is about: "Front plank", "disability"."""
    match atom.source:
        case Source.TEST | Source.MEASURE | Source.FINDING:
            return label(knowledge, atom.id)
        case Source.DISABILITY:
            return "disability"
        case Source.QUESTION:
            return knowledge.questions[atom.id].name or f"“{label(knowledge, atom.id)}”"
        case Source.WEEKS_SINCE:
            return f"weeks since {label(knowledge, atom.id)}"
    return SUBJECTS.get(atom.id, atom.id.replace("_", " "))


def known(reading: FactsReading, atom: Atom) -> str:
    """What is known about an atom's source: "45", "left 40, right 20", "not known"."""
    if atom.source is Source.MASTERED:
        return "yes" if atom.id in reading.facts.mastered else "not yet"
    if not reading.is_sided(atom):
        return value_in_words(reading.value(atom, ""))
    return ", ".join(f"{side} {value_in_words(reading.value(atom, side))}" for side in SIDES)


def _unit(knowledge: Knowledge, atom: Atom) -> str:
    """The unit of a test, without its remarks; the name of a question says its own."""
    if atom.source is not Source.TEST:
        return ""
    return f" {knowledge.tests[atom.id].unit.partition(' (')[0]}"
