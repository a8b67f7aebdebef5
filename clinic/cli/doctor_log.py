"""What `clinic doctor` looks at in how the clinic runs: as a service or by hand, and the faults in its log."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinic.cli.doctor_line import Line, fine, look
from clinic.log.events import Event
from clinic.settings import Settings

FAULT = re.compile(
    rf"^(\d{{4}}-\d\d-\d\d) \d\d:\d\d:\d\dZ error (?!{re.escape(Event.DISK)}).*number ([A-Z2-7]{{6}})", re.MULTILINE
)
"""A fault of ours. A disk that is full or failing is none, and has a line of its own."""


def running(settings: Settings) -> Iterator[Line]:
    """Whether the clinic is a service of this machine."""
    from clinic.cli.at_boot import served

    if served() == settings.instance.resolve():
        yield fine("service", "starts with this machine")
    else:
        yield fine("service", "none on this folder: it is started by hand")


def faults(settings: Settings) -> Iterator[Line]:
    """How many faults of ours stand in the newest file of the log, and the last one."""
    from clinic.log.kept import FILE, FOLDER

    path = settings.instance / FOLDER / FILE
    found = FAULT.findall(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else []
    if found:
        says = f"{len(found)} faults of ours, the last one on {found[-1][0]}, number {found[-1][1]}"
        yield look("log", says, f"Tell whoever looks after this program; {path} holds nobody's words.")
    else:
        yield fine("log", "no fault of ours")
