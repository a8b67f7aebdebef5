"""`clinic serve`: an address that answers, or a reason why there is none."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from clinic.cli.serve import address, listen
from clinic.cli.status import CommandError
from tests.cli.calls import Clinic, apart
from tests.web.visit import parsed, text


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_port_that_is_asked_for_and_taken_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"port {port}: .* with --port"):
            listen("127.0.0.1", port)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first:
        first.listen()
        with listen("127.0.0.1", None) as second:
            assert second.getsockname()[1] > first.getsockname()[1]


def test_a_host_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match=r"999\.1\.1\.1"):
        listen("999.1.1.1", 8000)


def test_the_address_can_be_typed_into_a_browser() -> None:
    with listen("127.0.0.1", None) as here:
        assert address(here) == f"http://127.0.0.1:{here.getsockname()[1]}/"


def test_the_application_answers_at_the_address_it_prints_and_stops_when_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "clinic.cli", "serve", "--port", str(free_port()), "--instance", str(tmp_path)]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as run:
        try:
            assert run.stdout is not None
            printed = re.search(r"http://([\d.]+):(\d+)/", run.stdout.readline())
            assert printed
            assert "an hour becomes the clinic lead" in run.stdout.readline()
            assert re.fullmatch(rf"http://127\.0\.0\.1:{printed[2]}/welcome#[A-Z2-9-]{{23}}\n", run.stdout.readline())
            connection = HTTPConnection(printed[1], int(printed[2]), timeout=10)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            run.send_signal(signal.SIGINT)
        assert run.wait(timeout=20) == 0
        assert run.stderr is not None
        assert "no telephone is set" in run.stderr.read()


def test_a_clinic_is_served_once_at_a_time_and_again_when_its_server_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "clinic.cli", "serve", "--instance", str(tmp_path)]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for end in (signal.SIGKILL, signal.SIGINT):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as run:
            try:
                assert run.stdout is not None
                assert run.stdout.readline().startswith("Plumbline is ready at ")
                second = apart("serve", "--instance", str(tmp_path))
            finally:
                run.send_signal(end)
        assert (second.status, second.out) == (2, "")
        assert f"already being served (the folder {tmp_path}). Stop that one first." in second.told


def test_the_demo_is_served_beside_a_real_clinic_that_stays_as_it_is(tmp_path: Path) -> None:
    real = tmp_path / "clinic.sqlite3"
    real.write_bytes(b"the records of real people")
    command = [sys.executable, "-m", "clinic.cli", "serve", "--demo", "--port", str(free_port())]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "CLINIC_DATABASE": "postgresql+psycopg://nobody@127.0.0.1:1/real"}
    with subprocess.Popen(
        [*command, "--instance", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
    ) as run:
        try:
            assert run.stdout is not None
            printed = re.search(r"http://([\d.]+):(\d+)/", run.stdout.readline())
            assert printed
            connection = HTTPConnection(printed[1], int(printed[2]), timeout=30)
            connection.request("GET", "/sign-in")
            page = parsed(connection.getresponse().read().decode())
            connection.close()
        finally:
            run.send_signal(signal.SIGINT)
        assert run.wait(timeout=20) == 0
    assert text(page.one("title")).startswith("Demonstration: ")
    assert real.read_bytes() == b"the records of real people"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic.sqlite3", "demo"]


def test_the_demo_does_not_take_the_place_of_another_folder(clinic: Clinic, tmp_path: Path) -> None:
    taken = tmp_path / "demo" / "clinic.sqlite3"
    taken.parent.mkdir()
    taken.write_bytes(b"the records of real people")
    ended = clinic("serve", "--demo", "--instance", tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert "not a demo clinic's" in ended.told
    assert taken.read_bytes() == b"the records of real people"
