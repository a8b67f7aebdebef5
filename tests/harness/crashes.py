"""What may stand on a disk after a power cut at one moment of a log, by what a disk and a file system promise.

What was synced is there. Of what was not, each sector of 512 bytes has got as far as any of the writes to it, in their
order and each for itself; a file is as long as it was after any of them, and where nothing has arrived yet it holds
zeros or rubbish. Names that were made, taken away or moved without a sync of their folder have arrived or not: up to
any one of them, or each for itself; one renaming is never half. Folders themselves are taken to be there.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from tests.harness.disk_log import Event, numbered

SECTOR = 512
ROUNDS, TRIES = 40, 3
"""How often the log is gone through for states that are missing, and how often each moment is tried in vain."""
NAMING = ("create", "link", "unlink", "rename")
WAYS = ("nothing", "everything", "a little", "half", "most")
SHARE = {"nothing": 0.0, "everything": 1.0, "a little": 0.1, "half": 0.5, "most": 0.9}


@dataclass(frozen=True)
class State:
    """Files by name as a power cut may leave them, and what had been acknowledged."""

    files: Mapping[str, bytes]
    acknowledged: tuple[Any, ...]
    at: int
    """How many events had happened."""


@dataclass
class Disk:
    """A disk on its way through a log: what is on it for sure, and what is not yet."""

    safe: dict[int, bytes]
    names: dict[str, int]
    pending: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    naming: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: list[Any] = field(default_factory=list)

    def happens(self, event: Event) -> None:
        """The next event of the log."""
        if event.act == "mark":
            self.acknowledged.append(event.told)
        elif event.act in ("write", "cut"):
            self.pending[event.file].append(event)
        elif event.act == "sync":
            self.safe[event.file] = applied(self.safe.get(event.file, b""), self.pending.pop(event.file, []))
        elif event.act == "sync_folder":
            renamed(self.names, self.naming.pop(_folder(event.name), []))
        elif event.act in NAMING:
            self.naming[_folder(str(PurePath(event.to or event.name).parent))].append(event)

    def cut_off(self, chance: random.Random, at: int) -> State:
        """One of the ways that a power cut may leave it now."""
        names = dict(self.names)
        for events in self.naming.values():
            renamed(names, _arrived(events, chance))
        arrived = {number: self._left(number, chance) for number in sorted(set(names.values()))}
        return State({name: arrived[number] for name, number in names.items()}, tuple(self.acknowledged), at)

    def _left(self, number: int, chance: random.Random) -> bytes:
        safe, events = self.safe.get(number, b""), self.pending.get(number, [])
        way = chance.choice(WAYS)
        if not events or way == "nothing":
            return safe
        if way == "everything":
            return applied(safe, events)
        return torn(safe, events, SHARE[way], chance)


def states(before: Mapping[str, bytes], events: Sequence[Event], count: int, seed: int) -> Iterator[State]:
    """So many ways that a power cut somewhere in this log may leave the disk, which held `before` when it began. No two
    are alike in files and in what was acknowledged; there are fewer where a log has not so many."""
    chance = random.Random(seed)  # noqa: S311  # moments to strike, not secrets
    seen: set[int] = set()
    for _ in range(ROUNDS):
        if len(seen) < count:
            yield from _round(before, events, count, chance, seen)


def _round(
    before: Mapping[str, bytes], events: Sequence[Event], count: int, chance: random.Random, seen: set[int]
) -> Iterator[State]:
    """Once through the log, which stops as often as states are missing; adds what it has yielded to `seen`."""
    moments = sorted(chance.randrange(len(events) + 1) for _ in range(count - len(seen)))
    names = numbered(before)
    disk, done = Disk({names[name]: content for name, content in before.items()}, names), 0
    for moment in moments:
        for event in events[done:moment]:
            disk.happens(event)
        done = moment
        for _ in range(TRIES):
            state = disk.cut_off(chance, done)
            key = hash((tuple(sorted(state.files.items())), len(state.acknowledged)))
            if key not in seen:
                seen.add(key)
                yield state
                break


def applied(content: bytes, events: Sequence[Event]) -> bytes:
    """A file after all of these."""
    made = bytearray(content)
    for event in events:
        if event.act == "cut":
            del made[event.at :]
            made.extend(bytes(event.at - len(made)))
        else:
            made.extend(bytes(max(0, event.at - len(made))))
            made[event.at : event.at + len(event.content)] = event.content
    return bytes(made)


def torn(content: bytes, events: Sequence[Event], share: float, chance: random.Random) -> bytes:
    """A file of which each sector has got some of the way; `share` is how much of the way as a rule."""
    lengths = [len(content)]
    touching: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        end = event.at if event.act == "cut" else event.at + len(event.content)
        longest = max(lengths)
        lengths.append(end if event.act == "cut" else max(end, lengths[-1]))
        reach = max(longest, end) if event.act == "cut" else end
        for sector in range(event.at // SECTOR, -(-reach // SECTOR)):
            touching[sector].append(event)
    length = lengths[-1] if chance.random() < share else chance.choice(lengths)
    made = bytearray(content[:length])
    filler = chance.randbytes(SECTOR) if chance.random() < 0.3 else bytes(SECTOR)  # what stood there long before
    while len(made) < length:
        made += filler[: length - len(made)]
    for sector, several in touching.items():
        arrived = several[: sum(chance.random() < share for _ in several)]
        start = sector * SECTOR
        for event in arrived:
            _into(made, event, start, min(start + SECTOR, length))
    return bytes(made)


def _into(made: bytearray, event: Event, start: int, end: int) -> None:
    """What an event makes of the bytes from `start` to `end`."""
    if event.act == "cut":
        first = max(start, event.at)
        made[first:end] = bytes(max(0, end - first))
        return
    first, last = max(start, event.at), min(end, event.at + len(event.content))
    if first < last:
        made[first:last] = event.content[first - event.at : last - event.at]


def _arrived(events: Sequence[Event], chance: random.Random) -> list[Event]:
    """Those names that have arrived, in order."""
    if chance.random() < 0.5:
        return list(events[: chance.randint(0, len(events))])
    return [event for event in events if chance.random() < 0.5]


def renamed(names: dict[str, int], events: Sequence[Event]) -> None:
    """Does to the names what these events do."""
    for event in events:
        if event.act in ("unlink", "rename"):
            names.pop(event.name, None)
        if event.act in ("create", "link", "rename"):
            names[event.to or event.name] = event.file


def _folder(name: str) -> str:
    return "" if name == "." else name
