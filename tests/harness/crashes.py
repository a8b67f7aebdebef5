"""What may stand on a disk after a power cut at one moment of a log, by what a disk and a file system promise.

What was synced is there. Of what was not, each sector of 512 bytes has got as far as any of the writes to it, in their
order and each for itself; a file is as long as it was after any of them, and where nothing has arrived yet it holds
zeros or rubbish. Names that were made, taken away or moved without a sync of their folder have arrived or not: up to
any one of them, or each for itself; one renaming is never half. A folder is there once its own name is: what is
synced in a folder without a name is lost with it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from tests.harness.disk_log import Event
from tests.harness.disk_names import TOP, numbered

SECTOR = 512
RUBBISH = bytes(255 - one % 251 for one in range(SECTOR))
"""What stood long before where a file has grown; always the same, so that it alone makes no state another one."""
ROUNDS, TRIES = 40, 3
"""How often the log is gone through for states that are missing, and how often each moment is tried in vain."""
NAMING = ("create", "mkdir", "link", "unlink", "rmdir", "rename")
BARE = 0.25
"""How often nothing has arrived that was not synced: the worst for what was acknowledged."""
WAYS = ("nothing", "everything", "a little", "half", "most")
SHARE = {"nothing": 0.0, "everything": 1.0, "a little": 0.1, "half": 0.5, "most": 0.9}


Named = tuple[int, str]
"""The number of a folder and a name in it."""


@dataclass(frozen=True)
class State:
    """Files by name as a power cut may leave them, with the folders, whose names end with a stroke; and what had been
    acknowledged."""

    files: Mapping[str, bytes]
    acknowledged: tuple[Any, ...]
    at: int
    """How many events had happened."""

    @property
    def disk(self) -> int:
        """The same for states that leave the same on the disk."""
        return hash(tuple(sorted(self.files.items())))


@dataclass
class Disk:
    """A disk on its way through a log: what is on it for sure, and what is not yet."""

    safe: dict[int, bytes]
    names: dict[Named, int]
    folders: set[int]
    pending: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    naming: list[tuple[int, Event]] = field(default_factory=list)
    """What happened to names, with the folder that has to be synced for it."""
    acknowledged: list[Any] = field(default_factory=list)

    @classmethod
    def holding(cls, before: Mapping[str, bytes]) -> Disk:
        """With these files and folders on it for sure."""
        numbers = numbered(before)
        paths = {PurePath(path): number for path, number in numbers.items() if path != TOP}
        names = {(numbers[str(path.parent)], path.name): number for path, number in paths.items()}
        safe = {numbers[name]: content for name, content in before.items() if not name.endswith("/")}
        return cls(safe, names, set(numbers.values()) - safe.keys())

    def happens(self, event: Event) -> None:
        """The next event of the log."""
        if event.act == "mark":
            self.acknowledged.append(event.told)
        elif event.act in ("write", "cut"):
            self.pending[event.file].append(event)
        elif event.act == "sync":
            self.safe[event.file] = applied(self.safe.get(event.file, b""), self.pending.pop(event.file, []))
        elif event.act == "sync_folder":
            renamed(self.names, [one for folder, one in self.naming if folder == event.file])
            self.naming = [(folder, one) for folder, one in self.naming if folder != event.file]
        elif event.act in NAMING:
            self.folders |= {event.file} if event.act == "mkdir" else set()
            self.naming.append((event.to_folder if event.to else event.folder, event))

    def cut_off(self, chance: random.Random, at: int) -> State:
        """One of the ways that a power cut may leave it now; in one of four nothing has arrived that was not synced."""
        names, bare = dict(self.names), chance.random() < BARE
        renamed(names, [] if bare else self._arrived(chance))
        paths = dict(_paths(names, self.folders))
        numbers = sorted({number for path, number in paths.items() if not path.endswith("/")})
        left = {number: self.safe.get(number, b"") if bare else self._left(number, chance) for number in numbers}
        return State({path: left.get(number, b"") for path, number in paths.items()}, tuple(self.acknowledged), at)

    def _arrived(self, chance: random.Random) -> list[Event]:
        """Those names that have arrived, in order; what happens in one folder says nothing of another."""
        arrived: set[int] = set()
        for folder in sorted({folder for folder, _ in self.naming}):
            places = [place for place, (one, _) in enumerate(self.naming) if one == folder]
            whole = chance.random() < 0.5
            arrived.update(
                places[: chance.randint(0, len(places))] if whole else [one for one in places if chance.random() < 0.5]
            )
        return [self.naming[place][1] for place in sorted(arrived)]

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
    seen: set[tuple[int, int]] = set()
    for _ in range(ROUNDS):
        if len(seen) < count:
            yield from _round(before, events, count, chance, seen)


def _round(
    before: Mapping[str, bytes],
    events: Sequence[Event],
    count: int,
    chance: random.Random,
    seen: set[tuple[int, int]],
) -> Iterator[State]:
    """Once through the log, which stops as often as states are missing, and at no moment twice before it was at every
    one; adds what it has yielded to `seen`."""
    times, more = divmod(count - len(seen), len(events) + 1)
    every = range(len(events) + 1)
    disk, done = Disk.holding(before), 0
    for moment in sorted([*every] * times + chance.sample(every, more)):
        for event in events[done:moment]:
            disk.happens(event)
        done = moment
        for _ in range(TRIES):
            state = disk.cut_off(chance, done)
            key = state.disk, len(state.acknowledged)
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
    filler = RUBBISH if chance.random() < 0.3 else bytes(SECTOR)
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


def renamed(names: dict[Named, int], events: Sequence[Event]) -> None:
    """Does to the names what these events do."""
    for event in events:
        if event.act in ("unlink", "rmdir", "rename"):
            names.pop((event.folder, event.name), None)
        if event.act in ("create", "mkdir", "link", "rename"):
            names[(event.to_folder, event.to) if event.to else (event.folder, event.name)] = event.file


def _paths(
    names: Mapping[Named, int], folders: AbstractSet[int], top: int = 0, path: str = ""
) -> Iterator[tuple[str, int]]:
    """Every path that leads anywhere from the top folder, and where to; one to a folder ends with a stroke."""
    for (folder, name), number in sorted(names.items()):
        if folder == top:
            yield (f"{path}{name}/" if number in folders else f"{path}{name}"), number
            if number in folders:
                yield from _paths(names, folders, number, f"{path}{name}/")
