"""An issued sheet never changes: its bytes are those that were handed over, or it is refused (I8)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import text

from clinic.store import handouts, programmes
from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, StoreError
from clinic.store.handouts import Handout
from clinic.store.transactions import Session, reading, writing
from tests.store.records import NOW, later, programme, visit

PDF = b"%PDF-1.7\0\xff\xfe" + bytes(range(256)) * 500


def issued(session: Session, *, minutes: int = 0, pdf: bytes = PDF) -> Handout:
    """A sheet of a new patient's programme."""
    made = visit(session)
    version = programmes.newest(session, programme(session, made).id).id
    actor = replace(made.actor, at=later(minutes=minutes))
    return again(session, actor, made.patient.id, version, pdf)


def again(session: Session, actor: Actor, patient: str, version: str, pdf: bytes = PDF) -> Handout:
    return handouts.issue(
        session, actor, patient, version, pdf, large=True, paper="Letter", edition="e" * 64, print_edition="p" * 64
    )


@pytest.mark.usefixtures("store")
def test_an_issued_sheet_is_given_back_byte_for_byte() -> None:
    with writing() as session:
        kept = issued(session)
        assert handouts.bytes_of(session, kept.id) == PDF
    with reading() as session:
        assert handouts.bytes_of(session, kept.id) == PDF
        assert handouts.get(session, kept.id) == kept
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (kept.large, kept.paper, kept.edition, kept.print_edition) == (True, "Letter", "e" * 64, "p" * 64)
    assert kept.made_at == NOW


@pytest.mark.usefixtures("store")
def test_a_sheet_can_be_read_after_it_was_listed_in_the_same_transaction() -> None:
    with writing() as session:
        kept = issued(session)
    with reading() as session:
        assert handouts.of_patient(session, kept.patient) == (kept,)
        assert handouts.bytes_of(session, kept.id) == PDF


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "altered",
    [PDF[:-1], PDF + b"\n", b"", PDF.replace(b"\x01", b"\x02", 1)],
    ids=["cut short", "grown", "emptied", "one byte"],
)
def test_altered_bytes_are_refused(altered: bytes) -> None:
    with writing() as session:
        kept, other = issued(session), issued(session)
        session.execute(text("UPDATE handout SET pdf = :pdf WHERE id = :id"), {"pdf": altered, "id": kept.id})
    with reading() as session:
        with pytest.raises(StoreError, match="not the one that was issued"):
            handouts.bytes_of(session, kept.id)
        assert handouts.bytes_of(session, other.id) == PDF


@pytest.mark.usefixtures("store")
def test_a_sheet_exchanged_for_another_patients_is_refused() -> None:
    with writing() as session:
        kept, other = issued(session), issued(session, pdf=PDF[::-1])
        taken = "UPDATE handout SET pdf = (SELECT pdf FROM handout WHERE id = :other) WHERE id = :id"
        session.execute(text(taken), {"other": other.id, "id": kept.id})
        with pytest.raises(StoreError, match="not the one that was issued"):
            handouts.bytes_of(session, kept.id)


@pytest.mark.usefixtures("store")
def test_sheets_are_listed_newest_first() -> None:
    with writing() as session:
        first = issued(session)
        second = again(session, Actor(first.made_by, later(minutes=5)), first.patient, first.version)
        issued(session)
        listed = handouts.of_patient(session, first.patient)
    assert listed == (second, first)


@pytest.mark.usefixtures("store")
def test_a_sheet_that_is_not_there_is_absent() -> None:
    with reading() as session:
        assert handouts.get(session, "nothing") is None
        for id in ("nothing", "a\0b"):
            with pytest.raises(AbsentError, match="no issued sheet"):
                handouts.bytes_of(session, id)
