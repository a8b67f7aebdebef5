"""A full disk while somebody types: the page says why nothing is kept yet, and keeps everything once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from clinic.store.disk import FULL as NO_ROOM
from clinic.web.access.roles import Role
from tests.browser.served import add_patient, served, sign_in
from tests.browser.test_draft_stories import GOAL, begin, drafts, kept, type_goal
from tests.harness.failing_disks import FULL, RefusingDisk, refusing
from tests.web.people import clinic_with_people


@pytest.fixture
def trouble(tmp_path: Path) -> Iterator[RefusingDisk]:
    with refusing(tmp_path, FULL) as disk:
        yield disk


@pytest.fixture
def app(trouble: RefusingDisk) -> Flask:
    app = clinic_with_people(trouble.folder)
    app.logger.disabled = True
    return app


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def patient(app: Flask, address: str, page: Page) -> str:
    """Somebody whose assessment is open in the browser."""
    patient = add_patient(app).id
    sign_in(page, address, Role.CLINICIAN)
    begin(page, address, patient)
    return patient


def test_a_draft_says_that_it_is_not_kept_and_is_kept_by_the_next_word(
    app: Flask, page: Page, patient: str, trouble: RefusingDisk
) -> None:
    trouble.begin(0)
    type_goal(page, "carry")
    expect(page.locator("#saved")).to_contain_text(f"Not kept yet. {NO_ROOM} What you typed is still here.")
    trouble.end()
    type_goal(page, GOAL)
    kept(page)
    assert [one.answers["goal"].values for one in drafts(app, patient)] == [(GOAL,)]


def test_a_form_sent_by_hand_is_sent_again_from_the_page_that_says_so(
    app: Flask, page: Page, patient: str, trouble: RefusingDisk
) -> None:
    trouble.begin(0)
    type_goal(page, GOAL)
    page.get_by_role("button", name="Check", exact=True).first.click()
    expect(page.get_by_role("heading", name="Not kept yet")).to_be_visible()
    trouble.end()
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/assessments/*/*")
    assert [one.answers["goal"].values for one in drafts(app, patient)] == [(GOAL,)]
