"""The pain guide with a clinic's own numbers."""

from __future__ import annotations

from dataclasses import replace

from clinic.domain.pain_bands import AMBER, RED, pain_bands_from, starts_of
from clinic.domain.rule import Atom
from clinic.domain.stepping import PainBand
from clinic.knowledge import read_knowledge

BANDS = read_knowledge().staging.pain_bands


def test_the_knowledge_begins_amber_at_3_and_red_at_6() -> None:
    assert starts_of(BANDS) == {AMBER: 3, RED: 6}


def test_without_numbers_of_its_own_a_clinic_has_those_of_the_knowledge() -> None:
    assert pain_bands_from(BANDS, {AMBER: 0, RED: 0}) == BANDS


def test_a_clinic_can_move_where_amber_and_red_begin() -> None:
    assert starts_of(pain_bands_from(BANDS, {AMBER: 2, RED: 5})) == {AMBER: 2, RED: 5}


def test_leg_symptoms_and_the_next_morning_stay_as_they_are() -> None:
    def others(bands: tuple[PainBand, ...]) -> list[Atom]:
        return [atom for band in bands for atom in band.enter.any if atom.id != "pain_during"]

    assert others(pain_bands_from(BANDS, {AMBER: 5, RED: 9})) == others(BANDS)


def test_a_band_that_no_clinic_may_set_stays_where_it_is() -> None:
    fixed = tuple(replace(band, clinic_may_set=False) for band in BANDS)
    assert pain_bands_from(fixed, {AMBER: 5, RED: 9}) == fixed
