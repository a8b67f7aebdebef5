from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.crowd import crowd
from tests.harness.kill_saves import a_place
from tests.harness.served import DEAF
from tests.store.places import POSTGRESQL, SQLITES


@pytest.mark.parametrize("kind", [SQLITES[0], POSTGRESQL])
def test_clinicians_at_work_at_once_lose_nothing_and_are_never_locked_out(kind: str, tmp_path: Path) -> None:
    with a_place(kind) as place:
        report = crowd(tmp_path, place, clinicians=6, seconds=3)
    assert report.faults == []
    assert report.kept > 0


def test_a_server_that_takes_every_version_for_the_newest_is_seen(tmp_path: Path) -> None:
    with a_place(SQLITES[0]) as place:
        report = crowd(tmp_path, place, clinicians=6, seconds=4, fault=DEAF)
    assert any(fault.endswith("lost") for fault in report.faults)
