"""The command line for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import Clinic


@pytest.fixture
def clinic(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """The command line of a clinic with a folder of its own, so that no test writes into the checkout's."""
    monkeypatch.setenv("CLINIC_INSTANCE", str(tmp_path / "instance"))
    return Clinic(tmp_path, capsys)
