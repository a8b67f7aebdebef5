from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import open_form, section


def test_the_oswestry_is_marked_by_figures_and_enter(page: Page) -> None:
    open_form(page)
    section(page, "outcome_measures")
    page.locator("#row-marks-odi summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(10):
        page.keyboard.press("2")
        page.keyboard.press("Enter")
    expect(page.locator("#marks-odi-made")).to_have_text("40 percent: moderate")


def test_enter_passes_over_marks_that_are_folded_away(page: Page) -> None:
    open_form(page)
    section(page, "outcome_measures")
    page.locator("#measures-odi").press("Enter")
    expect(page.locator("#measures-rmdq")).to_be_focused()


def test_ticks_make_a_score_once_the_form_is_said_to_be_filled_in(page: Page) -> None:
    open_form(page)
    section(page, "outcome_measures")
    page.locator("#row-marks-rmdq summary").click()
    page.locator("#marks-rmdq-7").check()
    expect(page.locator("#marks-rmdq-made")).to_contain_text("No score")
    page.locator("#marks-rmdq-filled_in").check()
    expect(page.locator("#marks-rmdq-made")).to_have_text("1 of 24 statements")
