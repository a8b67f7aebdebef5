"""Passwords that are refused: too short, or among the first that anybody would try."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from clinic.web.access.passwords import normal

SHORTEST, LONGEST = 12, 200
COMMON_FILE = Path(__file__).with_name("common_passwords.txt")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopü", "azertyuiop",
    "qsdfghjklm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)  # fmt: skip  # a list reads best in lines
GUESSED_FIRST = (
    "password passwort passwords passphrase pass word secret geheim admin administrator login signin welcome letmein "
    "changeme default clinic practice surgery hospital health care nhs plumbline physio physiotherapy physiotherapist "
    "therapy therapist patient patients backpain back pain spine exercise rehab rehabilitation reception desk lead "
    "computer internet iloveyou love monkey dragon football baseball sunshine princess superman batman starwars master "
    "hello summer autumn winter spring january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday london england test user guest temp new my the"
)
LEET = str.maketrans("013457@$!", "oieastasi")
"""Signs and digits as they stand for letters."""
LEFT = 5
"""So many different letters, digits and signs have to be left when everything that is guessed first is taken away."""


def refused(password: str, names: Iterable[str] = ()) -> str:
    """Why a new password cannot be taken, as a sentence, or nothing when it can. `names` are those of the person and
    of the clinic. Any characters are welcome, spaces too."""
    length = len(normal(password))
    if length < SHORTEST:
        return f"Use {SHORTEST} characters or more. Three or four words that do not belong together are easy to keep."
    if length > LONGEST:
        return f"Use at most {LONGEST} characters."
    plain, meant = _plain(password), _plain(password.casefold().translate(LEET))
    if plain in _common() or meant in _common():
        return "Many people use this password, so it is tried early. Choose another."
    if _is_repeated(plain):
        return "This repeats a short piece, so it is as easy to guess as the piece. Choose another."
    words = {_plain(one) for name in names for one in (name, *name.split())} | set(GUESSED_FIRST.split())
    if min(_left(plain, words), _left(meant, words)) + _signs(password) < LEFT:
        return "Names, dates, rows of keys and words of this work are tried early. Choose words that nobody expects."
    return ""


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON_FILE.read_text(encoding="utf-8").split())


def _plain(text: str) -> str:
    """Small letters and digits without accents. A text without any, say of signs only, stays as it is."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if one.isalnum()) or letters


def _is_repeated(text: str) -> bool:
    return any(text == (text[:piece] * len(text))[: len(text)] for piece in range(1, len(text) // 2 + 1))


def _signs(password: str) -> int:
    """How many different signs there are but for three, which anybody puts around a word."""
    return max(0, len({one for one in password if not one.isalnum() and not one.isspace()}) - 3)


def _left(text: str, words: Iterable[str]) -> int:
    """How many different characters are left without the words and without pieces of rows of four and more."""
    kept = [one for one in words if len(one) > 2]
    for word in sorted(kept, key=lambda one: (-len(one), one)):
        text = text.replace(word, " ")
    for row in ROWS:
        for line in (row, row[::-1]):
            pieces = {line[start:end] for start in range(len(line)) for end in range(start + 4, len(line) + 1)}
            for piece in sorted(pieces, key=lambda one: (-len(one), one)):
                text = text.replace(piece, " ")
    return len(set(re.sub(r"\s", "", text)))
