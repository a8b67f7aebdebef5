"""From the builder to paper, as it goes wrong in a clinic: pressed twice, gone back, changed by two, left unsaved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from clinic.store import handouts
from clinic.store.programmes import Kind
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.browser.served import as_role
from tests.web.building import BRITTLE, WHY, Bench, bench, name_of, withheld


@pytest.fixture
def at(clinic: Flask) -> Bench:
    return bench(clinic)


@pytest.fixture
def ben(clinic: Flask, clinic_url: str, page: Page) -> Page:
    """A clinician's browser."""
    as_role(page, clinic, clinic_url, Role.CLINICIAN)
    return page


@pytest.fixture
def anna(clinic: Flask, clinic_url: str, browser: Browser) -> Iterator[Page]:
    """The lead's browser, at another desk."""
    with browser.new_context() as context:
        page = context.new_page()
        as_role(page, clinic, clinic_url, Role.LEAD)
        yield page


def issue(page: Page) -> Locator:
    return page.get_by_role("button", name="Sign and issue")


def issued(page: Page) -> None:
    """Sign and issue, until the page shows the sheet."""
    issue(page).click()
    expect(page.get_by_role("link", name="Print the sheet")).to_be_visible(timeout=30_000)


def kinds(at: Bench) -> list[Kind]:
    return [one.kind for one in at.versions]


def doses(at: Bench) -> dict[str, int]:
    return {one["id"]: one["dose"]["sets"] for one in at.versions[-1].content["exercises"]}


def set_sets(page: Page, exercise: str, number: int) -> Locator:
    """Type another number of sets; the button that saves it."""
    card = page.locator(f"#exercise-{exercise}")
    card.locator("input[name=sets]").fill(str(number))
    return card.get_by_role("button", name="Save the dose")


def rounds(sets: int) -> re.Pattern[str]:
    """A dose of so many sets, as two versions are compared."""
    return re.compile(rf"\. {sets} rounds? of ")


def printed(at: Bench) -> str:
    """The words of the one sheet that was issued."""
    (sheet,) = at.sheets
    with at.app.app_context(), reading() as session:
        pdf = pypdfium2.PdfDocument(BytesIO(handouts.bytes_of(session, sheet.id)))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def test_back_after_issue_shows_the_sheet_and_no_button_to_issue_it_again(
    at: Bench, ben: Page, clinic_url: str
) -> None:
    ben.goto(f"{clinic_url}{at.url}")
    issued(ben)
    ben.go_back()
    expect(ben.get_by_role("link", name="Print the sheet")).to_be_visible()
    expect(issue(ben)).to_have_count(0)
    assert (len(at.sheets), kinds(at)) == (1, [Kind.PROPOSAL, Kind.SIGNED])


def test_back_to_the_preview_after_issue_shows_the_sheet_instead_of_the_button(
    at: Bench, ben: Page, clinic_url: str
) -> None:
    ben.goto(f"{clinic_url}{at.url}/preview")
    issued(ben)
    ben.go_back()
    expect(ben.get_by_role("heading", name="Signed and issued")).to_be_visible()
    expect(ben.get_by_role("button", name="Issue the sheet")).to_be_hidden()
    assert (len(at.sheets), kinds(at)) == (1, [Kind.PROPOSAL, Kind.SIGNED])


def test_an_old_page_issues_nothing_and_says_what_there_is_now(
    at: Bench, ben: Page, anna: Page, clinic_url: str
) -> None:
    for page in (ben, anna):
        page.goto(f"{clinic_url}{at.url}")
    changed = at.exercises[1]
    set_sets(ben, changed, doses(at)[changed] - 1).click()
    ben.wait_for_url(f"**#exercise-{changed}")
    issued(ben)
    issue(anna).click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("Somebody else changed this in the meantime")
    expect(anna.locator(".both-texts tbody th")).to_have_text([name_of(changed)])
    expect(anna.get_by_role("button", name="Keep mine")).to_have_count(0)
    anna.get_by_role("link", name="As it is now").click()
    expect(anna.get_by_role("link", name="Print the sheet")).to_be_visible()
    assert (len(at.sheets), kinds(at)) == (1, [Kind.PROPOSAL, Kind.CHANGE, Kind.SIGNED])


def test_sign_and_issue_pressed_twice_makes_one_sheet(at: Bench, ben: Page, clinic_url: str) -> None:
    ben.goto(f"{clinic_url}{at.url}")
    issue(ben).dblclick(no_wait_after=True)
    expect(ben.get_by_role("link", name="Print the sheet")).to_be_visible(timeout=30_000)
    assert (len(at.sheets), kinds(at)) == (1, [Kind.PROPOSAL, Kind.SIGNED])


def test_two_clinicians_change_one_programme_and_both_changes_are_readable(
    at: Bench, ben: Page, anna: Page, clinic_url: str
) -> None:
    first, second = at.exercises[1], at.exercises[2]
    before = doses(at)
    for page in (ben, anna):
        page.goto(f"{clinic_url}{at.url}")
    set_sets(ben, first, before[first] - 1).click()
    ben.wait_for_url(f"**#exercise-{first}")
    set_sets(anna, second, before[second] + 1).click()
    rows = anna.locator(".both-texts tbody tr")
    expect(rows.locator("th")).to_have_text([name_of(first), name_of(second)])
    kept_now, entered = (rows.locator(f"td:nth-of-type({column})") for column in (1, 2))
    expect(kept_now).to_have_text([rounds(before[first] - 1), rounds(before[second])])
    expect(entered).to_have_text([rounds(before[first]), rounds(before[second] + 1)])
    assert doses(at) == {**before, first: before[first] - 1}
    anna.get_by_role("button", name="Keep mine").click()
    anna.wait_for_url(f"**#exercise-{second}")
    assert doses(at) == {**before, first: before[first] - 1, second: before[second] + 1}


def test_a_withheld_exercise_goes_to_paper_by_an_override_with_its_reasons(
    clinic: Flask, ben: Page, clinic_url: str
) -> None:
    at = bench(clinic, **BRITTLE)
    exercise = withheld(at)
    ben.goto(f"{clinic_url}{at.url}")
    ben.locator("summary", has_text="Withheld").click()
    ben.locator(f"#library button[value={exercise}]").click()
    ben.wait_for_url(f"**#exercise-{exercise}")
    expect(issue(ben)).to_have_count(0)
    card = ben.locator(f"#exercise-{exercise}")
    reasons = card.get_by_label("Why it is given all the same")
    count = reasons.count()
    for reason in reasons.all():
        reason.fill(WHY)
    card.get_by_role("button", name="Record the override").click()
    expect(card.locator("h3")).to_contain_text("given by override")
    expect(issue(ben)).to_have_count(0)  # five exercises want a reason of their own
    ben.get_by_label("Why so many exercises").fill("wants to tie her shoes")
    ben.get_by_role("button", name="Save the reason").click()
    issued(ben)
    assert at.versions[-1].reason == "wants to tie her shoes"
    assert [(one.exercise, one.why, one.withdrawn_by) for one in at.overrides] == [(exercise, WHY, "")] * count
    assert count >= 1
    assert exercise in at.exercises
    assert name_of(exercise) in printed(at)


def test_a_number_that_is_not_saved_is_said_before_the_sheet_is_issued(at: Bench, ben: Page, clinic_url: str) -> None:
    ben.goto(f"{clinic_url}{at.url}")
    exercise = at.exercises[1]
    before = doses(at)[exercise]
    save = set_sets(ben, exercise, before - 1)
    issue(ben).click()
    said = ben.locator(f"#exercise-{exercise}").get_by_role("alert")
    expect(said).to_contain_text(f"Not saved yet: the dose of {name_of(exercise)}")
    expect(ben.locator(f"#exercise-{exercise} input[name=sets]")).to_be_focused()
    assert (at.sheets, doses(at)[exercise]) == ((), before)
    save.click()
    ben.wait_for_url(f"**#exercise-{exercise}")
    issued(ben)
    assert (len(at.sheets), doses(at)[exercise]) == (1, before - 1)


def test_whoever_presses_again_leaves_the_number_as_it_was(at: Bench, ben: Page, clinic_url: str) -> None:
    ben.goto(f"{clinic_url}{at.url}")
    exercise = at.exercises[1]
    before = doses(at)[exercise]
    set_sets(ben, exercise, before - 1)
    issue(ben).click()
    expect(ben.get_by_role("alert")).to_contain_text("Not saved yet")
    issued(ben)
    assert (len(at.sheets), doses(at)[exercise]) == (1, before)
