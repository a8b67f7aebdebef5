"""How much of the machine stays open to Plumbline as a service, in the score of systemd-analyze, which has to be there.

`python -m tests.harness.service_score` prints the score and what counts towards it, and proves itself: without any one
of the lines that close something, more has to be open.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from clinic.cli.unit import CLOSED, NAME, Unit, rendered

ALLOWED = 1.2
"""Of 10, where 0 is closed to everything. A server that devices on a network reach is never much below 1."""
UNSCORED = {"DevicePolicy", "KeyringMode", "LimitCORE", "SystemCallErrorNumber"}
"""What systemd-analyze does not count by itself; the tests of the unit look at it."""
UNIT = Unit(Path("/plumbline/.venv/bin/clinic"), (Path("/plumbline"),), Path("/clinic"), "plumbline", "plumbline")


def main() -> int:
    """Prints the score of the unit, and what each line is worth; 1 when any of it is not as it should be."""
    text = rendered(UNIT)
    found, opened = score(text), still_open(text)
    print(f"{found:.1f} of 10, allowed is {ALLOWED}. Still open:")
    for name, worth in opened.items():
        print(f"  {worth:.1f} {name}")
    unseen = []
    for name, value in CLOSED:
        more = sum(still_open(without(text, f"{name}={value}\n")).values()) - sum(opened.values())
        print(f"{more:+.1f} without {name}={value}")
        if more < 0.05 and name not in UNSCORED:
            unseen.append(name)
    if unseen:
        print("Not noticed when it is missing:", ", ".join(unseen))
    return 1 if found > ALLOWED or unseen else 0


def score(text: str) -> float:
    """The score of a unit: 0 to 10, less is better. Raises RuntimeError when there is none."""
    said = analysed(text)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1])


def still_open(text: str) -> dict[str, float]:
    """What is open to a unit, and how much of the score each is."""
    listed = json.loads(analysed(text, "--json=short"))
    return {one["name"]: float(one["exposure"]) for one in listed if float(one["exposure"] or 0)}


def analysed(text: str, *options: str) -> str:
    """What systemd-analyze says of a unit."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{NAME}.service")
        file.write_text(text, encoding="utf-8")
        command = ["systemd-analyze", "security", "--offline=true", "--no-pager", *options, str(file)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout or ran.stderr


def without(text: str, line: str) -> str:
    """A unit without one line. Raises ValueError for a line that it does not have."""
    if line not in text:
        raise ValueError(line)
    return text.replace(line, "")


if __name__ == "__main__":
    sys.exit(main())
