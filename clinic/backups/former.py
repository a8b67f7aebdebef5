"""The records as they were before an upgrade: plain for a month, for a quick way back, and from then on sealed.

None is ever deleted: each is the last state that the older release could read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clinic.backups.archive import SEALED, make_of_copy
from clinic.durable import settle
from clinic.store.errors import StoreError
from clinic.store.upgrade import FOLDER, PREFIX

PLAIN_FOR = timedelta(days=30)
STAMP = "%Y%m%d-%H%M%S"
NAMED = re.compile(re.escape(PREFIX) + r".+?-(\d{8}-\d{6})(?:-\d+)?\.sqlite3")


def seal_former(instance: Path, recipients: Sequence[str], now: datetime) -> tuple[Path, ...]:
    """Seal each copy that is older than a month and take the plain one away; the sealed files, which `clinic restore`
    opens. To be called once a sealed backup of the records as they are now was made and read back.

    A copy goes only after its sealed file was opened again and compared. Raises the StoreError or OSError of the first
    one that cannot be sealed, after all others; it stays as it is.
    """
    done: list[Path] = []
    faults: list[StoreError | OSError] = []
    for file in sorted((instance / FOLDER).glob(f"{PREFIX}*.sqlite3")):
        made = made_at(file)
        if made is None or now - made < PLAIN_FOR or not recipients:
            continue
        try:
            done.append(_sealed(file, recipients, made))
        except (StoreError, OSError) as error:
            faults.append(error)
    if faults:
        raise faults[0]
    return tuple(done)


def made_at(file: Path) -> datetime | None:
    """When a copy was made, by its name; None for a file that no upgrade made."""
    match = NAMED.fullmatch(file.name)
    try:
        return datetime.strptime(match[1], STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:  # figures that are no moment
        return None


def _sealed(file: Path, recipients: Sequence[str], made: datetime) -> Path:
    """The sealed file in the place of the plain one."""
    target = file.with_name(file.name.removesuffix(".sqlite3") + SEALED)
    if not target.exists():  # a sealed file has its name only once it is whole: a stop came between the two
        make_of_copy(file, target, recipients, made)
    file.unlink()
    settle(file.parent)
    return target
