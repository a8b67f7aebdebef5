"""Patients keep what is known of them, and who may be the same person is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from clinic.store import patients
from clinic.store.audit import Actor
from clinic.store.errors import AbsentError, ConflictError
from clinic.store.transactions import Session, reading, writing
from tests.store.records import AWKWARD, NOW, clinician, later, person

pytestmark = pytest.mark.usefixtures("store")


def test_a_patient_is_given_back_with_every_field_as_it_was_kept() -> None:
    with writing() as session:
        actor = clinician(session)
        stated = person(
            AWKWARD, "Ada King", sex="F", number="NHS 943 476 5919", telephone="+44 20 7946 0000", language="fa",
            large_print=True, alerts=AWKWARD, clinician=actor.account,
        )  # fmt: skip  # one person, few lines
        kept = patients.add(session, actor, stated)
    with reading() as session:
        assert patients.get(session, kept.id) == kept == replace(stated, id=kept.id, version=1)


def test_a_patient_without_birth_date_or_clinician_is_kept() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person(birth_date=None))
    with reading() as session:
        found = patients.get(session, kept.id)
    assert found
    assert (found.birth_date, found.clinician) == (None, "")


def test_ids_are_random_and_tell_nothing() -> None:
    with writing() as session:
        actor = clinician(session)
        ids = [patients.add(session, actor, person()).id for _ in range(20)]
    assert len(set(ids)) == 20
    assert ids != sorted(ids)
    assert {len(id) for id in ids} == {22}


def test_a_change_is_kept_and_counts_the_version_up() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person())
    with writing() as session:
        changed = patients.change(session, replace(kept, surname="King", alerts="Latex", birth_date=date(1981, 1, 1)))
    with reading() as session:
        assert patients.get(session, kept.id) == changed
    assert (changed.surname, changed.alerts, changed.version) == ("King", "Latex", 2)


def test_a_change_to_an_older_version_is_a_conflict_and_changes_nothing() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person())
    with writing() as session:
        newer = patients.change(session, replace(kept, telephone="1"))
    with pytest.raises(ConflictError) as refused, writing() as session:
        patients.change(session, replace(kept, telephone="2"))
    assert (refused.value.kind, refused.value.id, refused.value.version) == ("patient", kept.id, 2)
    with reading() as session:
        assert patients.get(session, kept.id) == newer


def test_a_change_does_not_pass_a_patient_to_somebody_else() -> None:
    with writing() as session:
        actor = clinician(session)
        kept = patients.add(session, actor, person(clinician=actor.account))
        changed = patients.change(session, replace(kept, clinician=""))
    assert changed.clinician == actor.account


def test_taking_over_makes_who_acts_the_clinician() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person())
        other = clinician(session, "Dr Grace Hopper")
        taken = patients.take_over(session, other, kept.id)
    with reading() as session:
        assert patients.get(session, kept.id) == taken
    assert (taken.clinician, taken.version) == (other.account, 2)


def test_who_was_worked_with_last_comes_first() -> None:
    with writing() as session:
        actor = clinician(session)
        first, second, third = (patients.add(session, actor, person(name)) for name in ("A", "B", "C"))
        for one, minutes in ((second, 1), (first, 2), (third, 3)):
            patients.seen(session, replace(actor, at=later(minutes=minutes)), one.id)
    with reading() as session:
        assert [one.surname for one in patients.recent(session)] == ["C", "A", "B"]
        assert [one.surname for one in patients.recent(session, most=1)] == ["C"]


def test_working_with_a_patient_is_no_change_that_others_would_run_into() -> None:
    with writing() as session:
        actor = clinician(session)
        kept = patients.add(session, actor, person())
        patients.seen(session, actor, kept.id)
        assert patients.change(session, replace(kept, telephone="1")).version == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda session, _: patients.change(session, replace(person(), id="nobody")),
        lambda session, _: patients.listed(session, after="nobody"),
        lambda session, actor: patients.take_over(session, actor, "nobody"),
        lambda session, actor: patients.seen(session, actor, "nobody"),
    ],
    ids=["change", "listed", "take_over", "seen"],
)
def test_who_is_not_there_is_said_to_be_absent(act: Callable[[Session, Actor], object]) -> None:
    with writing() as session, pytest.raises(AbsentError, match="no patient with the id"):
        act(session, Actor("nobody", NOW))


@pytest.mark.parametrize("id", ["", "nobody", "x" * 5_000, "a\0b", "\ud800", "é", "' OR 1=1 --"])
def test_an_id_that_no_record_has_finds_nobody(id: str) -> None:
    with reading() as session:
        assert patients.get(session, id) is None


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (person("Lovelace", "Augusta"), True),
        (person("Byron", "Ada"), True),
        (person("LOVELÁCE", ""), True),
        (person("Lovelance", "A"), True),
        (person("Noether", "Emmy"), False),
        (person("Lovelace", "Ada", birth_date=date(1980, 3, 1)), False),
        (person("Lovelace", "Ada", birth_date=None), False),
        (person("Noether", "Emmy", birth_date=None, number="943 476"), True),
        (person("Noether", "Emmy", number=" "), False),
    ],
)
def test_who_may_be_the_same_person_is_warned_of(other: patients.Patient, alike: bool) -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person("Lovelace", "Ada", number="943 476"))
    with reading() as session:
        assert patients.like(session, other) == ((kept,) if alike else ())


def test_a_patient_is_not_like_themselves() -> None:
    with writing() as session:
        kept = patients.add(session, clinician(session), person())
        assert patients.like(session, kept) == ()
