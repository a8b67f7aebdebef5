"""Attacks a running clinic with sqlmap and wapiti, signed in, and compares what they find with a reviewed list.

`python -m tests.attacks` attacks every route and every field or place in it lightly; `--full` in depth, about half an
hour on two idle cores. It needs PyPI once: the tools are installed from tests/attacks/requirements.lock into a folder
of their own. The exit status is 1 for a finding beyond the list, for a planted fault that is not found, for an answer
500 or more, for a route that only turned the attack away, and for a record that changed and should not have.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from clinic.web.access.roles import Role
from tests.attacks import sqlmap, wapiti
from tests.attacks.findings import Compared, Finding, compared, read_refused, read_reviewed
from tests.attacks.planted import plant
from tests.attacks.served import Answers, Attacked, attacked
from tests.attacks.targets import Ground, Target, ground_of
from tests.attacks.tools import ToolError, Tools, installed
from tests.harness.full_clinic import full_clinic

PLANTED = "planted."
TOOLS = Path(tempfile.gettempdir()) / "plumbline-attack-tools"


@dataclass
class Outcome:
    """What one tool came to: its findings, what the clinic answered, and how long it took, in seconds."""

    findings: list[Finding] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    seconds: float = 0
    ended_early: list[str] = field(default_factory=list)


def with_sqlmap(
    tools: Tools, clinics: Sequence[Attacked], ground: Ground, folder: Path, only: str, *, full: bool
) -> Outcome:
    """Every route, each form met by the clinic as it was; as many routes at once as there are clinics alike."""
    outcome, began = Outcome(), time.monotonic()
    waiting: SimpleQueue[Target] = SimpleQueue()
    for target in ground.targets:
        if target.endpoint.startswith((only, PLANTED)):
            waiting.put(target)

    def work(number: int) -> Outcome:
        mine, clinic, own = Outcome(), clinics[number], folder / f"sqlmap_{number}"
        own.mkdir(exist_ok=True)
        clinic.told("restoring")
        with suppress(Empty):
            while True:
                target = waiting.get_nowait()
                print(f"{waiting.qsize()} routes wait", end="\r", file=sys.stderr, flush=True)
                for shot in sqlmap.shots(target, full=full):
                    try:
                        cookies = ground.cookies[target.role]
                        mine.findings += sqlmap.attack(tools, shot, clinic.base, cookies, own)
                    except ToolError as error:
                        mine.ended_early.append(f"{target.method} {target.endpoint}: {error}")
                mine.answers.add(clinic.told("count"))
        return mine

    with ThreadPoolExecutor(len(clinics)) as pool:
        for mine in pool.map(work, range(len(clinics))):
            outcome.findings += mine.findings
            outcome.ended_early += mine.ended_early
            outcome.answers.add(mine.answers)
    outcome.seconds = time.monotonic() - began
    return outcome


def with_wapiti(tools: Tools, clinic: Attacked, ground: Ground, folder: Path, *, full: bool) -> Outcome:
    """The whole clinic: once put back after each form, once with everything that was sent staying."""
    outcome, began = Outcome(), time.monotonic()
    for role in (Role.LEAD, Role.CLINICIAN) if full else (Role.LEAD,):
        for command, modules in (("restoring", wapiti.UNDONE[full]), ("keeping", wapiti.STAYS)):
            outcome.answers.add(clinic.told(command))
            told = wapiti.arguments(clinic.base, ground.pages[role], ground.cookies[role], modules)
            try:
                outcome.findings += wapiti.attack(tools, told, folder, f"{role.value}_{command}")
            except ToolError as error:
                outcome.ended_early.append(str(error))
            outcome.answers.add(clinic.told("count"))
    outcome.seconds = time.monotonic() - began
    return outcome


def is_alive(clinic: Attacked, ground: Ground) -> dict[Role, bool]:
    """Whether each session still opens the list of patients."""
    alive = {}
    for role, cookies in ground.cookies.items():
        connection = HTTPConnection(urlsplit(clinic.base).netloc, timeout=60)
        kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
        connection.request("GET", "/patients", headers={"Cookie": kept})
        alive[role] = connection.getresponse().status == 200
        connection.close()
    return alive


def faults(outcomes: Iterable[tuple[str, Outcome]], against: Compared, routes: Iterable[str]) -> list[str]:
    """Everything for which the exit status is 1, in words."""
    found = [f"beyond the list: {one}" for one in against.beyond]
    answered: dict[str, set[int]] = {}
    for name, outcome in outcomes:
        found += [] if against.planted[name] else [f"{name} did not find what was planted for it"]
        found += [f"{name} ended early: {one}" for one in outcome.ended_early]
        found += [f"{name}: {one}" for one in sorted(set(outcome.answers.failures + outcome.answers.faults))]
        for endpoint, statuses in outcome.answers.statuses.items():
            answered.setdefault(endpoint, set()).update(statuses)
    refused = read_refused()
    for route in sorted(set(routes)):
        if not {status for status in answered.get(route, ()) if status < 400 or status in (409, 422)}:
            told = ", ".join(map(str, sorted(answered.get(route, ())))) or "nothing"
            found += [] if route in refused else [f"{route} only answered {told}"]
    return found


def said(name: str, outcome: Outcome) -> str:
    """One tool in a line."""
    answers = outcome.answers
    return (
        f"{name}: {answers.requests} requests in {outcome.seconds / 60:.1f} min, {answers.of_class(2, 3)} answered 2xx "
        f"or 3xx, {answers.of_class(4)} 4xx, {answers.of_class(5)} 5xx ({len(answers.failures)} of them failures), "
        f"{answers.turned_away} turned away, {answers.reopened} sessions opened again; {len(set(outcome.findings))} "
        f"findings"
    )


def main(argv: list[str] | None = None) -> int:
    """Prints what was found; the exit status is 0 when nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="in depth")
    parser.add_argument("--tool", choices=("sqlmap", "wapiti"), help="one of them only")
    parser.add_argument("--only", default="", help="with sqlmap: endpoints that begin so")
    parser.add_argument("--jobs", type=int, default=2, help="with sqlmap: clinics that are attacked at once")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the folder where the tools are, or are installed")
    parser.add_argument("--kept", type=Path, help="a folder for the reports and logs of the tools")
    given = parser.parse_args(argv)
    tools = installed(given.tools)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.kept or Path(scratch, "reports")
        folder.mkdir(parents=True, exist_ok=True)
        Path(scratch, "clinic").mkdir()
        app = full_clinic(Path(scratch, "clinic"))
        plant(app)
        ground = ground_of(app)
        outcomes = []
        grounds = [ground.copy(Path(scratch, f"clinic_{number}")) for number in range(given.jobs)]
        with ExitStack() as last:
            clinics = [
                last.enter_context(attacked(one, folder / f"server_{number}.log")) for number, one in enumerate(grounds)
            ]
            if given.tool != "wapiti":
                outcomes.append(("sqlmap", with_sqlmap(tools, clinics, ground, folder, given.only, full=given.full)))
            if given.tool != "sqlmap":
                outcomes.append(("wapiti", with_wapiti(tools, clinics[0], ground, folder, full=given.full)))
            alive = [lives for clinic in clinics for lives in is_alive(clinic, ground).items()]
    reviewed = [one for one in read_reviewed() if one.tool in dict(outcomes)]
    against = compared((one for _, outcome in outcomes for one in outcome.findings), reviewed)
    every = given.tool != "wapiti"  # wapiti goes where its nose leads it
    taken = [one for one in ground.targets if one.names or one.shallow or one.places]  # the others look at nothing
    attacked_routes = [one.endpoint for one in taken if every and one.endpoint.startswith(given.only)]
    wrong = faults(outcomes, against, attacked_routes)
    wrong += [f"the session of the {role.value} ended" for role, lives in alive if not lives]
    print(f"{len(ground.targets)} routes, {len(taken)} of which take anything: {ground.places} fields and places")
    print(*(said(name, outcome) for name, outcome in outcomes), sep="\n")
    print(f"{against.covered} findings are on the reviewed list of {len(reviewed)}, {len(against.beyond)} are not")
    print(*(f"no longer found, take it off the list: {one}" for one in against.gone), sep="\n" if against.gone else "")
    print(f"{len(wrong)} faults", *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
