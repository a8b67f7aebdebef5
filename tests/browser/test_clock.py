"""Two clocks that differ, the clinic machine's and this device's, are said to whoever is signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from clinic.web.access.roles import Role
from tests.browser.served import as_role

LINE = "#clocks-differ"


@pytest.mark.parametrize("days", [-400, 400])
def test_a_device_whose_clock_is_another_says_both(page: Page, clinic: Flask, clinic_url: str, days: int) -> None:
    as_role(page, clinic, clinic_url, Role.CLINICIAN)
    there = datetime.now(UTC) + timedelta(days=days)
    page.clock.set_fixed_time(there)
    page.goto(f"{clinic_url}/library")
    expect(page.locator(LINE)).to_be_visible()
    expect(page.locator(f"{LINE} .clock-here")).to_contain_text(f"{there:%Y}")
    expect(page.locator(f"{LINE} .clock-there")).to_contain_text(f"{datetime.now(UTC):%Y}")


def test_clocks_that_agree_are_no_matter(page: Page, clinic: Flask, clinic_url: str) -> None:
    as_role(page, clinic, clinic_url, Role.CLINICIAN)
    with page.expect_response(lambda answer: answer.request.method == "HEAD") as asked:
        page.goto(f"{clinic_url}/library")
    assert asked.value.headers["date"]
    page.wait_for_load_state("networkidle")
    expect(page.locator(LINE)).to_be_hidden()
