from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import answer, check, open_form, section, stands, whole_check

WIDTHS = (1280, 1024, 768, 640)
SMALLEST_TARGET = 24


def overhang(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def at_every_width(page: Page) -> dict[int, int]:
    """By how many pixels the page is wider than the window; 640 is a window of 1280 at 200 %."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = overhang(page)
    return found


@pytest.mark.parametrize("id", ["person", "red_flags", "neurological", "mobility_and_performance", "goals_and_home"])
def test_the_form_never_scrolls_sideways(page: Page, id: str) -> None:
    open_form(page)
    section(page, id)
    assert at_every_width(page) == dict.fromkeys(WIDTHS, 0)


def test_result_and_programme_never_scroll_sideways(page: Page) -> None:
    whole_check(page)
    answer(page, "conditions-glaucoma", "yes")
    check(page)
    assert at_every_width(page) == dict.fromkeys(WIDTHS, 0)
    page.get_by_role("button", name="Propose a programme").click()
    for details in page.locator("details").all():
        details.evaluate("(one) => { one.open = true; }")
    assert at_every_width(page) == dict.fromkeys(WIDTHS, 0)


def test_at_the_foot_of_a_tablet_the_panel_opens_and_leads_on(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1000})
    open_form(page)
    stands(page, "Not complete yet")
    expect(page.locator(".asks a").first).to_be_hidden()
    page.locator(".panel-more").click()
    page.locator(".asks a").first.click()
    expect(page.locator("#red_flags-rf_saddle_sensation-yes")).to_be_focused()
    expect(page.locator(".asks a").first).to_be_hidden()


def test_every_target_is_large_enough_to_hit(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    answer(page, "red_flags-rf_saddle_sensation", "no")
    page.locator("#row-red_flags-rf_saddle_sensation").hover()
    small = page.evaluate(
        """(least) => [...document.querySelectorAll(
                "button:not(.visually-hidden), .segment, .all-no, .tasks a, .form-control, summary, .bar a")]
            .filter((one) => one.offsetParent && getComputedStyle(one).visibility === "visible")
            .filter((one) => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < least)
            .map((one) => one.outerHTML.slice(0, 80))""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_what_is_found_in_the_library_is_all_that_shows(page: Page) -> None:
    whole_check(page)
    check(page)
    page.get_by_role("button", name="Propose a programme").click()
    page.get_by_label("Find an exercise or a reason").fill("no such exercise")
    expect(page.locator("#library .found:visible")).to_have_count(0)
    page.get_by_label("Find an exercise or a reason").fill("squares")
    expect(page.locator("#library .found:visible")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text("1 of ")
