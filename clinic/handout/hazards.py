"""The hazard log on paper. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic.domain.hazard import HazardLog
from clinic.domain.in_words import day_in_words
from clinic.version import __version__


@dataclass(frozen=True)
class HazardSheet:
    """The log and the day it is printed."""

    log: HazardLog
    printed_on: date
    release: str = __version__

    @property
    def created(self) -> str:
        """The day in the PDF's own data, an ISO date."""
        return self.printed_on.isoformat()

    @property
    def day(self) -> str:
        """The day as it is read."""
        return day_in_words(self.printed_on)

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished pages are read back for, in order."""
        return ("Hazard log", *(one.hazard for _, _, ones in self.log.by_group for one in ones))
