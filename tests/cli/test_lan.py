"""`clinic serve --lan`: a real process, spoken to as the devices of a clinic would."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "clinic.cli", "serve", "--lan"]


@dataclass(frozen=True)
class Serving:
    """A running `clinic serve --lan`, what it printed first, and the certificate that its devices trust."""

    process: subprocess.Popen[str]
    instance: Path
    printed: str
    secure: int
    plain: int
    der: bytes

    def https(self, path: str, host: str = "localhost", port: int | None = None) -> HTTPResponse:
        """The answer of the clinic's port, or another, to a device that trusts the clinic's authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=self.der)
        with closing(HTTPSConnection("localhost", port or self.secure, timeout=20, context=context)) as connection:
            return answer(connection, path, host)

    def http(self, port: int, path: str, host: str = "localhost") -> HTTPResponse:
        """The answer to plain HTTP."""
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            return answer(connection, path, host)


def answer(connection: HTTPConnection, path: str, host: str) -> HTTPResponse:
    connection.request("GET", path, headers={"Host": host})
    answered = connection.getresponse()
    answered.read()  # all of it, so that the connection may be closed
    return answered


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    instance = tmp_path_factory.mktemp("instance")
    secure, plain = free_port(), free_port()
    ports = ["--port", str(secure), "--plain-port", str(plain), "--instance", str(instance)]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "CLINIC_ALLOWED_HOSTS": "notes.clinic.example"}
    command = [*COMMAND, *ports]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as process:
        try:
            assert process.stdout is not None
            printed = ""
            while "becomes the clinic lead" not in printed:
                line = process.stdout.readline()
                assert line
                printed += line
            with closing(HTTPConnection("127.0.0.1", plain, timeout=20)) as connection:
                connection.request("GET", "/plumbline-authority.crt", headers={"Host": "localhost"})
                der = connection.getresponse().read()
            yield Serving(process, instance, printed, secure, plain, der)
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0


def test_the_clinic_answers_to_a_device_that_trusts_its_authority(serving: Serving) -> None:
    assert serving.https("/").status == 200


def test_a_device_that_does_not_trust_it_yet_is_not_served(serving: Serving) -> None:
    connection = HTTPSConnection("localhost", serving.secure, timeout=20)
    with closing(connection), pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/")


def test_it_prints_the_address_and_the_fingerprint_to_compare(serving: Serving) -> None:
    assert re.search(rf"Plumbline is ready at https://\S+:{serving.secure}/", serving.printed)
    groups = re.findall(r"\b[0-9A-F]{4}\b", serving.printed.split("fingerprint")[1])[:16]
    assert "".join(groups).lower() == hashlib.sha256(serving.der).hexdigest()


def test_cookies_go_over_https_alone(serving: Serving) -> None:
    cookie = serving.https("/check").headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}


def test_browsers_are_told_to_keep_to_https_for_a_month(serving: Serving) -> None:
    assert serving.https("/").headers["Strict-Transport-Security"] == "max-age=2592000"


@pytest.mark.parametrize("path", ["/", "/check", "/patients", "/plumbline-authority.crt"])
def test_plain_http_sets_no_cookie_and_shows_no_page_of_the_clinic(serving: Serving, path: str) -> None:
    for port in (serving.plain, serving.secure):
        answered = serving.http(port, path)
        assert "Set-Cookie" not in answered.headers
        assert answered.status == (302 if path in ("/check", "/patients") else 200)


def test_plain_http_leads_to_https(serving: Serving) -> None:
    assert serving.http(serving.plain, "/check").headers["Location"] == f"https://localhost:{serving.secure}/check"


def test_a_browser_that_was_told_to_keep_to_https_still_finds_its_way_from_the_plain_port(serving: Serving) -> None:
    answered = serving.https("/check", port=serving.plain)
    assert answered.headers["Location"] == f"https://localhost:{serving.secure}/check"
    assert "Set-Cookie" not in answered.headers


def test_a_host_name_that_is_not_the_clinics_is_refused_on_both_ports(serving: Serving) -> None:
    assert serving.https("/", "evil.example").status == 400
    assert serving.http(serving.plain, "/", "evil.example").status == 400
    assert serving.http(serving.secure, "/", "evil.example").status == 400


def test_the_keys_are_readable_by_their_owner_only(serving: Serving) -> None:
    kept = list((serving.instance / "certificates").iterdir())
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in kept} == {
        "authority.pem": 0o600,
        "this-machine.pem": 0o600,
    }


def test_a_second_one_on_the_same_ports_is_refused_in_words(serving: Serving, tmp_path: Path) -> None:
    ports = ["--port", str(serving.secure), "--plain-port", str(serving.plain), "--instance", str(tmp_path)]
    second = subprocess.run([*COMMAND, *ports], capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 2
    assert f"cannot listen on port {serving.secure}" in second.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", socket.gethostname(), "notes.clinic.example"])
def test_the_hosts_it_answers_to_are_its_own_and_those_of_the_settings(serving: Serving, host: str) -> None:
    assert serving.https("/", f"{host}:{serving.secure}").status == 200


def test_an_authority_that_others_can_read_stops_the_start(serving: Serving, tmp_path: Path) -> None:
    (tmp_path / "certificates").mkdir()
    copy = tmp_path / "certificates" / "authority.pem"
    copy.write_bytes((serving.instance / "certificates" / "authority.pem").read_bytes())
    copy.chmod(0o644)
    start = subprocess.run(
        [*COMMAND, "--instance", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert start.returncode == 2
    assert "others on this machine can read the key" in start.stderr
