"""A disk that gives out: plain pages, everything typed comes back, nothing acknowledged is lost, and work goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.failing_disks import FAILING, FULL, NO_FILE, READ_ONLY, refusing
from tests.harness.full_disk import worked


@pytest.mark.parametrize("code", [FULL, READ_ONLY, FAILING, NO_FILE])
def test_a_disk_that_gives_out_loses_nothing_acknowledged(tmp_path: Path, code: int) -> None:
    with refusing(tmp_path, code) as disk:
        report = worked(disk, 3)
    assert report.faults == []
    assert report.refused > 0
    assert report.acknowledged != {}


def test_a_program_that_acknowledges_what_was_not_kept_is_found_out(tmp_path: Path) -> None:
    with refusing(tmp_path, FULL) as disk:
        report = worked(disk, 2, fault=True)
    assert any("acknowledged was" in one for one in report.faults)
