from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import WIDTHS, at_every_width
from tests.browser.steps import answer, check, open_form, section, stands, whole_check

SMALLEST_TARGET = 24


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


def test_the_matrix_scrolls_by_keyboard_under_headings_that_stay(page: Page) -> None:
    page.goto("/rulebook/matrix")
    region = page.get_by_role("region", name="Exercises in rows, conditions in columns")
    region.focus()
    first = page.locator(".matrix th[scope=row]").first
    left = first.evaluate("(one) => one.getBoundingClientRect().left")
    page.keyboard.press("End")
    expect(page.locator(".matrix tfoot")).to_be_in_viewport()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".matrix th[scope=col]").first).not_to_be_in_viewport()
    assert first.evaluate("(one) => one.getBoundingClientRect().left") == left
    head = page.locator(".matrix thead").evaluate("(one) => one.getBoundingClientRect().top")
    assert head == region.evaluate("(one) => one.getBoundingClientRect().top + one.clientTop")


def test_the_matrix_says_the_reasons_of_the_mark_under_the_pointer(page: Page) -> None:
    page.goto("/rulebook/matrix")
    mark = page.locator(".matrix td.l3").first
    mark.hover()
    expect(page.locator("#matrix-said")).to_contain_text(mark.locator("span").text_content() or "no reason")


def test_a_search_of_the_library_leaves_only_what_it_finds(page: Page) -> None:
    page.goto("/library")
    page.get_by_label("Find an exercise, a ladder or equipment").fill("no such exercise")
    expect(page.locator("#shelf li:visible")).to_have_count(0)
    page.get_by_label("Find an exercise, a ladder or equipment").fill("diaphragmatic breathing")
    expect(page.locator("#shelf h2:visible")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text(" of 107")


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
