"""Drafts: nothing typed is lost, whatever happens to the program, the session or the colleague at the next desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from clinic.store import assessments, audit, tokens
from clinic.store.assessments import Assessment
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.browser.served import Process, add_patient, free_port, served, sign_in
from tests.web.people import NOW, PASSWORD, account_of, clinic_with_people

GOAL = "carry my grandson up the stairs again"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


def drafts(app: Flask, patient: str) -> tuple[Assessment, ...]:
    with app.app_context(), reading() as session:
        return assessments.of_patient(session, patient)


def begin(page: Page, address: str, patient: str) -> None:
    page.goto(f"{address}/patients/{patient}")
    page.get_by_role("button", name="New assessment").click()
    page.wait_for_url("**/assessments/*")


def type_goal(page: Page, words: str) -> None:
    page.locator(".tasks a[data-section=goals_and_home]").click()
    page.locator("#goal").fill(words)


def kept(page: Page) -> None:
    """Until the page says that the pause was used."""
    with page.expect_response(lambda answer: answer.url.endswith("/save")) as told:
        pass
    assert told.value.status == 200
    expect(page.locator("#saved")).to_contain_text("Kept")


def test_a_draft_survives_a_pulled_plug_and_is_gone_on_with(app: Flask, page: Page, tmp_path: Path) -> None:
    patient = add_patient(app)
    program = Process(tmp_path, free_port())
    program.start()
    try:
        sign_in(page, program.address, Role.CLINICIAN)
        begin(page, program.address, patient.id)
        type_goal(page, GOAL)
        kept(page)
        program.kill()
        program.start()
        page.reload()
        page.locator(".tasks a[data-section=goals_and_home]").click()
        expect(page.locator("#goal")).to_have_value(GOAL)
    finally:
        program.kill()
    (draft,) = drafts(app, patient.id)
    assert draft.answers["goal"].values == (GOAL,)


def test_what_was_typed_goes_on_after_the_session_has_ended(app: Flask, page: Page, address: str) -> None:
    patient = add_patient(app)
    sign_in(page, address, Role.CLINICIAN)
    begin(page, address, patient.id)
    with app.app_context(), writing() as session:
        tokens.end_all(session, account_of(app, Role.CLINICIAN).id, NOW)
    type_goal(page, GOAL)
    cover = page.locator("#lock")
    expect(cover).to_be_visible()
    cover.get_by_label("Password").fill(PASSWORD)
    cover.get_by_label("Password").press("Enter")
    kept(page)
    (draft,) = drafts(app, patient.id)
    assert draft.answers["goal"].values == (GOAL,)


def test_two_clinicians_on_one_draft_see_both_texts_and_nothing_is_overwritten_unseen(
    app: Flask, browser: Browser, address: str
) -> None:
    patient = add_patient(app)
    ben, anna = (browser.new_page(base_url=address) for _ in range(2))
    sign_in(ben, address, Role.CLINICIAN)
    sign_in(anna, address, Role.LEAD)
    begin(ben, address, patient.id)
    anna.goto(ben.url)
    type_goal(ben, "walk to the shop")
    kept(ben)
    type_goal(anna, "sleep through")
    expect(anna.locator("#saved")).to_contain_text("Press Check to see both")
    (draft,) = drafts(app, patient.id)
    assert draft.answers["goal"].values == ("walk to the shop",)
    anna.locator(".section.current .onward button[type=submit]").click()
    row = anna.locator(".both-texts tr", has_text="Goal in their own words")
    expect(row.locator("td")).to_have_text(["walk to the shop", "sleep through"])
    anna.get_by_role("button", name="Keep mine").click()
    anna.wait_for_load_state()
    (draft,) = drafts(app, patient.id)
    assert draft.answers["goal"].values == ("sleep through",)
    assert draft.answers["goal"].by == account_of(app, Role.LEAD).id
    ben.context.close()
    anna.context.close()


def test_a_button_pressed_twice_begins_one_assessment(app: Flask, page: Page, address: str) -> None:
    patient = add_patient(app)
    sign_in(page, address, Role.CLINICIAN)
    page.goto(f"{address}/patients/{patient.id}")
    page.get_by_role("button", name="New assessment").dblclick()
    page.wait_for_url("**/assessments/*")
    assert len(drafts(app, patient.id)) == 1
    with app.app_context(), reading() as session:
        assert audit.verify(session)[1] == ()
