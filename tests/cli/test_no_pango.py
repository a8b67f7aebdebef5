"""A machine whose Pango cannot be loaded: the clinic is served whole, and only sheets are not to be had."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from werkzeug.datastructures import MultiDict

from clinic.cli.printing_check import NO_SHEETS
from clinic.web.case_fields import typed_of
from tests.cli.test_serve import free_port
from tests.web.visit import LAYOUT, Element, case, entered, forms_to, parsed, target, text

PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib")
PAGES = ("/", "/check", "/library", "/rulebook", "/hazards", "/sign-in")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a clinic that runs where Pango is there and no library, and what it said in tmp_path/said."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in PANGO:
        (broken / name).write_text("no library", encoding="ascii")
    environ = {**os.environ, "LD_LIBRARY_PATH": str(broken), "DYLD_LIBRARY_PATH": str(broken), "PYTHONUNBUFFERED": "1"}
    serve = ["serve", "--port", str(free_port()), "--instance", str(tmp_path / "instance")]
    command = [sys.executable, "-m", "clinic.cli", *serve]
    with (
        (tmp_path / "said").open("w", encoding="utf-8") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=environ) as run,
    ):
        try:
            assert run.stdout is not None
            ready = re.search(r"http://[\d.]+:\d+", run.stdout.readline())
            assert ready
            yield ready[0]
        finally:
            run.terminate()


def said_by_now(file: Path, awaited: str) -> str:
    """What stands in a file once these words do; the whole of it after a minute in any case."""
    for _ in range(600):
        if awaited in file.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    return file.read_text(encoding="utf-8")


def answered(browser: OpenerDirector, address: str, form: MultiDict[str, str] | None = None) -> tuple[int, Element]:
    """The status and the page at an address, or in answer to a form."""
    sent = urlencode(list(form.items(multi=True))).encode() if form else None
    try:
        with browser.open(address, sent, timeout=60) as answer:
            return answer.status, parsed(answer.read().decode())
    except HTTPError as error:
        with error:
            return error.code, parsed(error.read().decode())


def test_a_machine_without_pango_says_so_once_and_serves_its_pages(address: str, tmp_path: Path) -> None:
    browser = build_opener()
    assert {path: answered(browser, address + path)[0] for path in PAGES} == dict.fromkeys(PAGES, 200)
    said = said_by_now(tmp_path / "said", NO_SHEETS)
    assert said.count(NO_SHEETS) == 1
    assert "cannot load library 'libpango" in said


def test_without_pango_a_sheet_is_answered_by_the_page_that_says_why(address: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    _, form = answered(browser, f"{address}/check")
    told = typed_of(LAYOUT, case(minutes_a_day=30))
    told["csrf_token"] = form.all("input[name=csrf_token]")[0].value()
    status, result = answered(browser, f"{address}/check/result", told)
    assert status == 200
    _, proposed = answered(browser, f"{address}/check/programme", entered(forms_to(result, "/check/programme")[0]))
    (asks,) = forms_to(proposed, "/check/sheet")
    status, page = answered(browser, address + target(asks), entered(asks))
    assert status == 503
    assert text(page.one("h1")) == "No PDF could be made"
    assert "cannot load library 'libpango" in text(page.one(".lead"))
    assert forms_to(page, "/check/result")
