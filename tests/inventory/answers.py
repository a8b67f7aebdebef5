"""What the answer about a lock is worth: faults that are known, and packages nobody said anything about.

pip-audit ends well for a package that its source does not know, so its exit status cannot be taken for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What was said of the packages of one lock, each as `name==version`: `known` faults by package, how many were
    `clear`, and those `unanswered`."""

    known: Mapping[str, tuple[str, ...]]
    clear: int
    unanswered: tuple[str, ...]

    @property
    def found_nothing(self) -> bool:
        """Whether every package was asked about and none has a known fault."""
        return bool(self.clear) and not self.known and not self.unanswered


def pinned(lock: str) -> tuple[str, ...]:
    """Every package of a lock, on whatever system it is for, as `name==version`."""
    return tuple(sorted({f"{_plain(name)}=={version}" for name, version in PINNED.findall(lock)}))


def read_answer(asked: tuple[str, ...], told: Mapping[str, Any]) -> Answer:
    """Reads pip-audit's JSON about these packages. What it does not speak of, or skipped, is unanswered."""
    known: dict[str, tuple[str, ...]] = {}
    clear: set[str] = set()
    for one in told.get("dependencies", ()):
        package = f"{_plain(one['name'])}=={one.get('version', '')}"
        if "vulns" not in one or package not in asked:
            continue
        if one["vulns"]:
            known[package] = tuple(sorted(fault["id"] for fault in one["vulns"]))
        else:
            clear.add(package)
    return Answer(known, len(clear), tuple(one for one in asked if one not in known and one not in clear))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
