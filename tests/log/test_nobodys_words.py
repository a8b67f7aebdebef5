"""Whatever is done and goes wrong in a clinic, its log and standard error hold nobody's words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic.log.events import LOGGER, Event
from clinic.log.kept import kept
from clinic.web.access.roles import Role
from clinic.web.access.tokens import COOKIE
from tests.harness.canary import looked_at
from tests.harness.marked_clinic import MARK, Marked, marked, marked_clinic
from tests.log.planted_faults import FAULTS, plant_faults
from tests.web.people import clinic_with_people, form_token, signed_in
from tests.web.visit import parsed, text

WORDS = f"Okafor, Ngozi {marked('fault')}"
PLACE = r"[\w.<>-]+/[\w.-]+\.py:\d+( [\w<>]+)?"
KIND = rf"\w+ in ({PLACE}(, for {PLACE})?|no place)"
FAULT = rf": number [A-Z2-7]{{6}}, {KIND}( because of {KIND})*"
EVENTS = "|".join(re.sub(r"\\{\w+\\}", r"[0-9a-f.?]+", re.escape(one.value)) for one in Event)
LINE = re.compile(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\dZ (info|warning|error) (({EVENTS})|[\w.]+, {PLACE})({FAULT})?\Z")
"""All that a line of the log may be."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    folder = tmp_path_factory.mktemp("clinic")
    app = clinic_with_people(folder)
    plant_faults(app)
    return marked_clinic(folder, app)


def gone_wrong(clinic: Marked) -> tuple[list[int], list[str]]:
    """Sends the planted words in every way that goes wrong; the statuses, and the pages."""
    clinic.app.logger.disabled = False  # other tests silence it
    client = signed_in(clinic.app, Role.LEAD, clinic.lead.sign_in)
    sending = {"csrf_token": form_token(client), "words": WORDS}
    answers = [client.post(f"/planted-faults/{which}", data=sending) for which in range(len(FAULTS))]
    return [one.status_code for one in answers], [one.get_data(as_text=True) for one in answers]


def secrets(clinic: Marked) -> Iterator[str]:
    """What must never stand in a log: words, ids of records, who came from where, what lets somebody in."""
    yield from (MARK, "Okafor", "Ngozi", "127.0.0.1", clinic.lead.sign_in)
    yield from (page.rpartition("/")[2] for page in (clinic.patient, clinic.final, clinic.draft, clinic.programme))
    client = signed_in(clinic.app, Role.LEAD, clinic.lead.sign_in)
    yield form_token(client)
    cookie = client.get_cookie(COOKIE)
    assert cookie
    yield cookie.value


def leaks(clinic: Marked, written: str) -> list[str]:
    """What of a log should not stand there: the secrets in it, and every line that is none of its own."""
    found = [one for one in secrets(clinic) if one in written]
    return found + [line for line in written.splitlines() if not LINE.match(line)]


@contextmanager
def talkative(path: Path) -> Iterator[None]:
    """The planted fault: a handler that writes what it is told."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_no_fault_takes_words_into_the_log(clinic: Marked, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with kept(tmp_path) as log:
        statuses, _ = gone_wrong(clinic)
    written, told = log.read_text(encoding="utf-8"), capsys.readouterr().err
    assert statuses == [500, 500, 500, 200, 200, 200, 507]
    assert leaks(clinic, written) == []
    assert leaks(clinic, told) == []
    kinds = "ValueError", "RuntimeError in log/planted_faults.py", "IntegrityError", "DiskError", "py.warnings, "
    assert [kind for kind in kinds if kind not in written] == []
    assert written.count("a.library, log/planted_faults.py") == 2


def test_no_page_and_no_form_takes_words_into_the_log(
    clinic: Marked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with kept(tmp_path) as log:
        LOGGER.info("words that nobody may read: %s", WORDS)
        seen = looked_at(clinic)
    assert (seen.pages > 100, seen.pdfs > 0) == (True, True)
    assert leaks(clinic, log.read_text(encoding="utf-8")) == []
    assert leaks(clinic, capsys.readouterr().err) == []


def test_a_handler_that_writes_what_it_is_told_is_noticed(clinic: Marked, tmp_path: Path) -> None:
    with kept(tmp_path) as log, talkative(log):
        gone_wrong(clinic)
    found = leaks(clinic, log.read_text(encoding="utf-8"))
    assert {MARK, "Okafor", "Ngozi"} <= set(found)


def test_the_page_of_a_fault_shows_the_number_that_the_log_has(clinic: Marked, tmp_path: Path) -> None:
    with kept(tmp_path) as log:
        _, (page, other, *_) = gone_wrong(clinic)
        again = gone_wrong(clinic)[1][0]
    shown = [re.findall(r"number ([A-Z2-7]{6})", text(parsed(one).one("h1 + .lead"))) for one in (page, other, again)]
    written = re.findall(r"number ([A-Z2-7]{6}), (\w+)", log.read_text(encoding="utf-8"))
    assert [len(one) for one in shown] == [1, 1, 1]
    assert shown[0] == shown[2] != shown[1]
    assert (shown[0][0], "ValueError") in written
    assert (shown[1][0], "RuntimeError") in written
