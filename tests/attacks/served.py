"""The attacked clinic as the harness sees it: a process of its own that is told what to do."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.attacks.targets import Ground
from tests.harness.running import running


@dataclass
class Answers:
    """What a clinic answered: by endpoint and status, how much of it turned somebody away, how often a session had to
    be opened again, every answer that was a failure, and what is wrong with the records since."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    turned_away: int = 0
    reopened: int = 0
    failures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(one.total() for one in self.statuses.values())

    def of_class(self, *classes: int) -> int:
        """How many answers were of these classes: 2 for 200 to 299."""
        return sum(count for one in self.statuses.values() for status, count in one.items() if status // 100 in classes)

    def add(self, more: Answers) -> None:
        """Takes those of a further part of the attack in."""
        for endpoint, counts in more.statuses.items():
            self.statuses.setdefault(endpoint, Counter()).update(counts)
        self.turned_away += more.turned_away
        self.reopened += more.reopened
        self.failures += more.failures
        self.faults += more.faults


def read_answers(told: dict[str, Any]) -> Answers:
    """The answer of the process, read."""
    found = Answers(
        turned_away=told["turned_away"], reopened=told["reopened"], failures=told["failures"], faults=told["faults"]
    )
    for endpoint, status, count in told["answers"]:
        found.statuses.setdefault(endpoint, Counter())[status] += count
    return found


class Attacked:
    """The process, its address, and what to tell it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self.base = f"http://127.0.0.1:{port}"

    def told(self, command: str) -> Answers:
        """What was answered since the last command. `restoring`: from now on each form meets the clinic as it was;
        `keeping`: what is sent stays; `count`: as before."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return read_answers(json.loads(self._process.stdout.readline()))


@contextmanager
def attacked(ground: Ground, said: Path) -> Iterator[Attacked]:
    """The clinic, served until the block ends. What it says goes into a file."""
    arguments = str(ground.instance), str(ground.as_it_was)
    with running("tests.attacks.attacked", *arguments, said=said) as (process, port):
        yield Attacked(process, port)
