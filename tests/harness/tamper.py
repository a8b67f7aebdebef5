"""Alters the audit trail in every way there is, and says which way the verifier does not see.

`python -m tests.harness.tamper` does it once for each way, --full at every place of a long trail.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import text

from clinic.store import audit
from clinic.store.rows.audit import AuditRow
from clinic.store.transactions import Session, writing
from tests.store.places import ready, sqlite_in
from tests.store.records import visit

Verifier = Callable[[Session], bool]
"""Whether the trail is whole."""

COLUMNS = tuple(column.name for column in AuditRow.__table__.columns)
FIELDS = tuple(name for name in COLUMNS if name not in {"number", "hash"})


def is_whole(session: Session) -> bool:
    """What the clinic itself says of its trail."""
    return not audit.verify(session)[1]


def write_trail(session: Session, length: int) -> None:
    """A trail of `length` entries, no two alike."""
    made = visit(session)
    acts = ("read_record", "write_draft", "print")
    for number in range(length - audit.end(session)[0]):
        record = f"record-{number}"
        audit.note(session, made.actor, acts[number % 3], "assessment", record, patient=made.patient.id, at=number)


def tamperings(length: int) -> dict[str, Callable[[Session, int], object]]:
    """Every way to alter a trail of this length at the entry with a number; by what it does."""
    return {
        "remove an entry": lambda session, at: run(session, "DELETE FROM audit WHERE number = :at", at=at),
        "remove an entry and close the gap": remove_and_close,
        "cut off the tail": lambda session, at: run(session, "DELETE FROM audit WHERE number >= :at", at=at),
        "remove the beginning": lambda session, at: run(session, "DELETE FROM audit WHERE number <= :at", at=at),
        "remove all": lambda session, _: run(session, "DELETE FROM audit"),
        "swap two entries": lambda session, at: swap(session, at, 1 + at % length, COLUMNS[1:]),
        "swap what two entries say": lambda session, at: swap(session, at, 1 + at % length, FIELDS[:-1]),
        "renumber an entry": lambda session, at: move(session, at, length + 100),
        "put an entry before the beginning": lambda session, at: copy(session, at, 0),
        "put an entry far before the beginning": lambda session, at: copy(session, at, -7),
        "put an entry at the end": lambda session, at: copy(session, at, length + 1),
        "put an entry between two others": put_between,
        "alter an entry with its hash": lambda session, at: run(
            session, "UPDATE audit SET act = 'nothing', hash = previous WHERE number = :at", at=at
        ),
        "say that the trail is shorter": lambda session, at: run(
            session, "UPDATE audit_head SET number = :at - 1", at=at
        ),
        "say that the trail ends with another hash": lambda session, at: run(
            session, "UPDATE audit_head SET hash = (SELECT previous FROM audit WHERE number = :at)", at=at
        ),
        "remove the end's mark": lambda session, _: run(session, "DELETE FROM audit_head"),
        **{f"alter {name}": altering(name) for name in (*FIELDS, "hash")},
    }


def missed(verifier: Verifier, places: Iterable[int], length: int) -> list[str]:
    """Every tampering that the verifier took for a whole trail, and a whole trail that it did not; nothing is kept."""
    with writing() as session:
        found = [] if verifier(session) else ["the trail as it was written"]
        for at in places:
            for name, tamper in tamperings(length).items():
                point = session.begin_nested()
                tamper(session, at)
                if verifier(session):
                    found.append(f"{name}, number {at}")
                point.rollback()
    return found


def run(session: Session, statement: str, **values: object) -> None:
    session.execute(text(statement), values)


def alter(session: Session, at: int, column: str, value: str) -> None:
    run(session, f"UPDATE audit SET {column} = :value WHERE number = :at", at=at, value=value)  # noqa: S608  # our columns


def altering(column: str) -> Callable[[Session, int], object]:
    """Changes one letter of one column."""

    def change(session: Session, at: int) -> None:
        kept = session.execute(text(f"SELECT {column} FROM audit WHERE number = :at"), {"at": at}).scalar_one()  # noqa: S608  # our columns
        alter(session, at, column, f"{'y' if kept[:1] == 'x' else 'x'}{kept[1:]}")

    return change


def move(session: Session, at: int, to: int) -> None:
    run(session, "UPDATE audit SET number = :to WHERE number = :at", at=at, to=to)


def copy(session: Session, at: int, to: int) -> None:
    names = ", ".join(COLUMNS[1:])
    run(session, f"INSERT INTO audit (number, {names}) SELECT :to, {names} FROM audit WHERE number = :at", at=at, to=to)  # noqa: S608  # our columns


def swap(session: Session, one: int, other: int, columns: Iterable[str]) -> None:
    """Exchanges these columns of two entries."""
    names = ", ".join(columns)
    rows = {
        number: session.execute(text(f"SELECT {names} FROM audit WHERE number = :at"), {"at": number}).mappings().one()  # noqa: S608  # our columns
        for number in (one, other)
    }
    for number, row in ((one, rows[other]), (other, rows[one])):
        for name, value in row.items():
            alter(session, number, name, value)


def remove_and_close(session: Session, at: int) -> None:
    """Removes an entry and counts those behind it down, and the end's mark too."""
    run(session, "DELETE FROM audit WHERE number = :at", at=at)
    _shift(session, at, -1)
    run(session, "UPDATE audit_head SET number = number - 1")


def put_between(session: Session, at: int) -> None:
    """Counts the entries from `at` on up, and the end's mark too, and puts a copy in the gap."""
    _shift(session, at, 1)
    copy(session, at + 1, at)
    run(session, "UPDATE audit_head SET number = number + 1")


def _shift(session: Session, at: int, by: int) -> None:
    run(session, "UPDATE audit SET number = -number WHERE number >= :at", at=at)  # no number stands twice meanwhile
    run(session, "UPDATE audit SET number = -number + :by WHERE number < 0", by=by)


def main(argv: list[str] | None = None) -> int:
    """Prints what was missed; the exit status is 0 when that is nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="every place of a long trail")
    length = 120 if parser.parse_args(argv).full else 12
    places = range(1, length + 1) if length > 12 else (1, 6, length)
    with tempfile.TemporaryDirectory() as folder, ready(sqlite_in(Path(folder))):
        with writing() as session:
            write_trail(session, length)
        found = missed(is_whole, places, length)
    tried = len(tamperings(length)) * len(places)
    print(f"{tried} tamperings with a trail of {length} entries, {len(found)} missed", *found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
