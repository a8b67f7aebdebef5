"""How hard a text is to read, as the Flesch-Kincaid grade (years of school)."""

from __future__ import annotations

import re

TAUGHT = dict.fromkeys(
    ("emergency", "department", "genitals", "exercise", "exercises", "questions", "easier", "numbness", "tingling"), 2
)
"""Words that the sheet cannot do without and every adult knows, with the syllables they are counted as."""

SILENT_E = re.compile(r"[^aeiouylr]e[sd]?$|[^aeiouy][lr]e$")
SPOKEN_E = re.compile(r"(?:[sxz]|[cs]h|ce|ge)es$|[td]ed$|[^aeiouy]le$")


def grade(text: str) -> float:
    """The grade of a whole text. An empty text has grade 0."""
    sentences = [part for part in re.split(r"[.!?:;\n]+", text) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z']+", text)
    if not words or not sentences:
        return 0.0
    syllables = sum(syllables_of(word.lower()) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """Vowel groups, less a silent e at the end or before s and d."""
    if word in TAUGHT:
        return TAUGHT[word]
    groups = len(re.findall(r"[aeiouy]+", word))
    if SILENT_E.search(word) and not SPOKEN_E.search(word):
        groups -= 1
    return max(groups, 1)
