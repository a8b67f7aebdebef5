"""When the certificates end is known to whoever looks after the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic.network import authority, leaf
from clinic.network.ends import Ends, ends
from clinic.network.errors import NetworkError
from clinic.network.place import find_place

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_a_clinic_that_was_never_on_the_network_has_no_certificates(tmp_path: Path) -> None:
    assert ends(tmp_path) is None


def test_the_ends_are_those_of_the_certificates(tmp_path: Path) -> None:
    place, folder = find_place(("localhost",), towards=()), tmp_path / authority.FOLDER
    made = authority.open_authority(folder, place.names, NOW)
    leaf.open_leaf(folder, made, place, NOW)
    own = NOW - authority.CLOCKS_DIFFER + leaf.GOOD_FOR
    assert ends(tmp_path) == Ends(NOW + authority.GOOD_FOR, own, made.fingerprint)


def test_files_that_are_no_certificates_are_said(tmp_path: Path) -> None:
    (tmp_path / authority.FOLDER).mkdir()
    for name in (authority.FILE, leaf.FILE):
        (tmp_path / authority.FOLDER / name).write_text("nothing")
    with pytest.raises(NetworkError, match="cannot be read"):
        ends(tmp_path)
