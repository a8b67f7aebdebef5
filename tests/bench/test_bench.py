"""The benchmark measures clinics that are whole and acts that do what they say; how long they take is not asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.store import assessments, handouts, heads, patients, programmes, screenings
from clinic.store.programmes import Kind
from clinic.store.transactions import reading
from tests.bench.__main__ import main
from tests.bench.clinics import made
from tests.bench.timing import medians_ms, table
from tests.store.places import ready


def test_a_made_clinic_is_read_like_a_real_one(tmp_path: Path) -> None:
    clinic = made(tmp_path, 12)
    one = clinic.person(5)
    with ready(clinic.place), reading() as session:
        assert len(patients.listed(session)) == 12
        (known,) = patients.find(session, f"{one.surname[:4]} {one.given} {one.number}")
        assert (known.id, known.birth_date) == (one.id, one.born)
        found = assessments.of_patient(session, one.id)
        assert [len(each.answers) for each in found] == [61, 61, 61]
        assert {len(heads.programmes_of(session, one.id)[each.id].versions) for each in found} == {2}
        newest = screenings.newest(session, found[0].id)
        assert newest
        assert newest.result["disposition"] == newest.disposition == "programme_with_restrictions"
        programme = programmes.of_assessment(session, found[0].id)
        assert programme
        assert programmes.newest(session, programme.id).kind is Kind.SIGNED
        assert len(handouts.of_patient(session, one.id)) == 1


def test_the_same_clinic_is_made_again(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = made(tmp_path / "one", 3), made(tmp_path / "other", 3)
    assert [one.person(number) for number in range(3)] == [other.person(number) for number in range(3)]


def test_every_act_is_measured_in_both_clinics(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pages", "--patients", "3", "6", "--times", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 patients, 9 assessments: ")
    assert lines[1].startswith("6 patients, 18 assessments: ")
    acts = [line for line in lines if line.startswith("store: ")]
    assert len(acts) >= 15
    assert all(float(number) > 0 for line in acts for number in line[44:73].split())


def test_an_act_over_its_target_says_so() -> None:
    lines = table((2, 20), {"quick": (1.0, 1.2), "slow": (60.0, 61.0), "growing": (2.0, 9.0)})
    assert [line[75:] for line in lines[1:]] == ["", "over 50 ms", "grows over 1.5 times"]


def test_acts_take_turns_and_meet_different_patients() -> None:
    met: list[tuple[str, int]] = []
    acts = [(lambda number, name=name: met.append((name, number)), 100) for name in ("one", "other")]
    assert len(medians_ms(acts, times=5)) == 2
    assert [name for name, _ in met[:4]] == ["one", "other", "one", "other"]
    assert len(set(met)) == len(met) == 20
