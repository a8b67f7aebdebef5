"""The audit trail: who did what to which record and when, each entry chained to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from clinic.store.rows.audit import AuditHeadRow, AuditRow

START = "0" * 64
FIELDS = ("number", "at", "account_id", "act", "kind", "object_id", "patient_id", "detail", "previous")
AT_ONCE = 2_000


@dataclass(frozen=True)
class Actor:
    """Who acts, and when. `account` is empty where nobody is signed in, or the program acts by itself."""

    account: str
    at: datetime


@dataclass(frozen=True)
class Entry:
    """One entry of the trail as it is shown."""

    number: int
    at: datetime
    account: str
    act: str
    kind: str
    record: str
    patient: str
    detail: Mapping[str, object]


@dataclass(frozen=True)
class Fault:
    """A place where the trail is not what it was, and what is wrong there."""

    number: int
    text: str


def note(
    session: Session,
    actor: Actor,
    act: str,
    kind: str,
    record: str = "",
    *,
    patient: str = "",
    **detail: object,
) -> None:
    """Write one entry, in the transaction of what it tells of."""
    head = session.get(AuditHeadRow, 1)
    if head is None:
        head = AuditHeadRow(id=1, number=0, hash=START)
        session.add(head)
    row = AuditRow(
        number=head.number + 1,
        at=actor.at.isoformat(),
        account_id=actor.account,
        act=act,
        kind=kind,
        object_id=record,
        patient_id=patient,
        detail=_canonical(detail),
        previous=head.hash,
    )
    row.hash = _hash(*(getattr(row, name) for name in FIELDS))
    session.add(row)
    head.number, head.hash = row.number, row.hash
    session.flush()


def verify(session: Session, holds: str = "") -> tuple[int, tuple[Fault, ...]]:
    """How many entries there are, and every place where one was removed, altered or put elsewhere.

    Whoever may write anything in the whole database could write the whole trail anew. What gives that away is an
    earlier end of the trail that was noted elsewhere: `holds` is such a hash, and a fault when no entry has it.
    """
    faults: list[Fault] = []
    count, number, previous, held = 0, 0, START, holds in {"", START}
    for row in _rows(session):
        values: list[Any]
        *values, own = row
        if row.number < 1:
            faults.append(Fault(row.number, "the entry was put before the beginning"))
        elif row.number != number + 1:
            faults.append(Fault(number + 1, _missing(number + 1, row.number - 1)))
        elif row.previous != previous:
            faults.append(Fault(row.number, "the entry does not follow the one before it"))
        if own != _hash(*values):
            faults.append(Fault(row.number, "the entry was altered"))
        count, number, previous, held = count + 1, max(row.number, 0), own, held or own == holds
    if (number, previous) != end(session):
        faults.append(Fault(number, "the end of the trail is not where it was"))
    if not held:
        faults.append(Fault(number, f"no entry has the hash {holds}"))
    return count, tuple(faults)


def end(session: Session) -> tuple[int, str]:
    """The number and hash of the last entry that was written."""
    found = session.execute(select(AuditHeadRow.number, AuditHeadRow.hash).where(AuditHeadRow.id == 1)).first()
    return (found.number, found.hash) if found else (0, START)


def hash_beginning(session: Session, beginning: str) -> str:
    """The hash of the newest entry that begins with these hex digits; nothing where no entry has one."""
    found = select(AuditRow.hash).where(AuditRow.hash.startswith(beginning)).order_by(AuditRow.number.desc()).limit(1)
    return session.scalar(found) or ""


def entries_of(session: Session, patient: str, *, most: int = 200) -> tuple[Entry, ...]:
    """The newest entries about one patient, newest first."""
    found = select(AuditRow).where(AuditRow.patient_id == patient).order_by(AuditRow.number.desc()).limit(most)
    return tuple(_entry(row) for row in session.scalars(found))


def _rows(session: Session) -> Iterator[Row[Any]]:
    """Every entry as it is kept, its fields in order and then its hash; `AT_ONCE` in memory at a time."""
    columns = select(*(getattr(AuditRow, name) for name in (*FIELDS, "hash"))).order_by(AuditRow.number).limit(AT_ONCE)
    rows = session.execute(columns).all()
    while rows:
        yield from rows
        rows = session.execute(columns.where(AuditRow.number > rows[-1].number)).all()


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"


def _hash(*values: object) -> str:
    kept = {name: repr(one) if isinstance(one, bytes) else one for name, one in zip(FIELDS, values, strict=True)}
    return hashlib.sha256(_canonical(kept).encode()).hexdigest()


def _canonical(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(row: AuditRow) -> Entry:
    return Entry(
        row.number,
        datetime.fromisoformat(row.at),
        row.account_id,
        row.act,
        row.kind,
        row.object_id,
        row.patient_id,
        json.loads(row.detail),
    )
