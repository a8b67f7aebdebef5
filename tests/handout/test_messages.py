"""What goes between the application and its workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.handout import worker


@pytest.mark.parametrize("body", [b"", b"x" * 100_000])
def test_a_message_comes_out_as_it_went_in(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "messages"
    with path.open("wb") as stream:
        worker.send(stream, body)
    with path.open("rb") as stream:
        assert worker.receive(stream) == body
        assert worker.receive(stream) is None


def test_a_message_cut_short_is_no_message(tmp_path: Path) -> None:
    path = tmp_path / "cut"
    path.write_bytes((9).to_bytes(8, "big") + b"short")
    with path.open("rb") as stream:
        assert worker.receive(stream) is None
