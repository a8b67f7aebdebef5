from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import violations
from tests.browser.steps import answer, check, open_form, section, stands, whole_check
from tests.web.visit import LAYOUT


def test_axe_finds_a_planted_fault(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/plumbline.svg\">')"
    )
    assert [line.split(":")[0] for line in violations(page)] == ["image-alt"]


@pytest.mark.parametrize("id", ["person", *(one.id for one in LAYOUT.sections)])
def test_every_section_of_the_form(page: Page, id: str) -> None:
    open_form(page)
    section(page, id)
    for details in page.locator("details").all():
        details.evaluate("(one) => { one.open = true; }")
    assert violations(page) == []


def test_the_form_half_filled_in_with_every_kind_of_answer(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    for flag, reply in (
        ("rf_saddle_sensation", "yes"),
        ("rf_bowel_new", "no"),
        ("rf_fever", "unsure"),
        ("rf_night_pain", "yes"),
    ):
        answer(page, f"red_flags-{flag}", reply)
    page.locator("#asked_all_no-fracture").check()
    stands(page, "Emergency")
    assert violations(page) == []


def test_the_form_with_mistakes(page: Page) -> None:
    open_form(page)
    section(page, "neurological")
    page.locator("#tests-slr_deg-left").fill("400")
    check(page)
    assert violations(page) == []


def test_the_form_on_a_tablet_with_the_panel_open(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1000})
    open_form(page)
    page.locator(".panel-more").click()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("flag", "reply"),
    [
        ("rf_saddle_sensation", "yes"),
        ("rf_fever", "yes"),
        ("rf_weight_loss", "yes"),
        ("rf_saddle_sensation", "unsure"),
        ("rf_osteoporosis_known", "yes"),
    ],
)
def test_every_kind_of_result(page: Page, flag: str, reply: str) -> None:
    whole_check(page)
    section(page, "red_flags")
    answer(page, f"red_flags-{flag}", reply)
    check(page)
    for details in page.locator("details").all():
        details.evaluate("(one) => { one.open = true; }")
    assert violations(page) == []


def test_the_proposed_programme_with_everything_that_is_withheld(page: Page) -> None:
    whole_check(page)
    answer(page, "conditions-glaucoma", "yes")
    check(page)
    page.get_by_role("button", name="Propose a programme").click()
    expect(page.get_by_role("heading", name="Proposed programme")).to_be_visible()
    page.wait_for_load_state()
    for details in page.locator("details").all():
        details.evaluate("(one) => { one.open = true; }")
    assert violations(page) == []
