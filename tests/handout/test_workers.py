"""The processes that print: late ones are stopped, lost ones replaced, and pages never mix."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinic.domain.facts import Person
from clinic.handout import worker, workers
from clinic.handout.errors import HandoutError
from clinic.handout.page import Page
from clinic.handout.printing import sheet_page
from clinic.handout.reading import read_pages, squeezed
from clinic.handout.workers import Worker, Workers
from tests.handout.builders import sheet
from tests.repository import ROOT


def page(name: str = "Amara Okafor") -> Page:
    return sheet_page(sheet("plank", person=Person(name=name)))


def endless() -> Page:
    """A page that takes much longer than anybody waits."""
    rows = "<tr>" + "<td>x</td>" * 30 + "</tr>"
    return Page(f'<html lang="en-GB"><title>t</title><table>{rows * 4000}</table></html>')


def test_a_page_that_takes_too_long_is_stopped_and_the_next_one_is_printed() -> None:
    ours = Workers(at_once=1)
    try:
        with pytest.raises(HandoutError, match="longer than 2 seconds"):
            ours.print(endless(), seconds=2)
        assert ours.print(page()).startswith(b"%PDF")
    finally:
        ours.end()


def test_a_stopped_worker_is_gone_with_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = Worker()
    assert [child.name.startswith("plumbline-sheets-") for child in tmp_path.iterdir()] == [True]
    one.end()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(one.process_id, 0)


def idle(ours: Workers) -> Worker:
    """The only worker of these, taken out of the line and put back."""
    found = ours._idle.get(timeout=5)  # noqa: SLF001  # whom it keeps
    ours._idle.put(found)  # noqa: SLF001  # back in line
    assert found is not None
    return found


def whom(pdf: bytes) -> str:
    return squeezed(read_pages(pdf)[0].text)


def test_a_worker_found_dead_is_replaced_and_nobody_notices() -> None:
    ours = Workers(at_once=1)
    try:
        first = ours.print(page())
        lost = idle(ours)
        os.kill(lost.process_id, signal.SIGKILL)
        assert ours.print(page()) == first
        assert idle(ours).process_id != lost.process_id
    finally:
        ours.end()


def test_a_worker_killed_in_the_middle_of_a_page_is_replaced_and_the_page_tried_once_more() -> None:
    ours = Workers(at_once=1)
    try:
        ours.print(page())
        first = idle(ours).process_id
        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(ours.print, endless(), 6)
            time.sleep(1)
            os.kill(first, signal.SIGKILL)
            with pytest.raises(HandoutError, match="longer than 6 seconds"):
                late.result()
        assert ours.print(page()).startswith(b"%PDF")
        assert idle(ours).process_id != first
    finally:
        ours.end()


def test_a_page_whose_workers_are_lost_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Worker] = []

    def ending() -> Worker:
        started.append(Worker(("-c", "import sys; sys.exit('no fonts at all')")))
        return started[-1]

    monkeypatch.setattr(workers, "Worker", ending)
    ours = Workers(at_once=1)
    with pytest.raises(HandoutError, match="ended without an answer"):
        ours.print(page())
    assert len(started) == 2
    assert ours._idle.get_nowait() is None  # noqa: SLF001  # nobody is kept


def test_a_stale_answer_in_the_pipe_reaches_nobody() -> None:
    ours = Workers(at_once=1)
    try:
        ours.print(page())
        planted = idle(ours)
        pipe = planted._process.stdin  # noqa: SLF001  # a job whose answer nobody fetched
        assert pipe is not None
        worker.send(pipe, worker.numbered(next(workers.JOBS), worker.packed(page("Somebody Else"))))
        said = whom(ours.print(page("Amara Okafor")))
        assert "AmaraOkafor" in said
        assert "SomebodyElse" not in said
        assert idle(ours).process_id != planted.process_id
        with pytest.raises(ProcessLookupError):
            os.kill(planted.process_id, 0)
    finally:
        ours.end()


class Interrupted(BaseException):
    """Something that no printing code expects."""


def test_an_exception_between_sending_and_receiving_leaves_no_answer_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Workers(at_once=1)
    try:
        ours.print(page())
        first = idle(ours).process_id

        def interrupted(_stream: object) -> bytes:
            raise Interrupted

        with monkeypatch.context() as patched:
            patched.setattr(workers, "receive", interrupted)
            with pytest.raises(Interrupted):
                ours.print(page("Somebody Else"))
        assert "AmaraOkafor" in whom(ours.print(page("Amara Okafor")))
        assert idle(ours).process_id != first
    finally:
        ours.end()


def test_a_clock_that_goes_off_just_after_the_answer_costs_the_worker_and_not_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = Worker()
    answered = one._answer  # noqa: SLF001  # the answer comes, and then the time is up

    def slow(of: Page, job: int) -> bytes | None:
        answer = answered(of, job)
        time.sleep(4.5)
        return answer

    monkeypatch.setattr(one, "_answer", slow)
    try:
        assert one.print(page(), seconds=4).startswith(b"%PDF")
        assert one.spent
    finally:
        one.end()


def test_nobody_waits_in_line_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS_IN_LINE", 0.2)
    ours = Workers(at_once=1)
    ours._idle.get()  # noqa: SLF001  # its only place is taken
    with pytest.raises(HandoutError, match=r"busy.*try again"):
        ours.print(page())


def test_a_program_that_ends_at_once_says_what_to_install() -> None:
    one = Worker(("-c", "import sys; sys.exit('no fonts at all')"))
    try:
        with pytest.raises(HandoutError, match=r"apt-get install.*no fonts at all"):
            one.print(page(), seconds=20)
        assert one.spent
    finally:
        one.end()


def test_pages_printed_at_the_same_time_do_not_mix() -> None:
    names = [f"Person Number{number}" for number in range(6)]
    ours = Workers()
    try:
        with ThreadPoolExecutor(max_workers=6) as threads:
            pdfs = list(threads.map(ours.print, map(page, names)))
    finally:
        ours.end()
    for name, pdf in zip(names, pdfs, strict=True):
        text = squeezed("".join(one.text for one in read_pages(pdf)))
        assert squeezed(f"For{name}") in text
        assert [other for other in names if other != name and squeezed(other) in text] == []


def test_a_refused_page_does_not_cost_a_worker() -> None:
    ours = Workers(at_once=1)
    try:
        ours.print(page())
        with pytest.raises(HandoutError):
            ours.print(Page('<html lang="en-GB"><title>t</title><img alt="a" src="https://example.org/"></html>'))
        kept = ours._idle.get()  # noqa: SLF001  # whom it kept
        ours._idle.put(kept)  # noqa: SLF001  # back in line
        assert kept is not None
        assert not kept.spent
    finally:
        ours.end()


def test_a_worker_is_replaced_after_its_share_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PAGES_A_WORKER", 1)
    ours = Workers(at_once=1)
    try:
        ours.print(page())
        assert ours._idle.get() is None  # noqa: SLF001  # nobody is kept
    finally:
        ours.end()


def test_the_operating_system_holds_a_worker_to_its_memory() -> None:
    code = "from clinic.handout.worker import limit_memory; limit_memory(); bytearray(600 * 2**20)"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "MemoryError" in outcome.stderr


def test_the_application_itself_never_loads_the_pdf_library() -> None:
    code = (
        "import sys; from clinic.handout.printing import check_printing; check_printing();"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
