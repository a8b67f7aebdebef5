from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from clinic.store import assessments, handouts, programmes
from clinic.store.programmes import Kind
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.browser.served import add_patient, as_role
from tests.browser.steps import CAUDA_EQUINA, answer


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False}


def test_from_the_start_to_a_programme_without_scripts(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start a quick-check").click()
    page.locator("#patient-age").fill("46")
    answer(page, "patient-sex", "F")
    for flag in CAUDA_EQUINA:
        answer(page, f"red_flags-{flag}", "no")
    for box in page.locator("input[name=asked_all_no]").all():
        if box.is_visible():
            box.check()
    answer(page, "red_flags-rf_cancer_history", "yes")
    page.get_by_role("button", name="Check", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Refer before exercise")
    page.get_by_role("button", name="Change answers").click()
    expect(page.locator("#questions-cancer_years_ago")).to_be_visible()
    answer(page, "red_flags-rf_cancer_history", "no")
    page.get_by_role("button", name="Check", exact=True).last.click()
    page.locator("form[action='/check/change'] button").first.click()  # the group of people of childbearing age
    for box in page.locator("input[name=asked_all_no]").all():
        if box.is_visible():
            box.check()
    page.get_by_role("button", name="Check", exact=True).last.click()
    page.get_by_role("button", name="Propose a programme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposed programme")


def test_every_section_is_reachable_without_scripts(page: Page) -> None:
    page.goto("/check")
    for link in page.locator(".tasks a").all():
        target = link.get_attribute("href")
        expect(page.locator(f"{target} h2")).to_be_visible()


def test_an_answer_can_be_taken_back_without_scripts(page: Page) -> None:
    page.goto("/check")
    answer(page, "red_flags-rf_fever", "yes")
    page.locator("#row-red_flags-rf_fever .answer .clear").click()
    expect(page.locator("#row-red_flags-rf_fever input:checked")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Quick-check")


def test_from_a_draft_to_the_issued_sheet_without_scripts(clinic: Flask, clinic_url: str, page: Page) -> None:
    patient = add_patient(clinic, "Unwin", "Edith")
    as_role(page, clinic, clinic_url, Role.CLINICIAN)
    page.goto(f"{clinic_url}/patients/{patient.id}")
    page.get_by_role("button", name="New assessment").click()
    page.locator("#measures-nprs_back_worst").fill("3")
    page.locator("#aims-1").select_option("move_with_control")
    page.locator("#goal").fill("dig the garden")
    page.get_by_role("button", name="Check", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not complete yet")
    with clinic.app_context(), reading() as session:
        (draft,) = assessments.of_patient(session, patient.id)
    assert draft.answers["goal"].values == ("dig the garden",)
    page.get_by_role("link", name="Change answers").click()
    for flag in CAUDA_EQUINA:
        answer(page, f"red_flags-{flag}", "no")
    for box in page.locator("input[name=asked_all_no]").all():
        if box.is_visible():
            box.check()
    page.get_by_role("button", name="Check", exact=True).last.click()
    page.get_by_role("button", name="Finalise the assessment").click()
    page.get_by_role("button", name="Propose a programme").click()
    card = page.locator(".pieces > .piece").nth(1)
    exercise = (card.get_attribute("id") or "").removeprefix("exercise-")
    card.locator("input[name=sets]").fill("2")
    card.get_by_role("button", name="Save the dose").click()
    page.get_by_role("button", name="Sign and issue").click()
    expect(page.get_by_role("link", name="Print the sheet")).to_be_visible(timeout=30_000)
    with clinic.app_context(), reading() as session:
        (programme,) = programmes.of_patient(session, patient.id)
        versions = programmes.versions(session, programme.id)
        (sheet,) = handouts.of_patient(session, patient.id)
        pdf = handouts.bytes_of(session, sheet.id)
    assert [one.kind for one in versions] == [Kind.PROPOSAL, Kind.CHANGE, Kind.SIGNED]
    assert [one["dose"]["sets"] for one in versions[-1].content["exercises"] if one["id"] == exercise] == [2]
    assert page.request.get(f"{clinic_url}/sheets/{sheet.id}").body() == pdf
