"""What a tool says it found, and which of that somebody has looked at and found to be no fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.planted import ECHOED, INJECTED

REVIEWED = Path(__file__).with_name("reviewed.toml")
ID = re.compile(r"[\w-]{22}(?=/|$)")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing a tool reports: of what category, at which address, by which parameter, and what it says."""

    tool: str
    category: str
    method: str
    path: str
    parameter: str
    says: str = ""

    @property
    def route(self) -> str:
        """Its address, with `<id>` for the ids of records."""
        return ID.sub("<id>", self.path)


@dataclass(frozen=True)
class Reviewed:
    """Findings that are no fault, and why. An empty `route` or `parameter` is every one, and `*` ends a beginning."""

    tool: str
    category: str
    route: str
    parameter: str
    why: str
    says: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether this is what was looked at."""
        same = (finding.tool, finding.category) == (self.tool, self.category)
        begins = self.route.endswith("*") and finding.route.startswith(self.route[:-1])
        here = not self.route or finding.route == self.route or begins
        return same and here and self.parameter in {"", finding.parameter} and self.says in finding.says


@dataclass(frozen=True)
class Compared:
    """Findings sorted: those that nobody has looked at, entries of the list that no longer occur, whether each tool
    found what was planted for it, and how many findings the list covers."""

    beyond: tuple[Finding, ...]
    gone: tuple[Reviewed, ...]
    planted: dict[str, bool]
    covered: int


def read_reviewed(file: Path = REVIEWED) -> tuple[Reviewed, ...]:
    """The list. Every entry says why."""
    return tuple(Reviewed(**one) for one in tomllib.loads(file.read_text(encoding="utf-8"))["reviewed"])


def read_refused(file: Path = REVIEWED) -> dict[str, str]:
    """The routes that only refuse, by endpoint, and why that is right."""
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["refused"]
    return found


def compared(findings: Iterable[Finding], reviewed: Iterable[Reviewed]) -> Compared:
    """Findings against the list; what was found at the planted pages is no finding."""
    several, known = sorted(set(findings)), tuple(reviewed)
    planted = {
        "sqlmap": any(one.tool == "sqlmap" and one.path == INJECTED for one in several),
        "wapiti": any((one.tool, one.path, one.parameter) == ("wapiti", ECHOED, "said") for one in several),
    }
    real = [one for one in several if not one.path.startswith("/planted/")]
    beyond = [one for one in real if not any(entry.covers(one) for entry in known)]
    gone = [entry for entry in known if not any(entry.covers(one) for one in real)]
    return Compared(tuple(beyond), tuple(gone), planted, len(real) - len(beyond))
