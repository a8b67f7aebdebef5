"""What a template may be called: it is offered for everybody's programme, so that its name says nothing of a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from clinic.store.patients import Patient, folded

DASHES = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")
HOLDS_A_NAME = (
    "This name holds the person\N{RIGHT SINGLE QUOTATION MARK}s name. Templates are shown to everybody: leave it out."
)


def template_name_fault(name: str, patient: Patient, taken: Collection[str]) -> str:
    """Why a template cannot be called this, in words, or "". `taken`: the names there are, each casefolded."""
    if not name:
        return "Give the template a name."
    if holds_the_name_of(name, patient):
        return HOLDS_A_NAME
    return "There is a template of this name already." if name.casefold() in taken else ""


def holds_the_name_of(text: str, patient: Patient) -> bool:
    """Whether a given name or the surname, either half of a double one too, is a word of this text. Accents and capital
    letters make no difference; a name of one letter is none."""
    words = f" {folded(text)} "
    return any(len(name) > 1 and f" {name} " in words for name in _names(patient))


def _names(patient: Patient) -> Iterator[str]:
    for name in unicodedata.normalize("NFC", f"{patient.given} {patient.surname}").split():
        halves = DASHES.split(name)
        yield folded(name)
        # What is not written in letters is no double name, and is only looked for as a whole.
        if all(half.translate(APOSTROPHES).isalpha() for half in halves):
            yield from map(folded, halves)
