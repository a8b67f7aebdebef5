"""sqlmap sent at one route after the other: what it says it found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic.web.access.tokens import COOKIE
from tests.attacks.findings import Finding
from tests.attacks.targets import OURS, Target
from tests.attacks.tools import ToolError, Tools

TOOL = "sqlmap"
SECONDS = 900
COOKIES_AT = "today.index"
"""The route at which the cookies are attacked, as they are read before any route is."""
ALWAYS = (
    "--headers=Accept: text/html",
    "--batch", "--dbms=sqlite", "--technique=BES", "--skip-waf", "--drop-set-cookie", "--disable-coloring",
    "--ignore-code=*", "--answers=non-custom=N,keep testing=Y", "--threads=1", "--timeout=60", "--retries=1", "-v", "1",
)  # fmt: skip  # a list reads best in lines


@dataclass(frozen=True)
class Shot:
    """One run of sqlmap: what it is pointed at, and which fields or which place of the path it tries."""

    target: Target
    names: tuple[str, ...] = ()
    place: int = -1
    smart: bool = False
    cookies: bool = False


def shots(target: Target, *, full: bool) -> Iterator[Shot]:
    """Every run for a route: one for its fields, one for those that are only looked at, one for each place in its
    path. Not in full all of its fields are only looked at."""
    deep, shallow = (target.names, target.shallow) if full else ((), target.names + target.shallow)
    if target.endpoint.startswith("planted."):
        deep, shallow = target.names, ()
    if deep:
        yield Shot(target, deep)
    if shallow:
        yield Shot(target, shallow, smart=True)
    if target.endpoint == COOKIES_AT:
        yield Shot(target, (COOKIE, "plumbline"), cookies=True)
    for place in range(len(target.places)):
        yield Shot(target, place=place, smart=not full)


def arguments(shot: Shot, base: str, cookies: Mapping[str, str]) -> list[str]:
    """How sqlmap is called for it."""
    target, path = shot.target, shot.target.path
    if shot.place >= 0:
        before, value, after = path.rpartition(target.places[shot.place])
        path = f"{before}{value}*{after}"
    query = f"?{target.query}" if target.method == "GET" and target.fields else ""
    told = [f"--url={base}{path}{query}", f"--cookie={'; '.join(f'{name}={value}' for name, value in cookies.items())}"]
    told += [f"--method={target.method}", *ALWAYS]
    if target.method == "POST":
        told.append(f"--data={target.query or OURS}")
    if shot.names:
        told += ["-p", ",".join(shot.names)]
    return told + ["--smart"] * shot.smart + ["--level=2"] * shot.cookies


def attack(tools: Tools, shot: Shot, base: str, cookies: Mapping[str, str], folder: Path) -> list[Finding]:
    """What sqlmap says of it. Raises ToolError when it did not come to its end."""
    report = folder / "sqlmap.json"
    report.unlink(missing_ok=True)
    told = [*arguments(shot, base, cookies), "--flush-session", f"--report-json={report}"]
    tools.run("sqlmap", [*told, f"--output-dir={folder / 'sqlmap'}"], SECONDS, folder / "sqlmap.log")
    return read_report(report.read_text(encoding="utf-8"), shot.target) if report.is_file() else []


def read_report(text: str, target: Target) -> list[Finding]:
    """The findings in a report of sqlmap's, each by the parameter it is in."""
    told = json.loads(text)
    if not told["success"]:
        raise ToolError(f"sqlmap did not come to its end at {target.path}: {told['error']}")
    found = [place for part in told["data"] if part["type_name"] == "TECHNIQUES" for place in part["value"]]
    return [
        Finding(
            TOOL, "SQL injection", target.method, target.path, str(place["parameter"]),
            "; ".join(one["title"] for one in place["data"]),
        )
        for place in found
    ]  # fmt: skip  # one finding, few lines
