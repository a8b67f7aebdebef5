"""What fills the made clinics: texts of the length that a real assessment, screening, programme and sheet have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from tests.store.records import NOW, TODAY

FIELDS = 60
HYPOTHESIS = "Extension-sensitive pain of the lower back after lifting, easing with walking and rest. " * 6
CASE = json.dumps({f"question_{number}": "no" for number in range(FIELDS)} | {"goal": HYPOTHESIS[:120]})
OBJECTION = {
    "rule": "demand_over_limit", "demand": "flexion_load", "level": 3, "at_most": 1, "cause": "osteoporosis",
    "reason": "Bending forward under load raises the chance of a broken vertebra.", "source": "giangregorio_2014",
}  # fmt: skip  # one line of values
RESULT = json.dumps(
    {
        "edition": "e" * 64,
        "disposition": "programme_with_restrictions",
        "permitted": [f"exercise_{number}" for number in range(50)],
        "withheld": {f"exercise_{number}": [OBJECTION] for number in range(65)},
    }
)
SHEET = b"%PDF-1.7\n" + bytes(range(256)) * 120


@cache
def answers(variant: int, account: str) -> str:
    """The answers of an assessment: sixty fields, and a hypothesis in words."""
    entered = {"by": account, "at": "2026-11-20T09:30:15+00:00", "how": "asked"}
    typed = {f"question_{number}": [str((number * variant) % 11)] for number in range(FIELDS)}
    typed["hypothesis"] = [HYPOTHESIS]
    return json.dumps({field: {"values": values} | entered for field, values in typed.items()})


def measurements(patient: str, assessment: str) -> Iterator[dict[str, Any]]:
    """Eight results of an assessment."""
    for number in range(8):
        yield {
            "assessment_id": assessment, "item": f"measure_{number}", "side": "", "patient_id": patient,
            "taken_on": TODAY.isoformat(), "number": float(number),
        }  # fmt: skip  # one row, few lines


@cache
def programme(version: int) -> str:
    """A programme of five exercises."""
    dose = {"sets": 2 + version, "reps": 8, "hold_s": 10, "rest_s": 30, "rpe": 4, "tempo": [2, 1, 2], "per_side": True}
    day = {"days": ["mon", "wed", "fri"], "why": HYPOTHESIS[:200], "ladder": "hinge", "aim": "move_with_control"}
    return json.dumps({"exercises": [{"id": f"exercise_{number}", "dose": dose} | day for number in range(5)]})


def days_ago(days: int, seconds: int = 0) -> str:
    """A moment as SQLite keeps it."""
    return (NOW - timedelta(days=days, seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S.%f")
