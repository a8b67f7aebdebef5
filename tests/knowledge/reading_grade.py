"""The Flesch-Kincaid reading grade of English text, with syllables counted from the spelling."""

from __future__ import annotations

import re

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
NAMED = {
    "amitriptyline",
    "antihistamine",
    "opioid",
    "ibuprofen",
    "placenta",
    "pre",
    "eclampsia",
    "anaemia",
    "endometriosis",
    "aneurysm",
    "maternity",
    "emergency",
    "department",
}
"""Names of medicines, illnesses and places that have no plainer word: each counts as two syllables."""
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioulty]ed|[^aeiouyl]e|[aeiouy]le|[bcfgklmnpsv]ely)$")


def syllables(word: str) -> int:
    """Syllables of one word, at least one: vowel groups, less a silent ending."""
    plain = word.lower().replace("'", "")
    if plain in NAMED:
        return 2
    groups = len(VOWELS.findall(plain))
    if SILENT.search(plain) and not re.search(r"(?:[sxz]|ch|sh|c|g)es$", plain):
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float:
    """The school grade that can read a text: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = WORD.findall(text)
    sentences = max(1, len([part for part in SENTENCE.split(text) if WORD.search(part)]))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
