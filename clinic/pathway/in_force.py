"""The settings in force: what the configuration says, with what the clinic's lead has set in its place."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from clinic.handout.sheet import ClinicDetails
from clinic.settings import Settings

if TYPE_CHECKING:  # printing from the command line needs no database
    from clinic.store.house import House

STATED = ("name", "address", "telephone", "paper")


@dataclass(frozen=True)
class InForce(Settings):
    """The settings as they count now, with what only the lead can set, as `ClinicDetails` has it: logo and pain bands.
    `invented` marks a demonstration."""

    logo: bytes = b""
    amber_from: int = 0
    red_from: int = 0
    invented: bool = False


def in_force(settings: Settings, house: House, *, logo: bytes = b"", invented: bool = False) -> InForce:
    """The settings of a clinic with what its lead has set; an empty name, address, telephone or paper leaves what the
    configuration says."""
    stated = {name: text for name in STATED if (text := getattr(house, name))}
    told = {field.name: getattr(settings, field.name) for field in fields(Settings)} | stated
    return InForce(**told, logo=logo, amber_from=house.amber_from, red_from=house.red_from, invented=invented)


def printed_clinic(settings: Settings) -> ClinicDetails:
    """The clinic as its sheets and notes print it."""
    details = ClinicDetails(settings.name, settings.address, settings.telephone)
    if not isinstance(settings, InForce):
        return details
    return replace(
        details,
        logo=settings.logo,
        amber_from=settings.amber_from,
        red_from=settings.red_from,
        invented=settings.invented,
    )
