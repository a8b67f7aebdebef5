"""One line of `clinic doctor`: what was looked at, how it stands, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clinic.invoked import command


class Verdict(StrEnum):
    """How a thing stands, the worst last: `look` still works, `wrong` does not."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Line:
    """What was looked at, how it stands in words, and what to do; nothing where it is ok."""

    about: str
    verdict: Verdict
    says: str
    to_do: str = ""


def fine(about: str, says: str) -> Line:
    """What is as it should be."""
    return Line(about, Verdict.OK, says)


def look(about: str, says: str, to_do: str) -> Line:
    """What works and needs somebody's attention."""
    return Line(about, Verdict.LOOK, says, to_do)


def wrong(about: str, says: str, to_do: str) -> Line:
    """What does not work, or puts records at risk."""
    return Line(about, Verdict.WRONG, says, to_do)


def looked(about: str, check: Callable[[], Iterable[Line]], errors: tuple[type[Exception], ...]) -> Iterator[Line]:
    """The lines of one check; what stops it is a line as well, so that the page is always whole."""
    try:
        yield from check()
    except ImportError as error:
        yield wrong(about, f"a package is missing: {error.name}", "Start clinic/bin/serve once: it installs them.")
    except errors as error:
        yield wrong(about, " ".join(str(error).split()), f"Mend this first; then run {command()} doctor again.")
    except OSError as error:
        named = f" {Path(str(error.filename)).name}" if error.filename else ""
        yield wrong(about, f"{error.strerror}{named}", "Look at the disk and at who may read the clinic's folder.")
