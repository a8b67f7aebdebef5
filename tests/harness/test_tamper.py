"""Every way to alter the audit trail is found; a verifier that looks less closely is itself found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clinic.store import audit
from clinic.store.rows.audit import AuditRow
from clinic.store.transactions import Session, writing
from tests.harness.tamper import Verifier, is_whole, missed, write_trail
from tests.store.places import ready, sqlite_in

LENGTH, PLACES = 12, (1, 6, 12)


@pytest.fixture
def trail(tmp_path: Path) -> Iterator[None]:
    """A trail of twelve entries."""
    with ready(sqlite_in(tmp_path)):
        with writing() as session:
            write_trail(session, LENGTH)
        yield


def counts_only(session: Session) -> bool:
    """A blind verifier: as many entries as there should be."""
    return session.scalar(select(func.count()).select_from(AuditRow)) == audit.end(session)[0]


def sees_no_end(session: Session) -> bool:
    """A blind verifier: the entries follow each other, wherever they end."""
    return not any("end of the trail" not in fault.text for fault in audit.verify(session)[1])


def sees_no_alteration(session: Session) -> bool:
    """A blind verifier: no entry is compared with its own hash."""
    return not any("altered" not in fault.text for fault in audit.verify(session)[1])


def believes_anything(_: Session) -> bool:
    """A blind verifier."""
    return True


def believes_nothing(_: Session) -> bool:
    """A verifier that finds the fault it was told of, in a whole trail too."""
    return False


@pytest.mark.usefixtures("trail")
def test_every_tampering_is_found() -> None:
    assert missed(is_whole, PLACES, LENGTH) == []


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    ("blind", "unseen"),
    [
        (counts_only, "alter act, number 6"),
        (sees_no_end, "cut off the tail, number 12"),
        (sees_no_alteration, "alter detail, number 6"),
        (believes_anything, "remove all, number 1"),
        (believes_nothing, "the trail as it was written"),
    ],
)
def test_a_blind_verifier_is_itself_found(blind: Verifier, unseen: str) -> None:
    assert unseen in missed(blind, PLACES, LENGTH)
