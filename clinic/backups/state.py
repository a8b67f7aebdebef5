"""How the clinic's backups stand: when the server last tried, when it last had one, and what that means."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from clinic.backups import keys
from clinic.backups.errors import BackupError
from clinic.network import own_file

FILE = "backup_state.json"
TOO_OLD = timedelta(hours=26)
"""A backup is made every 24 hours; one that is two hours late is no longer a matter of waiting."""
CLOCKS_DIFFER = timedelta(hours=1)
"""A backup from further in the future than this tells of a clock that was wrong, and its age is not known."""


class Standing(StrEnum):
    """How the backups stand."""

    FRESH = "fresh"
    OLD = "old"
    FAILED = "failed"
    NONE_YET = "none_yet"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True)
class State:
    """When the server last tried and last succeeded, the file it made, and whether the last attempt failed."""

    tried: datetime | None = None
    succeeded: datetime | None = None
    file: str = ""
    failed: bool = False


def read_state(instance: Path) -> State:
    """What was noted last; nothing at all where that cannot be read."""
    try:
        told = json.loads((instance / FILE).read_text(encoding="utf-8"))
        moments = [datetime.fromisoformat(told[name]) if told[name] else None for name in ("tried", "succeeded")]
        if any(one is not None and one.tzinfo is None for one in moments):
            return State()
        return State(moments[0], moments[1], str(told["file"]), bool(told["failed"]))
    except (OSError, ValueError, TypeError, KeyError):
        return State()


def write_state(instance: Path, state: State) -> None:
    """Notes how it went. Raises OSError."""
    told = {name: one.isoformat() if isinstance(one, datetime) else one for name, one in asdict(state).items()}
    own_file.replace(instance / FILE, json.dumps(told, indent=1).encode())


def age(state: State, now: datetime) -> timedelta | None:
    """How old the newest backup is; None where there is none, or its age cannot be known."""
    if state.succeeded is None or state.succeeded > now + CLOCKS_DIFFER:
        return None
    return max(now - state.succeeded, timedelta())


def standing(instance: Path, now: datetime) -> Standing:
    """How the backups of a clinic stand now. A list of recipients that cannot be used is a failure."""
    try:
        if not keys.recipients(instance):
            return Standing.NOT_SET_UP
    except BackupError:
        return Standing.FAILED
    state = read_state(instance)
    old = age(state, now)
    if state.failed:
        return Standing.FAILED
    if old is None:
        return Standing.NONE_YET
    return Standing.OLD if old > TOO_OLD else Standing.FRESH
