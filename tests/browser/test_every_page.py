"""Nothing is in anybody's way on any page: every route of the application, for everybody who is answered differently.

A new route joins through the table of who is answered what, which names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import default_exceptions
from werkzeug.test import TestResponse

from clinic.store.house import Caseload
from clinic.web.access.roles import Role
from clinic.web.errors import PAGES
from tests.browser.full_clinic import objects
from tests.browser.looking import barriers, is_page, likeness, show
from tests.browser.served import as_role
from tests.browser.states import STATES
from tests.web.access.checking import answered
from tests.web.access.objects import has_object, object_for
from tests.web.access.table import WHO, Line, lines
from tests.web.people import account_of

LINES = {line.name: line for line in lines()}


@pytest.fixture(scope="module")
def records(clinic: Flask) -> Mapping[str, str]:
    return objects(clinic)


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What was looked at already, for whomever."""
    return set()


def test_words_that_are_too_pale_and_a_page_that_is_too_wide_are_found(page: Page) -> None:
    page.goto("/rulebook")
    page.evaluate("""() => {
      const lines = [...document.querySelectorAll("main a")].slice(0, 2);
      lines[1].style.color = "#bbb";
      lines[1].style.display = "inline-block";
      lines[1].style.minWidth = "1400px";
    }""")
    pale, *wide = barriers(page)
    assert pale.startswith("color-contrast")
    assert [one.rpartition(" ")[2] for one in wide] == ["1280", "1024", "768", "640"]


def look(page: Page, clinic: Flask, address: str, answer: TestResponse, seen: set[str], who: Role | None) -> list[str]:
    """What is in the way on a page that is not like one that was looked at."""
    like = likeness(answer)
    if like in seen:
        return []
    seen.add(like)
    page.context.clear_cookies()
    if who is not None:
        as_role(page, clinic, address, who)
    show(page, address, answer)
    return [f"{who or 'nobody'}: {found}" for found in barriers(page)]


def id_for(app: Flask, line: Line, records: Mapping[str, str], who: Role | None) -> str:
    """What the route is opened with: a full record to look at, a new one to act upon."""
    if not has_object(line.route) or line.expected(who, "own", Caseload.SHARED) in (401, 403):
        return ""
    kept = [begin for begin in records if line.route.startswith(begin)]
    if line.method == "GET" and kept:
        return records[max(kept, key=len)]
    return object_for(app, line.route, "own", account_of(app, who or Role.CLINICIAN).id)


@pytest.mark.parametrize("name", LINES)
def test_every_route_for_everybody(
    clinic: Flask, clinic_url: str, page: Page, records: Mapping[str, str], seen: set[str], name: str
) -> None:
    line = LINES[name]
    everybody = tuple(reversed(WHO)) if line.method == "GET" else (Role.LEAD,)  # a form is answered to all alike
    for who in everybody:
        with closing(answered(clinic, line, who, id_for(clinic, line, records, who))) as answer:
            if not is_page(answer):
                break
            assert look(page, clinic, clinic_url, answer, seen, who) == []


@pytest.mark.parametrize("role", list(Role))
def test_the_bar_of_everybody(clinic: Flask, clinic_url: str, page: Page, role: Role) -> None:
    with closing(answered(clinic, LINES["GET /today"], role, "")) as answer:
        assert look(page, clinic, clinic_url, answer, set(), role) == []


@pytest.mark.parametrize("code", PAGES)
def test_every_page_of_an_error(clinic: Flask, clinic_url: str, page: Page, code: int) -> None:
    with clinic.test_request_context("/somewhere") as asked:
        clinic.preprocess_request()
        answer = clinic.make_response(clinic.handle_user_exception(default_exceptions[code]()))
        assert answer.status_code == code
        show(page, clinic_url, TestResponse(answer.iter_encoded(), answer.status, answer.headers, asked.request))
    assert page.locator("h1").text_content() == PAGES[code].title
    assert barriers(page) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_page_that_says_what_stands_in_the_way(
    clinic: Flask, clinic_url: str, page: Page, state: Callable[[Flask], TestResponse]
) -> None:
    answer = state(clinic)
    assert answer.status_code == STATES[state]
    assert look(page, clinic, clinic_url, answer, set(), Role.CLINICIAN) == []
