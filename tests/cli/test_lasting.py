"""What `clinic serve` tells others while it lasts: its log, and systemd."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from clinic.knowledge import read_knowledge
from clinic.version import __version__
from tests.cli.test_serve import free_port


def test_systemd_is_told_when_the_clinic_is_open_and_the_log_when_it_began_and_ended(tmp_path: Path) -> None:
    said = tmp_path / "notify"
    instance = tmp_path / "instance"
    command = [sys.executable, "-m", "clinic.cli", "serve", "--port", str(free_port()), "--instance", str(instance)]
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as systemd:
        systemd.bind(str(said))
        systemd.settimeout(60)
        environ = {**os.environ, "NOTIFY_SOCKET": str(said)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as run:
            try:
                states = [systemd.recv(100)]
            finally:
                run.send_signal(signal.SIGTERM)
            states.append(systemd.recv(100))
            assert run.wait(timeout=30) == 0
    assert states == [b"READY=1", b"STOPPING=1"]
    lines = (instance / "log" / "clinic.log").read_text(encoding="utf-8").splitlines()
    events = [re.sub(r"\A.*Z info ", "", line) for line in lines]
    assert events == [f"serving: Plumbline {__version__}, edition {read_knowledge().edition}", "stopped"]
