"""What a clinician does on the intake form, by mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

CAUDA_EQUINA = (
    "rf_saddle_sensation", "rf_bladder_retention", "rf_bladder_incontinence_new", "rf_bowel_new", "rf_sexual_new",
    "rf_bilateral_leg_pain", "rf_bilateral_leg_weakness",
)  # fmt: skip  # a list reads best in lines


def open_form(page: Page) -> None:
    page.goto("/check")


def section(page: Page, id: str) -> None:
    page.locator(f".tasks a[data-section={id}]").click()


def answer(page: Page, name: str, reply: str) -> None:
    page.locator(f"#{name}-{reply}").check()


def tell_person(page: Page) -> None:
    section(page, "person")
    page.locator("#patient-name").fill("Amara Okafor")
    page.locator("#patient-age").fill("46")
    answer(page, "patient-sex", "F")
    expect(page.locator("#who-is")).to_contain_text("46 years")
    expect(page.locator("#who-is")).to_contain_text("female")  # the questions for her are on the form now


def all_no(page: Page) -> None:
    """Everything was asked, and everything was answered no."""
    section(page, "red_flags")
    for flag in CAUDA_EQUINA:
        answer(page, f"red_flags-{flag}", "no")
    for id in ("red_flags", "disc_and_structure", "health"):
        section(page, id)
        for box in page.locator(f"#section-{id} input[name=asked_all_no]").all():
            if box.is_visible():
                box.check()


def check(page: Page) -> None:
    page.locator(".section.current .onward button[type=submit]").click()
    page.wait_for_load_state()


def whole_check(page: Page) -> None:
    """A form filled in so far that a programme follows."""
    open_form(page)
    tell_person(page)
    all_no(page)


def stands(page: Page, headline: str) -> None:
    expect(page.locator(".stand-head")).to_have_text(headline)
