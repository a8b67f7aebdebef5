"""The lock as a clinician meets it: the page is covered, kept, and there again after the password."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clinic.store import patients
from clinic.store.transactions import reading
from clinic.web.access.links import first_link
from clinic.web.access.roles import Role
from tests.browser.served import served, sign_in
from tests.web.people import PASSWORD, Watch, account_of, clinic_with_people, empty_clinic

ALERT = "Łódź: allergic to <latex>\nring her daughter"


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(tmp_path: Path, watch: Watch) -> Flask:
    return clinic_with_people(tmp_path, moment=watch)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


def begin_person(page: Page, address: str) -> None:
    """A form for a new person, half filled in."""
    page.goto(f"{address}/patients/new")
    page.get_by_label("Surname").fill("Lovelace")
    page.get_by_label("Alerts").fill(ALERT)
    page.get_by_label("Alerts").focus()


def finish_person(page: Page) -> None:
    page.get_by_label("Given names").fill("Ada")
    for field, typed in (("birth_day", "5"), ("birth_month", "3"), ("birth_year", "1979")):
        page.locator(f"#{field}").fill(typed)
    page.locator("#sex-F").check()
    page.get_by_role("button", name="Add", exact=True).click()


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Unlock").click()


def kept(app: Flask) -> list[tuple[str, str]]:
    with app.app_context(), reading() as session:
        return [(one.name, one.alerts.replace("\r\n", "\n")) for one in patients.listed(session)]


def test_after_ten_idle_minutes_the_page_is_covered_and_kept(app: Flask, page: Page, address: str) -> None:
    page.clock.install()
    sign_in(page, address, Role.CLINICIAN)
    begin_person(page, address)
    page.clock.fast_forward("09:59")
    expect(page.locator("#lock")).to_be_hidden()
    with page.expect_response("**/lock") as told:
        page.clock.fast_forward("00:02")
    assert told.value.status == 204
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    expect(page).to_have_title("Locked · Plumbline")
    expect(page.locator("main")).to_be_hidden()
    expect(page.get_by_label("Password")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    unlock(page, "not it")
    expect(page.get_by_role("alert")).to_have_text("This is not your password.")
    unlock(page)
    expect(page.locator("#lock")).to_be_hidden()
    expect(page.get_by_label("Alerts")).to_be_focused()
    finish_person(page)
    page.wait_for_url("**/patients/*")
    assert kept(app) == [("Ada Lovelace", ALERT)]


def test_whoever_types_is_not_locked_and_the_program_hears_of_it(page: Page, address: str) -> None:
    page.clock.install()
    sign_in(page, address, Role.CLINICIAN)
    begin_person(page, address)
    page.clock.fast_forward("09:00")
    with page.expect_response("**/still-here") as told:
        page.keyboard.type("more")
    assert told.value.status == 204
    page.clock.fast_forward("09:00")
    expect(page.locator("#lock")).to_be_hidden()
    page.clock.fast_forward("01:01")
    expect(page.locator("#lock")).to_be_visible()


def test_two_tabs_lock_and_open_together(context: BrowserContext, page: Page, address: str) -> None:
    sign_in(page, address, Role.CLINICIAN)
    other = context.new_page()
    other.goto(f"{address}/check")
    page.evaluate("document.dispatchEvent(new Event('plumbline:locked'))")
    unlock(page)
    expect(page.locator("#lock")).to_be_hidden()
    other.get_by_role("button", name="Sign out").click()
    expect(page.locator("#lock")).to_be_visible()
    unlock(page)
    expect(page.locator("#lock")).to_be_hidden()
    page.goto(f"{address}/patients")
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()


def test_when_somebody_else_signs_in_beside_it_a_page_is_covered_for_good(
    context: BrowserContext, page: Page, address: str
) -> None:
    sign_in(page, address, Role.CLINICIAN)
    other = context.new_page()
    sign_in(other, address, Role.LEAD)
    expect(page.locator("#lock")).to_be_visible()
    unlock(page)
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has signed in here since")
    expect(page.locator("main")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_typed_goes_on_though_the_program_had_locked_or_ended(
    app: Flask, watch: Watch, address: str, browser: Browser, *, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, address, Role.CLINICIAN)
    begin_person(page, address)
    watch.now += timedelta(hours=11)
    finish_person(page)
    expect(page.get_by_label("Sign-in name")).to_have_value("ben")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    if not scripts:
        page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/patients/*")
    assert kept(app) == [("Ada Lovelace", ALERT)]
    context.close()


def test_the_first_link_leaves_no_code_in_the_address_or_the_history(tmp_path: Path, page: Page) -> None:
    app = empty_clinic(tmp_path / "empty")
    with served(app) as address:
        page.goto(str(first_link(app, address)))
        page.get_by_label("Your name").fill("Anna Ross")
        assert page.url == f"{address}/welcome"
        page.get_by_label("Sign-in name").fill("anna")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_label("The same password again").fill(PASSWORD)
        page.get_by_role("button", name="Become the lead").click()
        page.wait_for_url("**/today")
        assert account_of(app, Role.LEAD).name == "Anna Ross"
