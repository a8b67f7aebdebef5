"""No sheet is printed for what a screening does not permit, and none that names somebody stays behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.outcome import Screening
from clinic.domain.programme import Programme
from clinic.handout.errors import HandoutError
from clinic.knowledge import read_knowledge
from clinic.pathway.propose import propose_case
from clinic.pathway.screen import screen_case
from clinic.pathway.sheet import sheet_cache, sheet_pdf
from clinic.settings import Settings
from tests.exchange.cases import TODAY, case

ACHE = case(measures={"nprs_back_worst": 3}, aims=["move_with_control"])


def printed(
    instance: Path, raw: dict[str, Any], screening: Screening, programme: Programme, *, cache: Path | None = None
) -> bytes:
    facts, _ = screen_case(raw, read_knowledge())
    return sheet_pdf(read_knowledge(), Settings(instance), facts, screening, programme, printed_on=TODAY, cache=cache)


def proposed() -> tuple[Screening, Programme]:
    _, screening, programme = propose_case(ACHE, read_knowledge())
    assert programme is not None
    return screening, programme


def test_a_proposed_programme_is_printed(tmp_path: Path) -> None:
    assert printed(tmp_path, ACHE, *proposed()).startswith(b"%PDF-")


def test_a_finished_sheet_is_kept_nowhere_unless_a_place_is_given(tmp_path: Path) -> None:
    printed(tmp_path, ACHE, *proposed())
    assert list(tmp_path.rglob("*")) == []


def test_a_finished_sheet_is_kept_in_the_place_that_is_given(tmp_path: Path) -> None:
    pdf = printed(tmp_path, ACHE, *proposed(), cache=tmp_path / "sheets")
    (kept,) = (tmp_path / "sheets").glob("*.pdf")
    assert kept.read_bytes() == pdf


def test_a_sheet_that_names_nobody_may_stay_in_the_clinics_own_folder(tmp_path: Path) -> None:
    facts, _ = screen_case(ACHE, read_knowledge())
    assert sheet_cache(Settings(tmp_path), facts) == tmp_path / "cache" / "sheets"


@pytest.mark.parametrize(
    "told",
    [
        {"patient": {"age": 41, "sex": "F", "name": "Amara Okafor"}},
        {"patient": {"age": 41, "sex": "F", "number": "1042"}},
        {"patient": {"birth_date": "1979-03-05", "sex": "F"}},
        {"goal": "carry my grandson"},
    ],
    ids=["name", "number", "birth date", "goal"],
)
def test_a_sheet_that_could_tell_whom_it_is_for_stays_nowhere(tmp_path: Path, told: dict[str, Any]) -> None:
    facts, _ = screen_case({**ACHE, **told}, read_knowledge())
    assert sheet_cache(Settings(tmp_path), facts) is None


def test_no_sheet_stays_where_the_clinic_has_no_folder_yet(tmp_path: Path) -> None:
    facts, _ = screen_case(ACHE, read_knowledge())
    assert sheet_cache(Settings(tmp_path / "nowhere"), facts) is None


@pytest.mark.parametrize(
    "raw", [case(red_flags={"rf_saddle_sensation": "yes"}), case(everything_else=None)], ids=["referral", "incomplete"]
)
def test_no_programme_gets_past_a_screening_that_stands_in_its_way(tmp_path: Path, raw: dict[str, Any]) -> None:
    _, programme = proposed()
    _, screening = screen_case(raw, read_knowledge())
    with pytest.raises(HandoutError, match="does not permit"):
        printed(tmp_path, raw, screening, programme)


def test_a_withheld_exercise_is_not_printed(tmp_path: Path) -> None:
    screening, programme = proposed()
    withheld = next(iter(screening.withheld))
    changed = replace(programme, exercises=(replace(programme.exercises[0], exercise=withheld),))
    with pytest.raises(HandoutError, match=withheld):
        printed(tmp_path, ACHE, screening, changed)


def test_an_empty_programme_is_no_way_round_a_referral(tmp_path: Path) -> None:
    raw = case(red_flags={"rf_saddle_sensation": "yes"})
    _, screening = screen_case(raw, read_knowledge())
    with pytest.raises(HandoutError, match="emergency"):
        printed(tmp_path, raw, screening, Programme((), 0, TODAY))
