"""What can be kept is the same on every database, and what cannot is refused with words before it gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Mapper

from clinic.store import assessments, patients, programmes, screenings, sent
from clinic.store.assessments import Measurement
from clinic.store.errors import UnfitError
from clinic.store.rows import Row
from clinic.store.rows.audit import AuditRow
from clinic.store.rows.house import HouseRow
from clinic.store.rows.patients import PatientRow
from clinic.store.transactions import Session, reading, writing
from tests.store.records import AWKWARD, NOW, TODAY, Visit, person, programme, screened, visit

pytestmark = pytest.mark.usefixtures("store")

MAPPERS = sorted(Row.registry.mappers, key=lambda mapper: mapper.class_.__tablename__)
NUL, HALF = "a\0b", "a\ud83d"

Act = Callable[[Session, Visit], object]


def typed(text: str) -> Act:
    """Writes a text into a field of a draft."""
    return lambda session, made: assessments.write(
        session, made.actor, made.assessment.id, 1, {"goal": [text]}, on=TODAY
    )


def measured(number: float | None, words: str = "") -> Act:
    """Finalises an assessment with one measurement."""
    return lambda session, made: assessments.finalise(
        session, made.actor, made.assessment.id, 1, {}, [Measurement("odi", "", TODAY, number, words)]
    )


def named(name: str) -> Act:
    """Adds a patient of this surname."""
    return lambda session, made: patients.add(session, made.actor, person(name))


REFUSED: dict[str, tuple[Act, str]] = {
    "a surname of 501 letters": (named("x" * 501), "patient, surname: 501 letters are too many; 500 can be kept"),
    "NUL in a surname": (named(NUL), "patient, surname: .* no letter"),
    "half a pair in a surname": (named(HALF), "patient, surname: .* no letter"),
    "NUL in an answer": (typed(NUL), "assessment, answers: .* no letter"),
    "half a pair in an answer": (typed(HALF), "assessment, answers: .* no letter"),
    "a measurement that is no number": (measured(float("nan")), "measurement, number: nan is no number"),
    "an endless measurement": (measured(float("inf")), "measurement, number: inf is no number"),
    "NUL in a measurement": (measured(None, NUL), "measurement, words: .* no letter"),
    "a number that is none in a case": (
        lambda session, made: assessments.finalise(
            session, made.actor, made.assessment.id, 1, {"tests": [{"odi": float("nan")}]}, []
        ),
        "assessment, case read: nan is no number",
    ),
    "NUL in a key of a case": (
        lambda session, made: screenings.keep(
            session, made.actor, made.assessment.id, {NUL: 1}, {"edition": "", "disposition": ""}
        ),
        "screening, case read: .* no letter",
    ),
    "a reason of 2001 letters": (
        lambda session, made: assessments.begin(
            session, made.actor, made.patient.id, made.episode, TODAY, reason="x" * 2001
        ),
        "assessment, reason: 2001 letters",
    ),
    "an all-clear by 301 letters": (
        lambda session, made: screenings.clear(session, made.actor, made.assessment.id, "cancer", TODAY, "x" * 301),
        "clearance, given by: 301 letters",
    ),
    "a why of 2001 letters": (
        lambda session, made: programmes.override(
            session, made.actor, programme(session, made).id, "bridge", "load", "x" * 2001
        ),
        "override, why: 2001 letters",
    ),
    "a key of 65 letters": (
        lambda session, made: sent.was_acted_upon(session, "x" * 65, made.actor.account, "/", NOW),
        "sent form, key: 65 letters",
    ),
}


@pytest.mark.parametrize(("act", "words"), REFUSED.values(), ids=REFUSED)
def test_what_no_database_could_keep_is_refused_and_nothing_is_left(act: Act, words: str) -> None:
    with writing() as session:
        made = visit(session)
    with pytest.raises(UnfitError, match=words), writing() as session:
        act(session, made)
    with reading() as session:
        assert assessments.of_patient(session, made.patient.id) == (made.assessment,)
        assert patients.listed(session) == (made.patient,)


def test_every_column_of_text_keeps_as_many_letters_as_it_says() -> None:
    longest = "\U0001f6b6" * 500
    with writing() as session:
        made = visit(session)
        kept = patients.add(session, made.actor, person(longest, longest, number=longest, alerts=longest * 4))
        reason = (AWKWARD * 50)[:2000]
        begun = assessments.begin(session, made.actor, kept.id, made.episode, TODAY, reason=reason)
        screening = screened(session, made)
        assert screening
    with reading() as session:
        assert patients.get(session, kept.id) == kept
        assert assessments.get(session, begun.id) == begun
    assert (kept.alerts, begun.reason) == (longest * 4, reason)


@pytest.mark.parametrize("mapper", MAPPERS, ids=lambda mapper: mapper.class_.__tablename__)
def test_no_row_takes_nul_in_any_column_of_text(mapper: Mapper[Any]) -> None:
    texts = [name for name, column in mapper.columns.items() if column.type.python_type is str]
    for name in texts:
        with pytest.raises(UnfitError):
            mapper.class_(**{name: NUL})
    assert bool(texts) == (mapper.class_ is not HouseRow)


@pytest.mark.parametrize("number", [2**31, -(2**31), 2**70])
def test_a_number_beyond_what_a_column_holds_is_refused(number: int) -> None:
    with pytest.raises(UnfitError, match="patient, version: the number is too large"):
        PatientRow(version=number)
    with pytest.raises(UnfitError, match="audit, number: the number is too large"):
        AuditRow(number=number * 2**32)
    assert (PatientRow(version=2**31 - 1).version, AuditRow(number=2**63 - 1).number) == (2**31 - 1, 2**63 - 1)
