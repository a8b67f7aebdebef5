"""The typeface of the sheets: one whole file per face, and which characters it can print."""

from __future__ import annotations

import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path

from clinic.handout.errors import HandoutError

FACES = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf", 700: "SourceSansPro-Bold.ttf"}
"""By weight. All are uprights: the italics of this typeface lack Greek, Cyrillic and Vietnamese."""

LAID_OUT = frozenset("\n\r\t ")


def font_file(weight: int) -> Path:
    """The file of one face. Raises HandoutError when the font package is missing or incomplete."""
    try:
        from font_source_sans_pro import font_directory
    except ImportError as error:
        raise HandoutError("The font package is missing. Install it: pip install font-source-sans-pro") from error
    path = Path(font_directory) / FACES[weight]
    if not path.is_file():
        raise HandoutError(f"The font file {path} is missing. Install the font package again: font-source-sans-pro")
    return path


@cache
def characters() -> frozenset[int]:
    """The code points that every face can print."""
    from fontTools.ttLib import TTFont

    covered: frozenset[int] | None = None
    for weight in FACES:
        with TTFont(font_file(weight), lazy=True) as font:
            face = frozenset(font.getBestCmap() or {})
        covered = face if covered is None else covered & face
    return covered or frozenset()


@cache
def fonts_digest() -> str:
    """SHA-256 over the font files, for whoever has to know whether the same sheet would come out again."""
    digest = sha256()
    for weight in FACES:
        digest.update(font_file(weight).read_bytes())
    return digest.hexdigest()


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be printed, each once, in order."""
    known = characters()
    return tuple(dict.fromkeys(one for one in text if one not in LAID_OUT and ord(one) not in known))


def require_printable(text: str) -> None:
    """Raises HandoutError that names every character of a text which the typeface lacks, with a word around it."""
    missing = missing_characters(text)
    if not missing:
        return
    named = "; ".join(
        f"{one} (U+{ord(one):04X} {unicodedata.name(one, 'unnamed')}) in “{_word_around(text, one)}”" for one in missing
    )
    raise HandoutError(f"The sheet's typeface has no sign for: {named}. Write it with other letters and print again.")


def _word_around(text: str, character: str) -> str:
    return next(word for word in text.split() if character in word)[:40]
