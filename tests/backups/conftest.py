"""One clinic that backs up, for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backups.clinics import Kept, backed_up_clinic


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with backed_up_clinic(tmp_path) as made:
        yield made
