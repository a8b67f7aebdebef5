"""The way back: the form is as it was, and a question before leaving is put only while something is unsent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Dialog, Page, expect

from tests.browser.steps import answer, check, open_form, section, stands, tell_person, whole_check


@pytest.fixture(scope="module")
def keeping(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that keeps the pages one came from, as browsers do unless they are being tested."""
    with browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    ) as browser:
        yield browser


@pytest.fixture
def kept(keeping: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with keeping.new_context(**browser_context_args) as context:
        yield context.new_page()


def go_back(page: Page) -> None:
    """Back, by the page's own history: the browser's own command waits for a load, and a kept page does not load."""
    page.evaluate("history.back()")


def test_back_from_the_result_shows_the_form_as_it_was_filled_in(kept: Page) -> None:
    whole_check(kept)
    answer(kept, "conditions-glaucoma", "yes")
    section(kept, "goals_and_home")
    kept.locator("#goal").fill("carry my grandson")
    kept.locator("#equipment-band").check()
    check(kept)
    expect(kept.get_by_role("heading", level=1)).to_have_text("Programme with restrictions")
    go_back(kept)
    expect(kept.locator("#goal")).to_be_visible()
    expect(kept.locator("#goal")).to_have_value("carry my grandson")
    expect(kept.locator("#equipment-band")).to_be_checked()
    expect(kept.locator("#conditions-glaucoma-yes")).to_be_checked()
    section(kept, "person")
    expect(kept.locator("#patient-name")).to_have_value("Amara Okafor")


def test_a_form_come_back_to_goes_on_as_before(kept: Page) -> None:
    whole_check(kept)
    check(kept)
    expect(kept.get_by_role("heading", level=1)).to_have_text("Programme")
    go_back(kept)
    expect(kept.locator(".stand-head")).to_have_text("Programme")
    section(kept, "red_flags")
    answer(kept, "red_flags-rf_saddle_sensation", "yes")
    stands(kept, "Emergency")
    check(kept)
    expect(kept.get_by_role("heading", level=1)).to_have_text("Emergency")


def test_leaving_with_something_unsent_is_asked_about_and_sending_is_not(page: Page) -> None:
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)

    page.on("dialog", note)
    open_form(page)
    page.goto("/")
    assert asked == []
    open_form(page)
    tell_person(page)
    page.goto("/")
    assert asked == ["beforeunload"]
    open_form(page)
    tell_person(page)
    check(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not complete yet")
    assert asked == ["beforeunload"]


def test_an_all_clear_is_taken_back_and_the_panel_follows(page: Page) -> None:
    whole_check(page)
    section(page, "red_flags")
    answer(page, "red_flags-rf_weight_loss", "yes")
    check(page)
    page.get_by_text("Record a medical all-clear").click()
    page.get_by_label("Dated").fill("1 Nov 2026")
    page.get_by_label("By whom, or which letter").fill("Dr Hall")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("button", name="Change answers").click()
    stands(page, "Programme")
    page.get_by_label("Unexplained weight loss").uncheck()
    stands(page, "Refer before exercise")
    page.get_by_label("Unexplained weight loss").check()
    stands(page, "Programme")
