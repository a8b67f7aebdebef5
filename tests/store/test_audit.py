"""The audit trail tells who did what to which record and when, and shows where it was tampered with (I10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from clinic.store import audit
from clinic.store.audit import START, Actor, Entry, Fault
from clinic.store.errors import UnfitError
from clinic.store.transactions import reading, writing
from tests.harness.tamper import is_whole, missed, write_trail
from tests.store.records import AWKWARD, NOW, visit

pytestmark = pytest.mark.usefixtures("store")


def faults_after(statement: str) -> tuple[Fault, ...]:
    """What is wrong with a trail of six entries after a statement."""
    with writing() as session:
        write_trail(session, 6)
        session.execute(text(statement))
        return audit.verify(session)[1]


def test_an_empty_trail_is_whole() -> None:
    with reading() as session:
        assert audit.verify(session) == (0, ())
        assert audit.end(session) == (0, START)


def test_an_entry_is_given_back_as_it_was_noted() -> None:
    at = datetime(2026, 11, 20, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with writing() as session:
        made = visit(session)
        actor = Actor(made.actor.account, at)
        audit.note(session, actor, "print", "handout", "h1", patient=made.patient.id, why=AWKWARD, pages=2, large=True)
    with reading() as session:
        (entry,) = audit.entries_of(session, made.patient.id)
        assert audit.verify(session) == (2, ())
    assert entry == Entry(
        2, at, made.actor.account, "print", "handout", "h1", made.patient.id,
        {"why": AWKWARD, "pages": 2, "large": True},
    )  # fmt: skip  # one entry, few lines


def test_the_entries_of_a_patient_come_newest_first_and_are_no_one_elses() -> None:
    with writing() as session:
        made, other = visit(session), visit(session, "Noether")
        for number in range(5):
            audit.note(session, made.actor, f"act_{number}", "patient", patient=made.patient.id)
        audit.note(session, made.actor, "act", "patient", patient=other.patient.id)
        entries = audit.entries_of(session, made.patient.id, most=3)
    assert [one.act for one in entries] == ["act_4", "act_3", "act_2"]


@pytest.mark.parametrize("detail", ["x" * 4000, "\ud800"])
def test_a_detail_that_cannot_be_kept_is_refused(detail: str) -> None:
    with writing() as session:
        made = visit(session)
    with pytest.raises(UnfitError), writing() as session:
        audit.note(session, made.actor, "read", "patient", why=detail)
    with reading() as session:
        assert audit.verify(session) == (1, ())


def test_every_tampering_is_found_on_every_database() -> None:
    with writing() as session:
        write_trail(session, 6)
    assert missed(is_whole, (1, 4, 6), 6) == []


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("DELETE FROM audit WHERE number = 4", (Fault(4, "entry 4 is missing"),)),
        ("DELETE FROM audit WHERE number IN (2, 3)", (Fault(2, "entries 2 to 3 are missing"),)),
        ("DELETE FROM audit WHERE number = 6", (Fault(5, "the end of the trail is not where it was"),)),
        ("UPDATE audit SET act = 'x' WHERE number = 3", (Fault(3, "the entry was altered"),)),
        (
            "UPDATE audit SET hash = previous WHERE number = 3",
            (Fault(3, "the entry was altered"), Fault(4, "the entry does not follow the one before it")),
        ),
    ],
)
def test_a_fault_says_where_and_what(statement: str, faults: tuple[Fault, ...]) -> None:
    assert faults_after(statement) == faults


def test_a_trail_longer_than_what_is_read_at_once_is_verified_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 4)
    with writing() as session:
        write_trail(session, 11)
        assert audit.verify(session) == (11, ())
        session.execute(text("UPDATE audit SET act = 'x' WHERE number = 9"))
        assert audit.verify(session) == (11, (Fault(9, "the entry was altered"),))


def test_a_trail_written_anew_does_not_hold_the_end_that_was_noted_elsewhere() -> None:
    with writing() as session:
        write_trail(session, 6)
        _, noted = audit.end(session)
        write_trail(session, 9)
        assert audit.verify(session, noted) == (9, ())
        assert audit.verify(session, START) == (9, ())
        for table in ("audit", "audit_head"):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # our tables
        session.expunge_all()
        actor = Actor("nobody", NOW)
        for _ in range(9):
            audit.note(session, replace(actor, account="somebody"), "read", "patient")
        assert audit.verify(session) == (9, ())
        assert audit.verify(session, noted) == (9, (Fault(9, f"no entry has the hash {noted}"),))
