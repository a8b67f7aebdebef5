"""The events that the log knows. What is not among them is written as a kind and a place in the program only."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import StrEnum

LOGGER = logging.getLogger("clinic.log")
FIGURE = re.compile(r"[0-9a-f.]{1,64}\Z")
"""A count, a release, an edition or a schema. No name and no word fits but the few that are spelt in hex digits."""
NOT_SHOWN = "?"


class Event(StrEnum):
    """What may happen, each with places for figures."""

    STARTED = "serving: Plumbline {version}, edition {edition}"
    UPGRADED = "the records were brought from schema {before} to {now}"
    BACKED_UP = "a backup was made: {size} bytes"
    NO_BACKUP = "no backup could be made"
    NOT_TIDIED = "a backup was made, and an older one could not be thinned out or sealed"
    REFUSED = "connections refused within a minute: {strangers} from outside the local network, {crowded} too many"
    FAULT = "a fault of ours"
    DISK = "the disk with the records did not take what was sent"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Noted:
    """One event as it happened: its figures by name, and for a fault its number, kind and place."""

    event: Event
    figures: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    def __str__(self) -> str:
        says = self.event.value.format_map(dict(self.figures))
        return f"{says}: {self.fault}" if self.fault else says


def note(event: Event, **figures: int | str) -> None:
    """Notes that something happened. What is no figure is left out: nobody's words get in by a slip."""
    shown = ((name, _figure(value)) for name, value in figures.items())
    LOGGER.info(Noted(event, tuple(shown)))


def _figure(value: int | str) -> str:
    return str(value) if FIGURE.match(str(value)) else NOT_SHOWN
