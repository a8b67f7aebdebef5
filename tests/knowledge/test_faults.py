"""The reader and every cross-check find the fault that is planted for them, and name its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.knowledge.copies import CUT, mistakes, packaged, plant

FAULTS = {
    f"{path.stem}: {what}": fault
    for path in sorted((Path(__file__).parent / "faults").glob("*.toml"))
    for what, fault in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("fault", [pytest.param(fault, id=what) for what, fault in FAULTS.items()])
def test_a_planted_fault_is_named(fault: dict[str, Any]) -> None:
    tables = packaged()
    plant(tables, fault["file"], fault["path"], CUT if "cut" in fault else fault["put"])
    assert fault["says"] in mistakes(tables)


def test_steps_up_that_lead_back_are_refused() -> None:
    tables = packaged()
    plant(tables, "phase_1", "knee_to_chest_single.regressions", ["childs_pose"])
    plant(tables, "phase_1", "childs_pose.progressions", ["knee_to_chest_single"])
    [circle] = [line for line in mistakes(tables) if "circle" in line]
    assert set(circle.rstrip(".").split(": steps up in a circle: ")[1].split(" -> ")) == {
        "childs_pose",
        "knee_to_chest_double",
        "knee_to_chest_single",
    }
