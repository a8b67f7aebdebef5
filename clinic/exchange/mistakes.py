"""What is wrong with a case: every mistake with its place, what is allowed, and the nearest valid word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from clinic.exchange.mistake_words import IN_FILES, Allowed, Part, Voice, Written
from clinic.knowledge.mistakes import nearest

Place: TypeAlias = tuple[str, ...]
"""Where something stands in a case, from the outside in: `("tests", "slr_deg", "left")`."""

FEW = 12


@dataclass(frozen=True)
class CaseMistake:
    """One mistake: where, and what is wrong and allowed there.

    `says` is a sentence with a `{name}` for each of its `parts`, so that every reader gets them in their own words;
    `aside` is added for those who write files. `missing`: nothing stands there at all.
    """

    place: Place
    says: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    aside: str = ""
    missing: bool = False

    @property
    def text(self) -> str:
        """The mistake for whoever wrote the file."""
        return self.said(IN_FILES) + self.aside

    def said(self, voice: Voice) -> str:
        """The mistake in the words of a voice."""
        return self.says.format_map({name: voice.said(part) for name, part in self.parts.items()})

    def __str__(self) -> str:
        return f"{'.'.join(self.place)}: {self.text}" if self.place else self.text


class CaseError(Exception):
    """A case cannot be read. `mistakes` holds every one that was found, in the order of the case."""

    def __init__(self, mistakes: Iterable[CaseMistake]) -> None:
        self.mistakes = tuple({(one.place, one.text): one for one in mistakes}.values())
        count = len(self.mistakes)
        head = f"This case has {count} mistake{'' if count == 1 else 's'}:"
        super().__init__("\n".join([head, *(f"  {mistake}" for mistake in self.mistakes)]))


class Mistakes:
    """Collects mistakes while a case is read, so that one reading finds them all."""

    def __init__(self) -> None:
        self.found: list[CaseMistake] = []

    def wrong(self, place: Place, says: str, *, aside: str = "", **parts: Part) -> None:
        """Note one mistake."""
        self.found.append(CaseMistake(place, says, parts, aside))

    def missing(self, place: Place, aside: str = "") -> None:
        """Note that something has to stand at a place and does not."""
        self.found.append(CaseMistake(place, "is missing", aside=aside, missing=True))

    def not_one_of(self, place: Place, written: object, allowed: Collection[str]) -> None:
        """Note a word that is none of the allowed ones."""
        self.wrong(
            place, "has to be {allowed}, not {written}", aside=did_you_mean(written, allowed),
            allowed=Allowed(tuple(allowed)), written=Written(written),
        )  # fmt: skip  # the sentence, then its parts

    def unknown(self, place: Place, what: str, written: object, valid: Collection[str]) -> None:
        """Note an id or a field that does not exist, with the nearest one that does."""
        hint = did_you_mean(written, valid)
        if not hint and len(valid) <= FEW:
            hint = f"; known are {', '.join(valid)}"
        self.wrong(place, "no {what} is called {written}", aside=hint, what=what, written=Written(written))

    def table(self, raw: object, place: Place) -> Mapping[str, object]:
        """A table as it is, or an empty one and a mistake."""
        if isinstance(raw, Mapping):
            return {str(key): value for key, value in raw.items()}
        self.wrong(place, "has to be a table, not {written}", written=Written(raw))
        return {}

    def fields(self, raw: object, place: Place, valid: Collection[str]) -> Mapping[str, object]:
        """The known fields of a table; every other one is a mistake."""
        table = self.table(raw, place)
        for key in table:
            if key not in valid:
                self.unknown((*place, key), "field", key, valid)
        return {key: value for key, value in table.items() if key in valid}

    def list(self, raw: object, place: Place) -> Collection[object]:
        """A list as it is, or an empty one and a mistake."""
        if isinstance(raw, list | tuple):
            return raw
        self.wrong(place, "has to be a list, not {written}", written=Written(raw))
        return ()

    def text(self, raw: object, place: Place) -> str | None:
        """A text as it is, or None and a mistake."""
        if isinstance(raw, str):
            return raw
        self.wrong(place, "has to be a text, not {written}", written=Written(raw))
        return None


def did_you_mean(written: object, valid: Collection[str]) -> str:
    """`; did you mean "no"?`, or nothing when no valid word is near."""
    if not isinstance(written, str):
        return ""
    word = written.strip().lower().replace(" ", "_").replace("-", "_")
    near = word if word in valid else nearest(word, valid)
    return f'; did you mean "{near}"?' if near else ""
