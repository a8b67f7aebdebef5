"""Writers come one after the other; what failed leaves nothing behind; readers see one state."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from threading import Barrier, Event
from time import sleep
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from clinic.store import audit, patients
from clinic.store.audit import Actor
from clinic.store.engine import sqlite_driver
from clinic.store.errors import UnfitError
from clinic.store.rows.audit import AuditRow
from clinic.store.rows.patients import PatientRow, PatientWordRow
from clinic.store.transactions import reading, writing
from tests.store.places import Place
from tests.store.records import NOW, clinician, person, visit

Answer = TypeVar("Answer")


def counts() -> tuple[int | None, ...]:
    with reading() as session:
        rows = (PatientRow, PatientWordRow, AuditRow)
        return tuple(session.scalar(select(func.count()).select_from(row)) for row in rows)


@pytest.mark.usefixtures("store")
def test_what_failed_leaves_nothing_and_no_audit_entry() -> None:
    with writing() as session:
        actor = clinician(session)
    before = counts()

    def half_done() -> None:
        with writing() as session:
            kept = patients.add(session, actor, person())
            audit.note(session, actor, "add_patient", "patient", kept.id, patient=kept.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert counts() == before
    with reading() as session:
        assert audit.verify(session) == (1, ())
        assert audit.end(session)[0] == 1


@pytest.mark.usefixtures("store")
def test_what_was_acknowledged_is_there_for_the_next() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person())
    with reading() as session:
        assert patients.get(session, kept.id) == kept


@pytest.mark.usefixtures("store")
def test_a_reader_sees_one_state_while_others_write(kind: str) -> None:
    if kind == "sqlite3":
        return  # without the log a writer waits for the reader, which is proven below
    with writing() as session:
        actor = clinician(session)
    with reading() as session:
        assert patients.listed(session) == ()
        with writing() as other:
            patients.add(other, actor, person())
        assert patients.listed(session) == ()
    with reading() as session:
        assert len(patients.listed(session)) == 1


@pytest.mark.usefixtures("store")
def test_many_writers_at_once_all_get_their_turn() -> None:
    with writing() as session:
        made = visit(session)
    started = Barrier(8)

    def add(_: int) -> None:
        started.wait()
        for _ in range(5):
            with writing() as session:  # reads before it writes, as every page does
                known = patients.get(session, made.patient.id)
                assert known
                patients.change(session, replace(known, telephone=f"{known.telephone}."))
                audit.note(session, made.actor, "change_patient", "patient", known.id, patient=known.id)

    side_by_side(add, 8)
    with reading() as session:
        known = patients.get(session, made.patient.id)
        assert known
        assert (known.telephone, known.version) == ("." * 40, 41)
        assert audit.verify(session) == (41, ())


@pytest.mark.usefixtures("store")
def test_a_writer_waits_for_the_one_before_and_sees_what_it_left() -> None:
    with writing() as session:
        made = visit(session)
    begun = Event()

    def write(order: int) -> str:
        if order:
            begun.wait()
        with writing() as session:
            known = patients.get(session, made.patient.id)
            assert known
            begun.set()
            if not order:
                sleep(0.3)  # the other is at the door by now
            return patients.change(session, replace(known, telephone=f"{known.telephone}{order}")).telephone

    assert side_by_side(write, 2) == ["0", "01"]


def test_without_a_place_in_line_the_second_writer_would_fail(sqlite: Place) -> None:
    module = sqlite_driver()
    one, other = (module.connect(sqlite.file, timeout=0.1, isolation_level=None) for _ in range(2))
    for connection in (one, other):
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM patient").fetchone()
    one.execute("DELETE FROM patient")
    with pytest.raises(module.OperationalError, match="database is locked"):
        other.execute("DELETE FROM patient")
    one.close()
    other.close()


@pytest.mark.usefixtures("store")
def test_a_moment_without_its_time_zone_is_refused() -> None:
    with pytest.raises(UnfitError, match="time zone"), writing() as session:
        patients.add(session, Actor("nobody", NOW.replace(tzinfo=None)), person())


def side_by_side(act: Callable[[int], Answer], count: int) -> list[Answer]:
    """What each of several threads answers, each with the open store."""
    with ThreadPoolExecutor(count) as pool:
        running = [pool.submit(copy_context().run, act, number) for number in range(count)]
        return [one.result(timeout=60) for one in running]
