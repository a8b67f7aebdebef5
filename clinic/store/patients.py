"""Patients: who they are, how they are found, and who might be the same person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, select, tuple_
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, ConflictError
from clinic.store.ids import new_id
from clinic.store.rows.patients import PatientRow, PatientWordRow

LAST = "\U0010ffff"
"""Sorts behind every letter that a word can go on with."""
LETTERS = 200
"""How many letters of a word are kept for the search."""
FEW = 300
"""So many words may begin with what is typed before it is quicker to go through the list by name."""
WRITTEN_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
"""Letters that no decomposition makes plain, as people without them on their keyboard write them."""


@dataclass(frozen=True)
class Patient:
    """One person in the clinic's records. `clinician` is the account of who cares for them, or empty."""

    id: str
    surname: str
    given: str
    birth_date: date | None
    sex: str
    number: str = ""
    telephone: str = ""
    language: str = "en"
    large_print: bool = False
    alerts: str = ""
    clinician: str = ""
    version: int = 0

    @property
    def name(self) -> str:
        """As one is addressed: given names first."""
        return " ".join(part for part in (self.given, self.surname) if part)

    @property
    def listed(self) -> str:
        """As it stands in lists and on the banner: surname first."""
        return ", ".join(part for part in (self.surname, self.given) if part)


FIELDS = (
    "surname", "given", "birth_date", "sex", "number", "telephone", "language", "large_print", "alerts",
)  # fmt: skip  # a list reads best in lines


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, words divided by single spaces. Marks, signs and
    whatever is no letter or figure at all divide words too."""
    return _divided(text, " ")


def _divided(text: str, mark: str) -> str:
    """A folded text with `mark` in the place of each mark or sign."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(WRITTEN_PLAIN)
    kept = (
        " " if (kind := unicodedata.category(one)[0]) in "ZC" else mark if kind in "PS" else one
        for one in plain
        if not unicodedata.combining(one)
    )
    return " ".join("".join(kept).split())


def get(session: Session, id: str) -> Patient | None:
    """One patient by id."""
    row = PatientRow.found(session, id)
    return _patient(row) if row else None


def add(session: Session, actor: Actor, patient: Patient) -> Patient:
    """A new patient, in the care of whoever `patient.clinician` says; the id and version given are not used."""
    row = PatientRow(
        id=new_id(),
        **{name: getattr(patient, name) for name in FIELDS},
        sorted_by=_order(patient),
        clinician_id=patient.clinician or None,
        made_by=actor.account,
        made_at=actor.at,
        seen_at=actor.at,
        version=1,
    )
    session.add(row)
    session.flush()
    _index(session, row)
    return _patient(row)


def change(session: Session, patient: Patient) -> Patient:
    """Keep what is now known of a patient; `patient.version` is the version that was changed.

    Raises ConflictError when somebody else changed it first.
    """
    row = _row(session, patient.id)
    if row.version != patient.version:
        raise ConflictError("patient", row.id, row.version)
    for name in FIELDS:
        setattr(row, name, getattr(patient, name))
    row.sorted_by = _order(patient)
    row.version += 1
    session.flush()
    _index(session, row)
    return _patient(row)


def take_over(session: Session, actor: Actor, id: str) -> Patient:
    """The patient is in the care of who acts."""
    row = _row(session, id)
    row.clinician_id = actor.account
    row.version += 1
    return _patient(row)


def seen(session: Session, actor: Actor, id: str) -> None:
    """Remember that a patient was worked with just now; today's page lists them by it."""
    _row(session, id).seen_at = actor.at


def find(session: Session, words: str, *, born: date | None = None, most: int = 50) -> tuple[Patient, ...]:
    """Patients every one of whose typed words begins a word of their name or number, and who were born on that day;
    in order of name, `most` of them. Nothing typed finds nobody."""
    prefixes = [word[: LETTERS - 1] for word in folded(words).split()]
    if not prefixes and born is None:
        return ()
    query = select(PatientRow)
    few = next((one for one in prefixes if _are_few(session, one)), None)
    for prefix in prefixes:
        if prefix == few:  # starts from those few; without any, goes through the list until enough are found
            query = query.where(PatientRow.id.in_(select(PatientWordRow.patient_id).where(_begins(prefix))))
        else:
            query = query.where(exists().where(PatientWordRow.patient_id == PatientRow.id, _begins(prefix)))
    if born is not None:
        query = query.where(PatientRow.birth_date == born)
    rows = session.scalars(query.order_by(PatientRow.sorted_by, PatientRow.id).limit(most))
    return tuple(_patient(row) for row in rows)


def _begins(prefix: str) -> ColumnElement[bool]:
    return (PatientWordRow.word >= prefix) & (PatientWordRow.word < prefix + LAST)


def _are_few(session: Session, prefix: str) -> bool:
    some = select(PatientWordRow.word).where(_begins(prefix)).limit(FEW + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW


def listed(session: Session, *, after: str = "", most: int = 50) -> tuple[Patient, ...]:
    """A page of all patients by name: the first `most` behind the patient with the id `after`."""
    query = select(PatientRow)
    if after:
        last = _row(session, after)
        query = query.where(tuple_(PatientRow.sorted_by, PatientRow.id) > tuple_(last.sorted_by, last.id))
    rows = session.scalars(query.order_by(PatientRow.sorted_by, PatientRow.id).limit(most))
    return tuple(_patient(row) for row in rows)


def recent(session: Session, *, most: int = 12) -> tuple[Patient, ...]:
    """The patients worked with last, newest first."""
    query = select(PatientRow).order_by(PatientRow.seen_at.desc(), PatientRow.id).limit(most)
    return tuple(_patient(row) for row in session.scalars(query))


def like(session: Session, patient: Patient) -> tuple[Patient, ...]:
    """Others who may be the same person: born the same day with a similar name, or with the same number."""
    others: dict[str, PatientRow] = {}
    if patient.birth_date is not None:
        born = session.scalars(select(PatientRow).where(PatientRow.birth_date == patient.birth_date).limit(500))
        others |= {row.id: row for row in born if _similar(_patient(row), patient)}
    if patient.number.strip():
        numbered = session.scalars(select(PatientRow).where(PatientRow.number == patient.number.strip()).limit(50))
        others |= {row.id: row for row in numbered}
    return tuple(_patient(row) for id, row in sorted(others.items()) if id != patient.id)


def _similar(one: Patient, other: Patient) -> bool:
    """Names that share a word, or words that begin with the same three letters: a slip of the hand, a married name."""
    mine, theirs = _words(one), _words(other)
    return bool(mine & theirs) or bool({word[:3] for word in mine} & {word[:3] for word in theirs})


def _words(patient: Patient) -> set[str]:
    return set(folded(f"{patient.surname} {patient.given}").split())


def _order(patient: Patient) -> str:
    return folded(f"{patient.surname} {patient.given}")[:LETTERS]


def _index(session: Session, row: PatientRow) -> None:
    session.execute(delete(PatientWordRow).where(PatientWordRow.patient_id == row.id))
    words = _found_by(f"{row.surname} {row.given} {row.number}")
    session.add_all(PatientWordRow(word=word, patient_id=row.id) for word in words)
    session.flush()


def _found_by(text: str) -> Iterable[str]:
    """Its words, and those with a mark in them also as typed without: Smith-Jones as smith, jones and smithjones."""
    return sorted({word[:LETTERS] for word in (*folded(text).split(), *_divided(text, "").split())})


def _row(session: Session, id: str) -> PatientRow:
    row = PatientRow.found(session, id)
    if row is None:
        raise AbsentError(f"There is no patient with the id {id}.")
    return row


def _patient(row: PatientRow) -> Patient:
    stated = {name: getattr(row, name) for name in FIELDS}
    return replace(Patient(id=row.id, **stated), clinician=row.clinician_id or "", version=row.version)
