"""An exercise that was chosen, before it has a dose and days."""

from __future__ import annotations

from dataclasses import dataclass

ACTIVATION = "activation"
MAIN = "main"


@dataclass(frozen=True)
class Chosen:
    """One exercise with the aim and the ladder it was chosen for, its role (activation or main) and why."""

    exercise: str
    aim: str
    ladder: str
    role: str
    why: str
