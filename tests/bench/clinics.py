"""Clinics with thousands of invented patients, made in bulk: the sizes of a real one, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from clinic.store import people
from clinic.store.patients import folded
from clinic.store.rows import Row
from clinic.store.transactions import writing
from tests.bench.records import CASE, RESULT, SHEET, answers, days_ago, measurements, programme
from tests.store.places import Place, ready, sqlite_in
from tests.store.records import NOBODY, TODAY

SYLLABLES = (
    "ba", "ko", "ri", "mel", "sun", "dor", "vi", "ten", "la", "go", "sha", "mi", "pet", "ran", "ul", "fe", "nor", "kas",
    "ju", "lo", "eth", "zi", "wa", "ys", "han", "cor", "que", "od", "in", "xa",
)  # fmt: skip  # a list reads best in lines
AT_ONCE = 500
SHEET_EACH = 3
"""One assessment of so many has an issued sheet."""
NOTES_EACH = 3
"""So many audit entries for each assessment. Their hashes are not real: nothing here verifies them."""


@dataclass(frozen=True)
class Clinic:
    """A made clinic: where its database is, how many patients with how many assessments each, and who works there."""

    place: Place
    patients: int
    each: int
    account: str

    def person(self, number: int) -> Person:
        """The patient with this number, from 0."""
        return _person(number)


@dataclass(frozen=True)
class Person:
    """An invented patient."""

    id: str
    surname: str
    given: str
    number: str
    born: date


def made(folder: Path, patients: int, each: int = 3) -> Clinic:
    """A clinic of this size in a folder."""
    place = sqlite_in(folder)
    with ready(place) as engine:
        with writing() as session:
            account = people.expect(session, NOBODY, name="Dr Ada Byron", role="clinician").id
        _fill(engine, account, patients, each)
    return Clinic(place, patients, each, account)


def _person(number: int) -> Person:
    chance = random.Random(number)  # noqa: S311  # invented names, not secrets
    surname, given = ("".join(chance.choices(SYLLABLES, k=length)).title() for length in (3, 2))
    born = date(1935, 1, 1) + timedelta(days=chance.randrange(30_000))
    return Person(f"patient-{number}", surname, given, f"{1_000_000 + number * 37}", born)


def _fill(engine: Engine, account: str, patients: int, each: int) -> None:
    made_by = {"made_by": account, "made_at": days_ago(0)}
    visits = [(number, visit) for number in range(patients) for visit in range(each)]
    sheets = [one for place, one in enumerate(visits) if place % SHEET_EACH == 0]
    with engine.begin() as connection:
        put(connection, "patient", (_patient_row(number, account) | made_by for number in range(patients)))
        put(connection, "patient_word", (row for number in range(patients) for row in _word_rows(number)))
        put(connection, "episode", (_episode_row(number, account) for number in range(patients)))
        put(connection, "assessment", (_assessment_row(*one, account) | made_by for one in visits))
        put(connection, "measurement", (row for one in visits for row in measurements(f"patient-{one[0]}", _id(*one))))
        put(connection, "screening", (_screening_row(*one) | made_by for one in visits))
        put(connection, "programme", (_programme_row(*one) | made_by for one in visits))
        put(connection, "programme_version", (row | made_by for one in visits for row in _version_rows(*one)))
        put(connection, "handout", (_handout_row(*one) | made_by for one in sheets))
        put(connection, "audit", _audit_rows(visits, account))
        last = len(visits) * NOTES_EACH + 1
        connection.exec_driver_sql("UPDATE audit_head SET number = ?", (last,))


def put(connection: Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Puts rows of plain values into a table, many at once; what a row does not say is an empty text."""
    names = [column.name for column in Row.metadata.tables[table].columns]
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  # our tables
    waiting: Iterator[tuple[Any, ...]] = (tuple(row.get(name, "") for name in names) for row in rows)
    while some := list(islice(waiting, AT_ONCE)):
        connection.exec_driver_sql(statement, some)


def _id(number: int, visit: int) -> str:
    return f"visit-{number}-{visit}"


def _day(number: int, visit: int) -> str:
    return (TODAY - timedelta(days=number % 700 + visit * 21)).isoformat()


def _patient_row(number: int, account: str) -> dict[str, Any]:
    one = _person(number)
    return {
        "id": one.id, "surname": one.surname, "given": one.given, "birth_date": one.born.isoformat(), "sex": "F",
        "number": one.number, "telephone": "0113 496 0000", "language": "en", "large_print": 0,
        "sorted_by": folded(f"{one.surname} {one.given}"), "clinician_id": account, "version": 1,
        "seen_at": days_ago(number % 700, number),
    }  # fmt: skip  # one row, few lines


def _word_rows(number: int) -> Iterator[dict[str, Any]]:
    one = _person(number)
    for word in sorted(set(folded(f"{one.surname} {one.given} {one.number}").split())):
        yield {"word": word, "patient_id": one.id}


def _episode_row(number: int, account: str) -> dict[str, Any]:
    return {
        "id": f"episode-{number}", "patient_id": f"patient-{number}", "title": "Back pain",
        "opened_on": _day(number, 9), "closed_on": None, "made_by": account, "version": 1,
    }  # fmt: skip  # one row, few lines


def _assessment_row(number: int, visit: int, account: str) -> dict[str, Any]:
    is_draft = visit == 0 and number % 100 == 0
    return {
        "id": _id(number, visit), "patient_id": f"patient-{number}", "episode_id": f"episode-{number}",
        "state": "draft" if is_draft else "final", "assessed_on": _day(number, visit), "amends_id": None,
        "saved_at": days_ago(visit, number), "final_by": None if is_draft else account,
        "final_at": None if is_draft else days_ago(visit), "version": 5,
        "answers": answers(number % 97, account), "case_read": CASE,
    }  # fmt: skip  # one row, few lines


def _screening_row(number: int, visit: int) -> dict[str, Any]:
    return {
        "id": f"screening-{number}-{visit}", "assessment_id": _id(number, visit), "number": 1, "edition": "e" * 64,
        "disposition": "programme_with_restrictions", "case_read": CASE, "result": RESULT,
    }  # fmt: skip  # one row, few lines


def _programme_row(number: int, visit: int) -> dict[str, Any]:
    return {
        "id": f"programme-{number}-{visit}", "patient_id": f"patient-{number}", "assessment_id": _id(number, visit),
        "number": 1, "version": 2,
    }  # fmt: skip  # one row, few lines


def _version_rows(number: int, visit: int) -> Iterator[dict[str, Any]]:
    for count, kind in ((1, "proposal"), (2, "signed")):
        yield {
            "id": f"version-{number}-{visit}-{count}", "programme_id": f"programme-{number}-{visit}",
            "screening_id": f"screening-{number}-{visit}", "number": count, "kind": kind, "content": programme(count),
        }  # fmt: skip  # one row, few lines


def _handout_row(number: int, visit: int) -> dict[str, Any]:
    return {
        "id": f"handout-{number}-{visit}", "patient_id": f"patient-{number}",
        "programme_version_id": f"version-{number}-{visit}-2", "pdf": SHEET, "sha256": "f" * 64, "large": 0,
        "paper": "A4", "edition": "e" * 64, "print_edition": "p" * 64,
    }  # fmt: skip  # one row, few lines


def _audit_rows(visits: list[tuple[int, int]], account: str) -> Iterator[dict[str, Any]]:
    detail, empty = json.dumps({"version": 1}), "0" * 64
    for place in range(len(visits) * NOTES_EACH):
        number, visit = visits[place // NOTES_EACH]
        yield {
            "number": place + 2, "noted_at": "2026-11-20T09:30:15+00:00", "account_id": account, "act": "read_record",
            "kind": "assessment", "object_id": _id(number, visit), "patient_id": f"patient-{number}",
            "detail": detail, "previous": empty, "hash": empty,
        }  # fmt: skip  # one row, few lines
