"""The pain guide with the numbers that a clinic has set in place of those of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clinic.domain.rule import Atom
from clinic.domain.stepping import PainBand

PAIN_DURING = "pain_during"
STRONGEST = 10
AMBER, RED = "amber", "red"


def pain_bands_from(bands: tuple[PainBand, ...], starts: Mapping[str, int]) -> tuple[PainBand, ...]:
    """The bands, each from the pain while moving (0-10) that `starts` names by its id; 0, and whatever no clinic may
    set, leaves what the knowledge says. Leg symptoms and the next morning stay as they are."""
    return tuple(
        _starting(band, start) if (start := starts.get(band.id, 0)) and band.clinic_may_set else band for band in bands
    )


def starts_of(bands: tuple[PainBand, ...]) -> Mapping[str, int]:
    """From which pain while moving each band begins, by its id; a band that begins at none is left out."""
    found = {band.id: _start(band) for band in bands}
    return {id: start for id, start in found.items() if start is not None}


def _start(band: PainBand) -> int | None:
    atoms = (atom for atom in (*band.enter.all, *band.enter.any) if atom.id == PAIN_DURING)
    return next((int(atom.at_least) for atom in atoms if atom.at_least is not None), None)


def _starting(band: PainBand, start: int) -> PainBand:
    enter = replace(band.enter, all=_moved(band.enter.all, start), any=_moved(band.enter.any, start))
    return replace(band, enter=enter)


def _moved(atoms: tuple[Atom, ...], start: int) -> tuple[Atom, ...]:
    return tuple(
        replace(atom, at_least=float(start)) if atom.id == PAIN_DURING and atom.at_least is not None else atom
        for atom in atoms
    )
