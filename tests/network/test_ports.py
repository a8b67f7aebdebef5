"""Sockets on a port: all of them, or a reason."""

from __future__ import annotations

import socket

import pytest

from clinic.network.errors import NetworkError
from clinic.network.ports import bind


def test_a_port_that_is_taken_is_refused_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NetworkError, match=f"port {port}"):
            bind("127.0.0.1", port)


def test_without_a_host_the_port_is_the_same_on_every_address() -> None:
    listening = bind(None, 0)
    try:
        assert len({one.getsockname()[1] for one in listening}) == 1
        assert listening[0].getsockname()[0] == "0.0.0.0"  # noqa: S104  # what is expected, not a choice
    finally:
        for one in listening:
            one.close()


def test_a_host_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(NetworkError, match=r"999\.1\.1\.1"):
        bind("999.1.1.1", 8643)
