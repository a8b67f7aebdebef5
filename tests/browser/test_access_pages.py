"""No barriers on the pages of people and sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from clinic.store import people, tokens
from clinic.store.audit import Actor
from clinic.store.invitations import Kind
from clinic.store.transactions import writing
from clinic.web.access.codes import new_secret
from clinic.web.access.links import make_link
from clinic.web.access.roles import Role
from clinic.web.access.tokens import COOKIE, hashed
from tests.browser.looking import violations
from tests.browser.served import prove, served, sign_in
from tests.web.people import NOW, account_of, clinic_with_people

NOBODY = Actor("", NOW)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    instance: Path = tmp_path_factory.mktemp("instance")
    return clinic_with_people(instance)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


def locked(page: Page, app: Flask) -> None:
    """The program has locked, and the page does not know yet."""
    (token,) = (one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    with app.app_context(), writing() as session:
        tokens.lock(session, hashed(token))


def test_sign_in_with_and_without_a_mistake(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    assert violations(page) == []
    page.get_by_label("Sign-in name").fill("nobody at all")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_welcome_and_what_is_chosen_there(page: Page, app: Flask, address: str) -> None:
    page.goto(f"{address}/welcome")
    assert violations(page) == []
    with app.app_context(), writing() as session:
        expected = people.expect(session, NOBODY, name="Elif Çelik", role=Role.CLINICIAN)
        code = make_link(session, NOBODY, Kind.JOIN, expected.id)
    page.goto(f"{address}/welcome#{code}")
    page.get_by_label("Sign-in name").fill("elif")
    for label in ("Password", "The same password again"):
        page.get_by_label(label, exact=True).fill("short")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#password-fault")).to_be_visible()
    assert violations(page) == []


def test_setting_codes_up(page: Page, address: str) -> None:
    sign_in(page, address, Role.FRONT_DESK)
    page.goto(f"{address}/account/code")
    page.get_by_role("button", name="Show the picture").click()
    page.locator("#code").fill("1")
    page.get_by_role("button", name="Switch codes on").click()
    expect(page.locator("#code-fault")).to_be_visible()
    assert page.locator(".qr").evaluate("(image) => image.naturalWidth") > 0
    assert violations(page) == []


def test_the_page_that_asks_for_the_code(page: Page, app: Flask, address: str) -> None:
    carol = account_of(app, Role.FRONT_DESK).id
    with app.app_context(), writing() as session:
        people.propose_secret(session, carol, new_secret())
        people.turn_codes_on(session, NOBODY, carol)
    page.goto(f"{address}/sign-in")
    prove(page, Role.FRONT_DESK)
    expect(page.get_by_label("Code")).to_be_visible()
    assert violations(page) == []
    with app.app_context(), writing() as session:
        people.turn_codes_off(session, NOBODY, carol)


def test_a_link_that_is_shown_once(page: Page, address: str) -> None:
    sign_in(page, address, Role.LEAD)
    page.goto(f"{address}/people")
    row = page.locator(".staff-row").filter(has_text="Ben Okafor")
    row.get_by_role("button", name="Link for a new password").click()
    expect(page.locator(".link-shown")).to_contain_text("/welcome#")
    assert violations(page) == []


def test_the_cover_and_the_page_that_unlocks(page: Page, app: Flask, address: str) -> None:
    sign_in(page, address, Role.CLINICIAN)
    page.evaluate("document.dispatchEvent(new Event('plumbline:locked'))")
    assert violations(page) == []
    locked(page, app)
    page.goto(f"{address}/patients")
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    assert violations(page) == []
