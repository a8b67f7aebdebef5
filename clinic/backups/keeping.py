"""Which of the server's own backups are kept: 7 days, 4 weeks, 12 months, the newest of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from clinic.backups.archive import SEALED

DAYS, WEEKS, MONTHS = 7, 4, 12
STAMP = "%Y%m%d-%H%M%S"
NAMED = re.compile(r"clinic-(\d{8}-\d{6})" + re.escape(SEALED))


def name_at(at: datetime) -> str:
    """What a backup of the server is called; `at` in UTC, so that no hour comes twice."""
    return f"clinic-{at.astimezone(UTC):{STAMP}}{SEALED}"


def made_in(folder: Path) -> dict[datetime, Path]:
    """The server's own backups in a folder by when they were made, oldest first. Anything else is nobody's business."""
    found = {}
    for file in sorted(folder.iterdir()):
        if match := NAMED.fullmatch(file.name):
            found[datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)] = file
    return found


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Those to keep: the newest of each of the last days, weeks and months that have any. They count from the backups
    there are and not from the clock: a clock that jumps, or a clinic that was closed, takes none away."""
    newest_first = sorted(made, reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAYS, lambda one: one.date()),
        (WEEKS, lambda one: one.isocalendar()[:2]),
        (MONTHS, lambda one: (one.year, one.month)),
    )
    held: set[datetime] = set()
    for most, period in periods:
        newest: dict[Hashable, datetime] = {}
        for one in newest_first:
            newest.setdefault(period(one), one)
        held.update(list(newest.values())[:most])
    return frozenset(held)


def thin_out(folder: Path) -> int:
    """Delete the server's own backups that are not to be kept; how many. Raises OSError."""
    made = made_in(folder)
    gone = set(made) - kept(made)
    for one in gone:
        made[one].unlink()
    return len(gone)
