"""The clinic as it stands on paper: what its lead has set, and else what the configuration says."""

from __future__ import annotations

from clinic.handout.sheet import ClinicDetails
from clinic.pathway.in_force import InForce, printed_clinic
from clinic.pathway.in_force import in_force as settings_in_force
from clinic.store.house import House, logo, of
from clinic.store.transactions import reading
from clinic.web.practice import practice


def details_of(house: House) -> tuple[ClinicDetails, str]:
    """The clinic to print, and the paper size."""
    here = in_force(house)
    return printed_clinic(here), here.paper


def in_force(house: House) -> InForce:
    """The settings that count now, with the logo, for whatever is printed."""
    return settings_in_force(practice().settings, house, logo=_logo(house), invented=practice().invented)


def in_force_now() -> InForce:
    """The same, for what is printed without a record."""
    with reading() as session:
        house = of(session)
    return in_force(house)


def _logo(house: House) -> bytes:
    if not house.has_logo:
        return b""
    with reading() as session:
        return logo(session)
