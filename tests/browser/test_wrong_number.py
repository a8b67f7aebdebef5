"""A number that is none: its field says so once it is left, and goes on saying so until it is mended."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import check, open_form, section, tell_person


def weeks(page: Page) -> Locator:
    return page.locator("#questions-duration_weeks")


def marked(page: Page) -> None:
    expect(weeks(page)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#questions-duration_weeks-fault")).to_contain_text("from 0 to 4000 (weeks), not “seven”")


def answered(page: Page) -> None:
    """Until an answer to what was typed last has come and is in place."""
    with page.expect_response(lambda answer: answer.url.endswith("/live")) as told:
        pass
    told.value.finished()
    page.wait_for_timeout(50)


def test_after_the_check_the_field_carries_the_mark_and_the_message(page: Page) -> None:
    open_form(page)
    tell_person(page)
    section(page, "pain_history")
    weeks(page).fill("seven")
    check_from_here(page)
    marked(page)
    expect(page.locator("#questions-duration_weeks-fault")).to_be_visible()
    page.locator("#summary a").click()
    expect(weeks(page)).to_be_focused()
    marked(page)


def check_from_here(page: Page) -> None:
    section(page, "goals_and_home")
    check(page)
    expect(page.locator("#summary")).to_be_focused()


def test_looking_at_the_field_again_does_not_take_its_mark_away(page: Page) -> None:
    open_form(page)
    section(page, "pain_history")
    weeks(page).fill("seven")
    page.locator("#questions-flare_hours").fill("2")
    marked(page)
    page.locator("#questions-flare_hours").fill("3")
    weeks(page).focus()
    answered(page)
    marked(page)
    page.locator("#questions-flare_hours").focus()
    marked(page)


def test_a_field_that_is_left_before_the_answer_has_come_is_marked_then(page: Page) -> None:
    open_form(page)
    section(page, "pain_history")
    weeks(page).press_sequentially("seven")
    answered(page)
    expect(weeks(page)).not_to_have_attribute("aria-invalid", "true")
    page.locator("#questions-flare_hours").focus()
    marked(page)
    weeks(page).fill("7")
    expect(weeks(page)).not_to_have_attribute("aria-invalid", "true")
