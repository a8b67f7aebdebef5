"""One clinician of a crowd: a browser of their own, what they do all day, and what they were told is kept."""

from __future__ import annotations

import http.client
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode

from clinic.store.ids import new_id
from clinic.web.access.tokens import COOKIE
from clinic.web.case_fields import typed_of
from tests.web.recorded import ACHE
from tests.web.visit import LAYOUT, case

TRIES = 6
"""So often something is done again when somebody else was first."""
FIELDS = [
    (name, value)
    for name, values in typed_of(LAYOUT, case(**ACHE)).lists()
    for value in values
    if not name.startswith("patient-")
]
GOAL = re.compile(r'name="goal"[^>]*>([^<]*)</textarea>|name="goal"[^>]* value="([^"]*)"')
VERSION = re.compile(r'<form id="check".*?name="version" value="(\d+)"', re.DOTALL)
MOVES = re.compile(r'/move[^"]*">.*?name="version" value="(\d+)".*?name="exercise" value="([^"]+)"', re.DOTALL)


@dataclass(frozen=True)
class Told:
    """What one answer told was kept: the record, the version it was changed from, and what was typed."""

    record: str
    version: int
    value: str = ""


@dataclass
class Answer:
    """What came back: status, where it leads, and the page."""

    status: int
    leads: str
    page: str


@dataclass
class Clinician:
    """Who acts, on which records, from which device; `told` is all that was said to be kept, `counted` what they added
    to each shared draft, `faults` every answer that should not have been."""

    name: str
    token: str
    port: int
    patient: str
    everybody: tuple[str, ...]
    drafts: tuple[str, ...]
    programmes: tuple[str, ...]
    chance: Random
    device: str = "127.0.0.1"
    told: list[Told] = field(default_factory=list)
    final: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def arrive(self) -> None:
        """Opens the first page, and the draft of the own patient."""
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=(self.device, 0))
        self.cookies = {COOKIE: self.token}
        page = self.ask("GET", "/patients").page
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        self.csrf = found[1] if found else ""
        self._begin()

    def act(self) -> None:
        """Does one of the things a clinician does."""
        acts = (self.search, self.look, self.type, self.share, self.finish, self.plan)
        chosen = self.chance.choices(acts, (4, 4, 8, 5, 1, 3))[0]
        chosen()
        self.done[chosen.__name__] += 1

    def search(self) -> None:
        self.send("/patients/search", {"words": self.chance.choice(("crowd", "ada", "1979", "zz"))}, (200,))

    def look(self) -> None:
        self.ask("GET", self.chance.choice((*self.everybody, "/today", "/patients")))

    def type(self) -> None:
        """Autosave in the own draft, where nobody else writes."""
        self._save(self.draft, self.version, f"{self.name} typed {len(self.told)}")

    def share(self) -> None:
        """Adds one to the own count in a draft that others write in too; reads it again when somebody was first."""
        draft = self.chance.choice(self.drafts)
        for _ in range(TRIES):
            version, goal = self._read(draft)
            counts = dict(one.split(":") for one in goal.split())
            counts[self.name] = str(int(counts.get(self.name, "0")) + 1)
            if self._save(draft, version, " ".join(f"{name}:{count}" for name, count in counts.items())):
                self.counted[draft] += 1
                return

    def finish(self) -> None:
        """Fills the own assessment in, makes it final, begins its programme, and begins the next assessment."""
        self.send(f"{self.draft}/check", {"version": str(self.version)}, (303,), FIELDS)
        self.send(f"{self.draft}/finalise", {"version": str(self.version + 1)}, (303,))
        self.final.append(self.draft)
        answer = self.send(f"{self.draft}/programme", {"version": "0"}, (303,))
        self._move(answer.leads.partition("#")[0])
        self._begin()

    def plan(self) -> None:
        """Changes a programme that others change too."""
        programme = self.chance.choice(self.programmes)
        for _ in range(TRIES):
            if self._move(programme):
                return

    def ask(self, method: str, path: str, body: str = "", wanted: tuple[int, ...] = (200,)) -> Answer:
        """One request; whatever else is answered than what was wanted is a fault."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body or None, headers)
        got = self.line.getresponse()
        page = got.read().decode()
        for set_cookie in got.headers.get_all("Set-Cookie", []):
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if got.status not in wanted:
            place = re.sub(r"/[\w-]{20,}", "/<id>", path)
            self.faults.append(f"{got.status} for {method} {place}{' locked' if 'locked' in page else ''}")
        return Answer(got.status, got.headers.get("Location", ""), page)

    def send(
        self, path: str, fields: Mapping[str, str], wanted: tuple[int, ...], more: Iterable[tuple[str, str]] = ()
    ) -> Answer:
        """A form of ours."""
        head = [("csrf_token", self.csrf), ("form_key", new_id())]
        return self.ask("POST", path, urlencode([*head, *fields.items(), *more]), wanted)

    def _begin(self) -> None:
        self.draft = self.send(f"{self.patient}/assessments", {}, (303,)).leads
        self.version, _ = self._read(self.draft)

    def _read(self, draft: str) -> tuple[int, str]:
        page = self.ask("GET", draft).page
        version, goal = VERSION.search(page), GOAL.search(page)
        return int(version[1]) if version else 0, unescape((goal[1] or goal[2] or "") if goal else "").strip()

    def _save(self, draft: str, version: int, goal: str) -> bool:
        """Whether it was kept; False when somebody else was first."""
        typed = {"version": str(version), "goal": goal, "assessed_on": "20 Nov 2026"}
        answer = self.send(f"{draft}/save", typed, (200,) if draft == self.draft else (200, 409))
        if answer.status == 409:
            self.conflicts += 1
        if answer.status != 200:
            return False
        self.told.append(Told(draft, version, goal))
        if draft == self.draft:
            self.version = int(json.loads(answer.page)["version"])
        return True

    def _move(self, programme: str) -> bool:
        """Lets the second and the third exercise change places; the first opens each session and stays."""
        found = MOVES.findall(self.ask("GET", programme).page)
        if len(found) < 3:
            self.faults.append("a programme shows no exercises to move")
            return True
        version, exercise = found[2]
        fields = {"version": version, "exercise": exercise, "direction": "up"}
        answer = self.send(f"{programme}/move", fields, (303, 409))
        if answer.status == 409:
            self.conflicts += 1
            return False
        self.told.append(Told(programme, int(version)))
        return True
