"""wapiti let loose on the whole clinic from its first page on: what it says it found.

Left out: `timesql`, whose payloads are the sleeps of other databases; `log4shell`, `shellshock`, `spring4shell`, `cms`,
`wp_enum`, `nikto`, `buster`, `brute_login_form`, `network_device` and `takeover`, which look for other software or need
the internet; `methods`, which lists what the table of routes in tests/web/access says exactly; `ssl` and
`https_redirect`, as the clinic that is attacked speaks plain HTTP on this machine.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.attacks.findings import Finding
from tests.attacks.tools import Tools

TOOL = "wapiti"
SECONDS = 3000
STAYS = ("xss", "permanentxss")
"""What is sent has to stay, or nothing that was stored could be found again."""
LIGHT = (
    "csp", "cookieflags", "http_headers", "csrf", "redirect", "crlf", "ssrf", "xxe", "upload", "sql",
)  # fmt: skip  # a list reads best in lines
UNDONE = {False: LIGHT, True: (*LIGHT, "file", "exec")}
"""Not in full and in full: the clinic is put back after each form."""
ONE_PLACE_READS_IT = ("csrf_token", "form_key", "version", "onward")
"""Fields that every form has; sqlmap attacks them."""
FILES, FILES_IN = 6, ("figures", "static", "bootstrap", "typeface")
"""Pages alike that are visited, and folders that hold nothing but files."""
MOST_FIELDS = 40
"""The intake has more: each of its fields is attacked by sqlmap, and each of its texts by the canary."""


def arguments(base: str, pages: Iterable[str], cookies: Mapping[str, str], modules: Iterable[str]) -> list[str]:
    """How wapiti is called."""
    told = ["--url", f"{base}/", "--module", ",".join(modules), "--flush-session", "--no-bugreport", "--format", "json"]
    told += ["--dns-endpoint", "localhost", "--timeout", "60", "--max-parameters", str(MOST_FIELDS), "--depth", "2"]
    told += ["--max-files-per-dir", str(FILES), "--tasks", "4"]
    told += ["--cookie-value", "; ".join(f"{name}={value}" for name, value in cookies.items())]
    told += [word for folder in FILES_IN for word in ("--exclude", f"{base}/{folder}/*")]
    told += [word for page in pages for word in ("--start", f"{base}{page}")]
    told += [word for name in ONE_PLACE_READS_IT for word in ("--skip", name)]
    return told


def attack(tools: Tools, told: list[str], folder: Path, name: str) -> list[Finding]:
    """What wapiti says. Raises ToolError when it did not come to its end. A machine of its own that it would ask what
    reached it is a listener here; whatever does reach that is a finding too."""
    report = folder / f"wapiti_{name}.json"
    with listener() as (address, reached):
        more = ["--endpoint", address, "--output", str(report), "--store-session", str(folder / "wapiti")]
        more += ["--store-config", str(tools.folder / "wapiti")]
        tools.run("wapiti", [*told, *more], SECONDS, folder / "wapiti.log")
    found = read_report(json.loads(report.read_text(encoding="utf-8")))
    return found + [Finding(TOOL, "reached another machine", "GET", path, "") for path in reached]


def read_report(told: Mapping[str, Any]) -> list[Finding]:
    """The findings in a report of wapiti's: vulnerabilities, anomalies and what it says besides."""
    return [
        Finding(TOOL, category, one["method"], urlsplit(one["path"]).path, one["parameter"] or "", one["info"])
        for part in ("vulnerabilities", "anomalies", "additionals")
        for category, several in told.get(part, {}).items()
        for one in several
    ]


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """Another machine, as an attacked one would call it: its address, and what it was asked for."""
    reached: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own = urlsplit(self.path).path.rpartition("/")[2]
            if own and not own.startswith("get_"):
                reached.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Keeps quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", reached
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
